import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyWords } from "../core/change.ts";
import { occurrence, replaceWords } from "./word-change.ts";

describe("a change of words at one place", () => {
  it("takes in words to the left until the place is unambiguous", () => {
    const prompt = "a green wall behind a green pear";
    const change = replaceWords("colour", prompt, { start: 22, end: 27 }, "emerald");
    expect(change).toMatchObject({ remove: "behind a green", add: "behind a emerald" });
  });

  it("changes that place and no other, for any prompt", () => {
    const word = fc.constantFrom("green", "pear", "a", "on", "green,", "\u{1F350}", "dark");
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.nat(), (words, pick) => {
        const index = pick % words.length;
        const start = words.slice(0, index).join(" ").length + (index === 0 ? 0 : 1);
        const end = start + (words[index] ?? "").length;
        const prompt = words.join(" ");
        const change = replaceWords("e", prompt, { start, end }, "NEW");
        if (change.kind !== "words") throw new Error("not words");
        expect(applyWords(prompt, change)).toBe(prompt.slice(0, start) + "NEW" + prompt.slice(end));
      }),
    );
  });
});

describe("occurrence", () => {
  it.each([
    ["a red cat", "red", 2],
    ["a scared cat", "red", undefined],
    ["A RED cat", "red", 2],
    ["what (now)? yes", "(now)?", 5],
    ["", "red", undefined],
    ["тёмный фон", "фон", 7],
    ["тёмныйфон", "фон", undefined],
  ])("in %j of %j", (prompt, text, start) => {
    expect(occurrence(prompt, text)?.start).toBe(start);
  });
});

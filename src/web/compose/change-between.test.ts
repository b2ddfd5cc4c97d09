import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeBetween, partsOf, promptAfter } from "./change-between.ts";

const prompt = "a green pear on a wooden table, hard light from the left";

describe("the one change between two prompts", () => {
  it.each([
    ["a red pear on a wooden table, hard light from the left", { remove: "green", add: "red" }],
    [`${prompt}, close up`, { remove: "", add: "close up" }],
    ["a green pear on a wooden table", { remove: ", hard light from the left", add: "" }],
    ["a green ripe pear on a wooden table, hard light from the left", { remove: "green", add: "green ripe" }],
    ["once a green pear on a wooden table, hard light from the left", { remove: "a", add: "once a" }],
    [
      "a green pear on a wooden table, soft light from the right",
      { remove: "hard light from the left", add: "soft light from the right" },
    ],
    [prompt, undefined],
  ])("%s", (after, change) => {
    expect(changeBetween(prompt, after)).toEqual(change);
  });

  it("leads to the prompt that was meant, where its words stand once", () => {
    const word = fc.constantFrom("pear", "hard", "light", "left", "dark", "table", "close", "warm");
    const text = fc.uniqueArray(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const change = changeBetween(before, after);
        const made = change ? promptAfter(before, change) : before;
        if (!change) expect(after).toBe(before);
        expect(made?.match(/\p{L}+/gu) ?? []).toEqual(after.match(/\p{L}+/gu) ?? []);
      }),
    );
  });

  it.each([
    ["a mug on a table.", "close up", "a mug on a table, close up"],
    ["Under 60 words.", "Begin with the offer.", "Under 60 words. Begin with the offer."],
    ["Under 60 words", "Begin with the offer.", "Under 60 words. Begin with the offer."],
    ["Who is it for?", "Say so!", "Who is it for? Say so!"],
    ["a mug on a table", "Rembrandt lighting", "a mug on a table, Rembrandt lighting"],
  ])("adds to %j as the server does", (before, add, after) => {
    expect(promptAfter(before, { remove: "", add })).toBe(after);
  });

  it("is shown word by word", () => {
    expect(partsOf(prompt, { remove: "green", add: "red" })?.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      "same a ",
      "removed green",
      "added  red",
      "same  pear on a wooden table, hard light from the left",
    ]);
    expect(partsOf(prompt, { remove: "blue", add: "red" })).toBeUndefined();
  });
});

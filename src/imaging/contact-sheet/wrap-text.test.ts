import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wrapText } from "./wrap-text.ts";

/** Every character is one wide. */
const measure = (text: string): number => text.length;
const lines = (width: number, ...texts: readonly string[]) =>
  wrapText(
    texts.map((text, i) => ({ text, style: i })),
    width,
    measure,
  ).map((line) => line.map(({ text, x, style }) => `${x}:${text}/${style}`));

describe("wrapText", () => {
  it("breaks at spaces and drops them there", () => {
    expect(lines(9, "one two three")).toEqual([["0:one two/0"], ["0:three/0"]]);
  });
  it("breaks a word that is wider than a line", () =>
    expect(lines(4, "abcdefghij")).toEqual([["0:abcd/0"], ["0:efgh/0"], ["0:ij/0"]]));
  it("keeps stretches apart and in place", () =>
    expect(lines(20, "a pear, ", "hard light", ", dark")).toEqual([
      ["0:a pear,/0", "8:hard light/1", "18:,/2"],
      ["0:dark/2"],
    ]));
  it("breaks where the text breaks", () => expect(lines(20, "a\nb")).toEqual([["0:a/0"], ["0:b/0"]]));

  it("never loses a character and never makes a line too wide", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "ß") }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 12 }),
        (texts, width) => {
          const wrapped = wrapText(
            texts.map((text, style) => ({ text, style })),
            width,
            measure,
          );
          const kept = wrapped.flatMap((line) => line.map(({ text }) => text)).join("");
          expect(kept.replace(/\s/gu, "")).toBe(texts.join("").replace(/\s/gu, ""));
          for (const line of wrapped)
            for (const part of line) expect(part.x + part.text.length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

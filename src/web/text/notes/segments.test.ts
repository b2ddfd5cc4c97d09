import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blocksOf, segmentsIn, stretchesByBlock, withoutOverlaps } from "./segments.ts";

const shown = (text: string): readonly string[] =>
  blocksOf(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

describe("the lines of a text", () => {
  it("are what they are in Markdown, to the letter", () => {
    expect(shown("# Opening\n\nAnna bakes.\n- rye\n2. wheat\n")).toEqual([
      "heading: # Opening",
      "blank: ",
      "paragraph: Anna bakes.",
      "item: - rye",
      "item: 2. wheat",
    ]);
  });

  it("an empty text has none; a number that ends a sentence begins no list", () => {
    expect(shown("")).toEqual([]);
    expect(shown("#nohashtag 3. No")).toEqual(["paragraph: #nohashtag 3. No"]);
  });

  it("hold every character but the line breaks", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", " ", "\n", "#", "😀") }), (text) => {
        const whole = blocksOf(text).map(({ start, end }) => text.slice(start, end));
        expect(whole.join("\n")).toBe(text.endsWith("\n") ? text.slice(0, -1) : text);
      }),
    );
  });
});

const stretch = fc.tuple(fc.nat(40), fc.nat(12)).map(([start, length]) => ({ start, end: start + length }));

describe("segments", () => {
  it("together are their block, and each lies in all of its stretches", () => {
    fc.assert(
      fc.property(fc.array(stretch), fc.nat(20), fc.nat(20), (stretches, start, length) => {
        const block = { start, end: start + length };
        const segments = segmentsIn(block, stretches);
        expect(segments.reduce((sum, one) => sum + one.end - one.start, 0)).toBe(length);
        segments.forEach((one, i) => {
          expect(one.start).toBe(segments[i - 1]?.end ?? start);
          const within = stretches.filter((other) => other.start <= one.start && other.end >= one.end);
          expect(one.within).toEqual(within);
        });
      }),
    );
  });

  it("are found block by block as they are found one by one", () => {
    const text = "one two three\nfour five\n\nsix seven eight nine";
    const blocks = blocksOf(text);
    fc.assert(
      fc.property(fc.array(stretch), (stretches) => {
        const sorted = stretches.toSorted((a, b) => a.start - b.start);
        stretchesByBlock(blocks, sorted).forEach((mine, i) =>
          expect(segmentsIn(blocks[i]!, mine)).toEqual(segmentsIn(blocks[i]!, sorted)),
        );
      }),
    );
  });
});

describe("places that overlap", () => {
  it("leave the graver, then the longer one", () => {
    const places = [
      { start: 0, end: 30, severity: 1, name: "sentence" },
      { start: 4, end: 9, severity: 3, name: "hedge" },
      { start: 8, end: 20, severity: 2, name: "wordy" },
      { start: 20, end: 24, severity: 2, name: "next" },
    ];
    expect(withoutOverlaps(places).map(({ name }) => name)).toEqual(["hedge", "next"]);
  });
});

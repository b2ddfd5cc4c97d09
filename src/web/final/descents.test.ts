import { describe, expect, it } from "vitest";
import { descentSentence, descents } from "./descents.ts";
import type { Pass } from "./use-passes.ts";

const pass = (variation: string, strength: number | null, steppedDownFrom: number | null = null): Pass => ({
  variation,
  source: "approved",
  width: 96,
  height: 96,
  fit: null,
  upscaler: "built-in",
  depth: 8,
  dpi: null,
  redraw: strength === null ? null : { engine: "still-life", strength },
  steppedDownFrom,
  sentence: "",
});

describe("passes that step down", () => {
  it("stand together with what they replaced, and say why in a sentence", () => {
    const made = [pass("e", 0.2, 0.3), pass("d", 0.3, 0.4), pass("c", 0.4), pass("b", null, 0.2), pass("a", 0.2)];
    const found = descents(made);
    expect(found.map((one) => [one.pass.variation, one.replaced.map(({ variation }) => variation)])).toEqual([
      ["e", ["d", "c"]],
      ["b", ["a"]],
    ]);
    expect(found.map(descentSentence)).toEqual([
      "At 0.40 and 0.30 it was no longer the approved picture, so it was drawn at 0.20.",
      "At 0.20 it was no longer the approved picture, so it is enlarged only.",
    ]);
  });

  it("are told apart from passes that were only repeated", () => {
    const found = descents([pass("b", 0.3), pass("a", 0.4)]);
    expect(found.map(({ replaced }) => replaced)).toEqual([[], []]);
    expect(found.map(descentSentence)).toEqual([undefined, undefined]);
  });
});

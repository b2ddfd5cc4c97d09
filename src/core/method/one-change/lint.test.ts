import { describe, expect, it } from "vitest";
import type { Change } from "../../change.ts";
import type { Element, ElementKind } from "../../element.ts";
import { type ElementsIn, lintChange } from "./lint.ts";

const element = (id: string, statement: string, kind: ElementKind = "lighting"): Element => ({
  id,
  kind,
  statement,
  question: `${statement}?`,
  importance: "must",
  words: [],
});
const elements = [element("left", "hard light from the left"), element("dark", "dark background", "background")];
const words = (remove: string, add: string): Change => ({ kind: "words", element: "left", remove, add });
const splitOf = (change: Change, known = elements, elementsIn?: ElementsIn): readonly Change[] => {
  const result = lintChange(change, known, elementsIn);
  return result.ok ? [] : result.split;
};

describe("one change per arm", () => {
  it.each([
    ["", "hard light from the left"],
    ["", "marble surface"],
    ["", "lots of empty space around the pear"],
    ["soft light", "hard light"],
    ["a green pear", "an emerald pear"],
    ["dark background", ""],
    ["", "placed on the left third"],
  ])("lets “%s” → “%s” pass", (remove, add) => expect(lintChange(words(remove, add), elements).ok).toBe(true));

  it.each([
    ["", "warm hard light from the left on marble", ["warm hard light", "light from the left", "on marble"]],
    ["", "dark background, hard light from the left", ["dark background", "hard light from the left"]],
    ["", "red, glossy and tall", ["red", "glossy", "tall"]],
    ["", "a vase in the middle of the frame", ["a vase", "in the middle of the frame"]],
    ["soft light", "hard light, dark background", ["hard light", "dark background"]],
  ])("splits “%s” → “%s”", (remove, add, expected) => {
    const result = lintChange(words(remove, add), elements);
    expect(result.touches).toEqual(expected);
    expect(splitOf(words(remove, add)).map((change) => (change.kind === "words" ? change.add : ""))).toEqual(expected);
  });

  it("puts the first new words in the place of the old and names the elements of the parts", () => {
    expect(splitOf(words("soft light", "hard light, dark background"))).toEqual([
      { kind: "words", element: "left", remove: "soft light", add: "hard light" },
      { kind: "words", element: "dark", remove: "", add: "dark background" },
    ]);
  });

  it("splits what is taken away as well", () => {
    expect(splitOf(words("hard light, dark background", ""))).toEqual([
      { kind: "words", element: "left", remove: "hard light", add: "" },
      { kind: "words", element: "dark", remove: "dark background", add: "" },
    ]);
  });

  it("says in a sentence what is refused and what to do", () => {
    const result = lintChange(words("", "red, glossy"), elements);
    expect(result).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/two things at once .*Run them as two arms\.$/u),
    });
  });

  it("every part of a split passes by itself", () => {
    for (const part of splitOf(words("", "warm hard light from the left on marble, red and tall")))
      expect(lintChange(part, elements).ok).toBe(true);
  });
});

describe("with a grammar", () => {
  const phrases: Readonly<Record<string, string>> = {
    warm: "temperature",
    cool: "temperature",
    hard: "quality",
    soft: "quality",
    "from the left": "direction",
    marble: "surface",
    pear: "subject",
    green: "colour",
    red: "colour",
  };
  const grammar: ElementsIn = (text) =>
    Object.entries(phrases).flatMap(([phrase, about]) => (text.includes(phrase) ? [{ about, words: phrase }] : []));

  it("sees several things in one clause", () => {
    expect(lintChange(words("", "warm hard light from the left on marble"), [], grammar).touches).toEqual([
      "temperature",
      "quality",
      "direction",
      "surface",
    ]);
  });

  it("compares what is said before and after: only what differs was changed", () => {
    expect(lintChange(words("a green pear", "a red pear"), [], grammar)).toEqual({ ok: true, touches: ["colour"] });
    expect(lintChange(words("soft light", "hard light"), [], grammar)).toEqual({ ok: true, touches: ["quality"] });
    expect(splitOf(words("soft warm light", "hard cool light"), [], grammar)).toEqual([
      { kind: "words", element: null, remove: "warm", add: "cool" },
      { kind: "words", element: null, remove: "soft", add: "hard" },
    ]);
  });

  it("finds the element that a part is for by what its statement is about", () => {
    const known = [element("light", "from the left"), element("ground", "marble", "material")];
    expect(splitOf(words("", "from the left on marble"), known, grammar).map((change) => change.element)).toEqual([
      "light",
      "ground",
    ]);
  });

  it("falls back to clauses where it understands nothing", () => {
    expect(lintChange(words("", "baroque frame, candles"), [], grammar).touches).toEqual(["baroque frame", "candles"]);
  });
});

describe("other kinds of change", () => {
  it("takes a parameter as one thing", () =>
    expect(lintChange({ kind: "parameter", element: null, name: "guidance", to: 4 }, elements).ok).toBe(true));

  it("splits adjustments by kind and instructions by clause", () => {
    const adjustments: Change = {
      kind: "adjustment",
      element: null,
      adjustments: [
        { kind: "exposure", stops: 1 },
        { kind: "temperature", mired: 20 },
        { kind: "exposure", stops: 0.5 },
      ],
    };
    expect(
      splitOf(adjustments).map((change) => (change.kind === "adjustment" ? change.adjustments.length : 0)),
    ).toEqual([2, 1]);
    const instruction: Change = {
      kind: "instruction",
      element: null,
      text: "make the background darker and the pear red",
      strength: 0.4,
    };
    expect(splitOf(instruction)).toMatchObject([
      { text: "make the background darker", strength: 0.4 },
      { text: "the pear red", strength: 0.4 },
    ]);
  });
});

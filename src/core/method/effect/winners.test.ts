import { describe, expect, it } from "vitest";
import { compositeOf } from "./composite-of.ts";
import { effectsOf } from "./effect.ts";
import { createTruths } from "../interpretation/truth.ts";
import { winnersOf } from "./winners.ts";
import type { History } from "../../history.ts";
import { type ArmSketch, add, historyFrom, verdictsFrom } from "../../testing/history.ts";

const options = { accuracy: () => undefined };
const elements = { left: { kind: "lighting" }, dark: { kind: "background" }, pear: {} } as const;

// Eight pictures: three cannot tell an interaction from chance.
const [right, wrong] = ["pppppppp", "aaaaaaaa"];

const armsRound = (arms: readonly ArmSketch[], together?: ArmSketch): History =>
  historyFrom({
    elements,
    rounds: [
      { kind: "orientation", arms: [{ pictures: verdictsFrom({ left: wrong, dark: wrong, pear: right }) }] },
      { kind: "fix", parent: 0, arms },
      ...(together ? [{ kind: "fix" as const, parent: 0, arms: [together] }] : []),
    ],
  });

const arm = (element: "left" | "dark", words: string, after: Readonly<Record<string, string>>): ArmSketch => ({
  change: add(element, words),
  pictures: verdictsFrom({ left: wrong, dark: wrong, pear: right, ...after }),
});

const winners = (history: History): readonly string[] =>
  winnersOf(history, "round1", (id) => effectsOf(history, "round1", id, options)).map(({ part }) => part.add);

describe("the winners of a round of arms", () => {
  it.each([
    [
      "what fixed its element",
      [arm("left", "a", { left: "ppappapp" }), arm("dark", "b", { dark: "apppppap" })],
      ["a", "b"],
    ],
    ["not what did nothing", [arm("left", "a", { left: wrong }), arm("dark", "b", { dark: right })], ["b"]],
    ["the better of two rivals", [arm("left", "a", { left: "paaapapa" }), arm("left", "b", { left: right })], ["b"]],
    ["the first of two equal rivals", [arm("left", "a", { left: right }), arm("left", "b", { left: right })], ["a"]],
  ])("are %s", (_, arms, expected) => {
    expect(winners(armsRound(arms))).toEqual(expected);
  });

  it("are none that are confounded", () => {
    expect(winners(armsRound([{ ...arm("left", "a", { left: right }), confounded: true }]))).toEqual([]);
  });
});

describe("a composed prompt against its arms", () => {
  const alone = [arm("left", "a", { left: right }), arm("dark", "b", { dark: right })];
  const parts = [
    { arm: "round1arm0", element: "left", remove: "", add: "a" },
    { arm: "round1arm1", element: "dark", remove: "", add: "b" },
  ];
  const together = (after: Readonly<Record<string, string>>): History =>
    armsRound(alone, {
      change: { kind: "composition", element: null, parts },
      pictures: verdictsFrom(after).map((picture) => ({ ...picture, recipe: { prompt: "a pear, a, b" } })),
    });
  const verdictsOn = (history: History) =>
    compositeOf(history, "round2arm0", createTruths(history, options)).map(({ verdict }) => verdict);

  it("adds up where both came", () => {
    expect(verdictsOn(together({ left: right, dark: right, pear: right }))).toEqual([
      "additive",
      "additive",
      "additive",
    ]);
  });

  it("names an element that the changes destroy only together", () => {
    expect(verdictsOn(together({ left: right, dark: right, pear: wrong })).at(-1)).toBe("worse together");
  });

  it("declares the elements of all its parts as targets", () => {
    const history = together({ left: right, dark: right, pear: right });
    const effects = effectsOf(history, "round2", "round2arm0", options);
    expect(effects.filter(({ target }) => target).map(({ element }) => element)).toEqual(["left", "dark"]);
  });
});

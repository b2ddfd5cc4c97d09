import { describe, expect, it } from "vitest";
import type { AdviceContext } from "./action-plans.ts";
import { advise } from "./advice.ts";
import { type ElementSketch, type RoundSketch, add, historyFrom, picturesFrom } from "../../testing/history.ts";

const triggers = (
  elements: Readonly<Record<string, ElementSketch>>,
  rounds: readonly RoundSketch[],
  options: Partial<AdviceContext> = {},
): string =>
  advise(historyFrom({ elements, rounds }), {
    accuracy: () => ({ sensitivity: 0.98, specificity: 0.98, n: 1_000 }),
    proposals: [],
    ...options,
  }).triggers.join(" ");
const orientation = (answers: Readonly<Record<string, string>>): RoundSketch => ({
  kind: "orientation",
  arms: [{ pictures: picturesFrom(answers) }],
});
const fix = (element: string, words: string, answers: Readonly<Record<string, string>>): RoundSketch => ({
  kind: "fix",
  parent: 0,
  arms: [{ change: add(element, words), pictures: picturesFrom(answers) }],
});

describe("reasons to start over", () => {
  it("are none while everything is heard", () =>
    expect(triggers({ pear: {} }, [orientation({ pear: "pppp" })])).toBe(""));

  it("are more systematic misses than rounds left", () => {
    const elements = { a: {}, b: {}, c: {}, d: {} };
    expect(triggers(elements, [orientation({ a: "aaaa", b: "aaaa", c: "aaaa", d: "pppp" })])).toBe("");
    expect(triggers(elements, [orientation({ a: "aaaa", b: "aaaa", c: "aaaa", d: "aaaa" })])).toBe(
      "4 must-haves never came (“a”, “b”, “c” and “d”) and only 3 planned rounds are left.",
    );
  });

  it("are a composition that no crop reaches, where that was computed", () => {
    const elements = { third: { kind: "composition" } } as const;
    const rounds = [orientation({ third: "aaaa" })];
    expect(triggers(elements, rounds)).toBe("");
    expect(triggers(elements, rounds, { cropReaches: () => true })).toBe("");
    expect(triggers(elements, rounds, { cropReaches: () => false })).toContain("no crop of at least 70 %");
  });

  it("are a subject unheard through three rounds", () => {
    const two = [orientation({ pear: "aaaa" }), fix("pear", "one pear", { pear: "aaa" })];
    expect(triggers({ pear: {} }, two)).not.toContain("three rounds");
    expect(triggers({ pear: {} }, [...two, fix("pear", "a single pear", { pear: "aaa" })])).toContain(
      "“pear” was not heard through three rounds.",
    );
  });

  it("are a lighting set-up, not its temperature, that a fix did not move", () => {
    const rounds = [orientation({ left: "aaaa" }), fix("left", "side light", { left: "aaa" })];
    expect(triggers({ left: { kind: "lighting" } }, rounds)).toContain("moved in 0 of 3 pairs");
    expect(triggers({ left: { kind: "lighting", statement: "warm light" } }, rounds)).not.toContain("set-up");
    expect(
      triggers({ left: { kind: "lighting" } }, [rounds[0]!, fix("left", "side light", { left: "apa" })]),
    ).not.toContain("set-up");
  });

  it("are two rounds in a row that gained nothing", () => {
    const rounds = [
      orientation({ pear: "pppp", left: "aaaa" }),
      fix("left", "side light", { pear: "ppp", left: "aaa" }),
    ];
    expect(triggers({ pear: {}, left: { kind: "style" } }, rounds)).not.toContain("Two rounds");
    const more = [...rounds, fix("left", "from the side", { pear: "ppp", left: "aaa" })];
    expect(triggers({ pear: {}, left: { kind: "style" } }, more)).toContain("Two rounds in a row");
    const gained = [...rounds, fix("left", "from the side", { pear: "ppp", left: "ppp" })];
    expect(triggers({ pear: {}, left: { kind: "style" } }, gained)).not.toContain("Two rounds in a row");
  });

  it("are changes that break as much as they fix", () => {
    const elements = { pear: {}, left: { kind: "style" } } as const;
    const before = orientation({ pear: "pppp", left: "aaaa" });
    expect(triggers(elements, [before, fix("left", "side light", { pear: "aaa", left: "app" })])).toContain(
      "broke 3 and fixed 2",
    );
    expect(triggers(elements, [before, fix("left", "side light", { pear: "app", left: "ppp" })])).not.toContain(
      "broke",
    );
  });

  it("do not count drawing more seeds as a round", () => {
    const elements = { a: {}, b: {}, c: {}, d: { importance: "nice" } } as const;
    const all = { a: "aaaa", b: "aaaa", c: "aaaa", d: "pppp" };
    expect(
      triggers(elements, [orientation(all), { kind: "fix", parent: 0, arms: [{ pictures: picturesFrom(all, 50) }] }]),
    ).toBe("");
  });
});

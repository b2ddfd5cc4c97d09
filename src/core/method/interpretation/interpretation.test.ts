import { describe, expect, it } from "vitest";
import type { History } from "../../history.ts";
import { type Interpretation, interpret } from "./interpretation.ts";
import type { AccuracyOf } from "./observation.ts";
import { historyFrom, picturesFrom, verdictsFrom } from "../../testing/history.ts";

const accuracy: AccuracyOf = () => ({ sensitivity: 0.97, specificity: 0.97, n: 400 });
const orientation = (
  answers: Readonly<Record<string, string>>,
  elements: Parameters<typeof historyFrom>[0]["elements"],
): History => historyFrom({ elements, rounds: [{ kind: "orientation", arms: [{ pictures: picturesFrom(answers) }] }] });
const read = (history: History, options = {}): Interpretation => interpret(history, "round0", { accuracy, ...options });
const element = (found: Interpretation, id: string) => found.elements.find((one) => one.element === id);

describe("the orientation report", () => {
  const history = orientation(
    { pear: "pppp", wood: "pppp", left: "aaaa", dark: "papa", mood: "????" },
    {
      pear: {},
      wood: { kind: "material" },
      left: { kind: "lighting", statement: "from the left" },
      dark: { kind: "background" },
      mood: { kind: "style" },
    },
  );
  const found = read(history);

  it("names what was heard, missed, left to chance and not readable", () => {
    expect(found.elements.map(({ state }) => state)).toEqual(["right", "right", "missed", "mixed", "unknown"]);
    expect(found.sentence).toBe(
      "From 4 pictures: It heard “pear” and “wood”. It did not hear “from the left”. “dark” is left to chance. Nobody could read “mood”.",
    );
  });

  it("says each with its counts", () => {
    expect(element(found, "pear")?.sentence).toBe("It heard “pear” in all four.");
    expect(element(found, "left")?.sentence).toBe("It never heard “from the left”: 0 of 4.");
    expect(element(found, "dark")?.sentence).toContain("came in 2 of 4");
    expect(element(found, "mood")).toMatchObject({
      probability: 0,
      counts: { present: 0, absent: 0, unsure: 4, n: 4 },
    });
  });

  it("says when one or two more seeds would tell", () => {
    const three = read(orientation({ pear: "pppa" }, { pear: {} }));
    expect(element(three, "pear")).toMatchObject({ state: "right", unsettled: true });
    expect(element(three, "pear")?.sentence).toBe("It heard “pear” in 3 of 4. One or two more seeds would tell.");
    expect(element(read(orientation({ pear: "pppppp" }, { pear: {} })), "pear")?.unsettled).toBe(false);
  });

  it("never ranks pictures", () => expect(JSON.stringify(found)).not.toMatch(/rank|best picture|value/u));

  it("has nothing to say without pictures or elements", () => {
    expect(read({ ...history, variations: [] }).sentence).toBe("There is no picture to read yet.");
    expect(read(orientation({}, {})).sentence).toContain("no elements");
  });

  it("refuses an unknown round", () => expect(() => interpret(history, "round9", { accuracy })).toThrow(/no round/u));
});

describe("the most broken element", () => {
  const elements = {
    pear: {},
    nice: { kind: "lighting", importance: "nice" },
    left: { kind: "lighting" },
    red: { kind: "colour" },
  } as const;

  it("is weight × wrong × fixable, and says so", () => {
    const found = read(orientation({ pear: "pppp", nice: "pppp", left: "aaaa", red: "aaaa" }, elements));
    expect(found.mostBroken).toMatchObject({ element: "red", weight: 3, fixable: 0.65 });
    expect(found.mostBroken?.score).toBeCloseTo(3 * (found.mostBroken?.wrong ?? 0) * 0.65, 12);
    expect(found.mostBroken?.why).toContain("wrong in 4 of 4");
  });

  it("is a must before any nice", () => {
    const found = read(orientation({ pear: "papp", nice: "aaaa", left: "ppaa", red: "pppp" }, elements));
    expect(found.mostBroken?.element).toBe("left");
  });

  it("follows what lessons know", () => {
    const fixable = ({ id }: { id: string }) => ({ probability: id === "left" ? 0.9 : 0.1, pairs: 12 });
    const found = read(orientation({ pear: "pppp", nice: "pppp", left: "aaaa", red: "aaaa" }, elements), { fixable });
    expect(found.mostBroken).toMatchObject({ element: "left", fixable: 0.9 });
    expect(found.mostBroken?.why).toContain("12 earlier pairs");
  });

  it("is nobody when everything was heard", () => {
    expect(read(orientation({ pear: "pppp" }, { pear: {} })).mostBroken).toBeUndefined();
  });

  it("does not depend on the order of the elements", () => {
    const there = read(
      orientation(
        { pear: "pppp", left: "aaaa", red: "aaaa" },
        { pear: {}, left: { kind: "colour" }, red: { kind: "colour" } },
      ),
    );
    const back = read(
      orientation(
        { pear: "pppp", left: "aaaa", red: "aaaa" },
        { red: { kind: "colour" }, left: { kind: "colour" }, pear: {} },
      ),
    );
    expect(there.mostBroken?.element).toBe(back.mostBroken?.element);
  });
});

describe("systematic against chance", () => {
  it("parts rates .05 and .5 at the Bayes rate of .876 from four pictures", () => {
    // The chance of each number of hits, and whether that many are called missed.
    const calledMissed = [0, 1, 2, 3, 4].map((hits) => {
      const history = historyFrom({
        elements: { pear: {} },
        rounds: [
          { kind: "orientation", arms: [{ pictures: verdictsFrom({ pear: "pppp".slice(0, hits).padEnd(4, "a") }) }] },
        ],
      });
      return element(read(history), "pear")?.state === "missed";
    });
    const binomial = (hits: number, rate: number): number =>
      [1, 4, 6, 4, 1][hits]! * rate ** hits * (1 - rate) ** (4 - hits);
    const right = calledMissed.reduce(
      (sum, missed, hits) => sum + (missed ? binomial(hits, 0.05) : binomial(hits, 0.5)) / 2,
      0,
    );
    expect(right).toBeCloseTo(0.876, 3);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assumptionOf, assumptionsOf } from "./assumptions.ts";
import { historyFrom } from "../../testing/history.ts";

const same = (value: string, n: number): string[] => Array.from({ length: n }, () => value);

describe("assumptions", () => {
  it("calls what the engine always does its default", () => {
    const found = assumptionOf("framing", same("centred", 4), { centred: 93, left: 4, right: 3 });
    expect(found.probability).toBeGreaterThan(0.9);
    expect(found.cause).toBe("engine default");
    expect(found.sentence).toBe(
      "You did not ask for framing; all four came out “centred”. It did this in 93 of 100 other variations too: its default.",
    );
  });

  it("calls what it never does elsewhere caused by this prompt", () => {
    const found = assumptionOf("surface", same("marble", 4), { wood: 60, stone: 40 });
    expect(found.cause).toBe("this prompt");
    expect(found.bayesFactor).toBeGreaterThan(20);
    expect(found.sentence).toContain("It never did in 100 other variations");
  });

  it("says so where no baseline was measured", () =>
    expect(assumptionOf("surface", same("wood", 4)).sentence).toContain("no baseline yet"));

  it.each([
    ["two values in turn", ["wood", "stone", "wood", "stone"]],
    ["one picture", ["wood"]],
  ])("does not list %s", (_, values) =>
    expect(assumptionOf("surface", values, { wood: 50, stone: 50 }).probability).toBeLessThan(0.9),
  );

  it("is surer the more pictures agree", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 60 }), (n, count) => {
        const baseline = { wood: count, stone: 60 - count + 1 };
        expect(assumptionOf("surface", same("wood", n + 1), baseline).probability).toBeGreaterThan(
          assumptionOf("surface", same("wood", n), baseline).probability,
        );
      }),
    );
  });

  it("says that all have what a text has or has not, and nothing of what is as everywhere", () => {
    const pictures = Array.from({ length: 4 }, (_, index) => ({
      seed: index,
      attributes: { "recap at the end": "there", padding: "in range", "run up": "not there", hedging: "strong" },
    }));
    const history = historyFrom({ elements: {}, rounds: [{ kind: "orientation", arms: [{ pictures }] }] });
    expect(assumptionsOf(history, history.variations, {}).map(({ sentence }) => sentence.split(". ")[0])).toEqual([
      "You did not ask for hedging; all four came out “strong”",
      "You did not ask for recap at the end; all four have it",
    ]);
  });

  it("reads only what the brief leaves free, by the session's judge", () => {
    const pictures = Array.from({ length: 5 }, (_, index) => ({
      seed: index,
      attributes: { framing: "centred", surface: "wood", light: index % 2 ? "left" : "right" },
    }));
    const history = historyFrom({ elements: {}, rounds: [{ kind: "orientation", arms: [{ pictures }] }] });
    const listed = assumptionsOf(history, history.variations, { isFree: (attribute) => attribute !== "surface" });
    expect(listed.map(({ attribute }) => attribute)).toEqual(["framing"]);
    const others = { ...history, readings: history.readings.map((reading) => ({ ...reading, reader: "another" })) };
    expect(assumptionsOf(others, others.variations, {})).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import type { Drawn, Played } from "../bench.ts";
import { type ChangeTally, summariseChanges } from "./changes.ts";
import { type EffectCase, summariseEffects } from "./effects.ts";
import { type Scored, ratio, scored, summarise } from "./images.ts";
import { type InterpretationCase, ceilingOf, summariseInterpretation } from "./interpretation.ts";
import { type RestartCase, expectedPictures, summariseRestarts } from "./restarts.ts";

// Every expected number here was worked out by hand from the case above it.

const drawn = (...hashes: readonly string[]): readonly Drawn[] =>
  hashes.map((hash) => ({ sample: { hash, mediaType: "image/png", data: new Uint8Array() }, price: 1 }) as Drawn);
const isRight = (hash: string): boolean => hash.startsWith("right");

describe("pictures to the first right one", () => {
  const cases: readonly (readonly [string, Played, Partial<Scored>])[] = [
    [
      "in the second round",
      { drawn: drawn("a", "b", "c", "d", "e", "right"), roundEnds: [4, 7], final: "right" },
      { first: 6, firstRound: 1, drawn: 6, finalRight: true },
    ],
    [
      "in the first run, but another was handed in",
      { drawn: drawn("a", "right", "c"), roundEnds: [3], final: "c" },
      { first: 2, firstRound: 0, finalRight: false },
    ],
    [
      "beyond the budget",
      { drawn: drawn("a", "b", "c", "d", "e", "f", "g", "right"), roundEnds: [4, 8], final: "right" },
      { first: null, firstRound: null, finalRight: true },
    ],
    [
      "never",
      { drawn: drawn("a", "b"), roundEnds: [2], final: undefined },
      { first: null, drawn: 2, finalRight: false },
    ],
  ];
  it.each(cases)("%s", (_, played, expected) =>
    expect(scored({ id: "t", misses: 1 }, played, 7, isRight)).toMatchObject(expected),
  );

  it("counts half a picture where one costs half", () => {
    const half = drawn("a", "right").map((one) => ({ ...one, price: 0.5 }));
    expect(scored({ id: "t", misses: 0 }, { drawn: half, roundEnds: [2], final: "a" }, 7, isRight).first).toBe(1);
  });

  const run = (task: string, first: number | null, firstRound: number | null): Scored => ({
    task,
    misses: 1,
    first,
    firstRound,
    drawn: first ?? 40,
    finalRight: first !== null,
  });
  const runs = [run("a", 4, 0), run("b", 12, 3), run("c", 20, 4), run("d", null, null)];

  it("are averaged with the whole budget for a failure", () => {
    const summary = summarise(runs, 40);
    expect(summary.images.value).toBe((4 + 12 + 20 + 40) / 4);
    expect(summary.median).toBe(12);
    expect(summary.withinThreeRounds.value).toBe(0.5);
    expect([summary.within13.value, summary.within30.value, summary.finalRight.value]).toEqual([0.5, 0.75, 0.75]);
  });

  it("are compared task by task; what only one policy played is left out", () => {
    const other = [run("a", 2, 0), run("b", 6, 1), run("c", 10, 1), run("x", 1, 0)];
    expect(ratio(runs, other, 40)).toMatchObject({ value: 36 / 18, n: 3 });
  });
});

describe("effects", () => {
  const effect = (part: Partial<EffectCase["effects"][number]>): EffectCase["effects"][number] => ({
    target: false,
    label: "no evidence",
    direction: "better",
    covered: true,
    truth: 0,
    ...part,
  });
  const summary = summariseEffects([
    {
      task: "a",
      kind: "change",
      effects: [
        effect({ target: true, label: "likely", truth: 0.8 }),
        effect({ label: "suggested", direction: "worse", truth: -0.5 }),
        effect({ label: "no evidence", direction: "worse", truth: -0.3, covered: false }),
        effect({ label: "suggested", direction: "worse", truth: 0 }),
      ],
    },
    {
      task: "b",
      kind: "change",
      effects: [
        effect({ target: true, label: "confirmed", direction: "worse", truth: 0.1, covered: false }),
        effect({}),
      ],
    },
  ]);

  it("are covered, claimed and right about the sign in these shares", () => {
    expect(summary.coverage).toMatchObject({ value: 4 / 6 });
    expect([summary.targetCoverage.value, summary.elsewhereCoverage.value]).toEqual([1 / 2, 3 / 4]);
    expect([summary.claims.value, summary.targetClaims.value]).toEqual([2 / 6, 1]);
    expect(summary.signRight.value).toBe(1 / 2);
  });

  it("that harm are found in these shares", () => {
    expect([summary.harmRecall.value, summary.breakRecall.value]).toEqual([1 / 2, 1]);
    // Three effects elsewhere of which two lost less than a tenth; one of those was suggested as harm.
    expect(summary.falseHarm.value).toBe(1 / 2);
  });
});

describe("interpretations", () => {
  const item = (truth: "heard" | "chance" | "unheard", rate: number, state: string, expected: number) => ({
    truth,
    rate,
    state,
    expected,
  });
  const cases: readonly InterpretationCase[] = [
    {
      task: "a",
      elements: [
        item("heard", 1, "right", 0.95),
        item("unheard", 0, "missed", 0.05),
        item("chance", 0.4, "missed", 0.3),
        item("unheard", 0.1, "mixed", 0.6),
      ],
      assumptions: [
        { listed: true, real: true },
        { listed: true, real: false },
        { listed: false, real: true },
      ],
      top: true,
    },
    { task: "b", elements: [item("heard", 0.9, "mixed", 0.4)], assumptions: [{ listed: true, real: true }], top: null },
  ];
  const summary = summariseInterpretation(cases);

  it("tell systematic from chance among what is missed and was named so", () =>
    expect(summary.systematicOrChance).toMatchObject({ value: 1 / 3 }));

  it("find assumptions", () => {
    expect(summary.assumptionPrecision.value).toBeCloseTo(2 / 3, 12);
    expect(summary.assumptionRecall.value).toBeCloseTo(2 / 3, 12);
  });

  it("name the most broken where something is", () => expect(summary.topOne).toMatchObject({ value: 1 }));

  it("read right and missed", () => {
    // Right: one hit, one taken for missed, one missed taken for right → 2/4. Missed: two hits, the same two wrong → 4/6.
    expect(summary.macroF1.value).toBeCloseTo((2 / 4 + 4 / 6) / 2, 12);
  });

  it("say chances as they are, bin by bin", () => {
    // Bins by tenths of what was said: .95|1, .05|0, .3|.4, .6|.1, .4|.9.
    expect(summary.calibrationError).toBeCloseTo((0.05 + 0.05 + 0.1 + 0.5 + 0.5) / 5, 12);
  });

  it("cannot tell better than four pictures do", () => {
    // Half unheard (always 0 of 4), half heard every other time (0 of 4 in 1/16): only "0 of 4" is ever unclear.
    const items = [
      { truth: "unheard" as const, rate: 0 },
      { truth: "chance" as const, rate: 0.5 },
    ];
    expect(ceilingOf(items)).toBeCloseTo((1 + 14 / 16) / (1 + 15 / 16), 12);
  });
});

describe("changes and restarts", () => {
  it("are tallied over tasks", () => {
    const tally = (part: Partial<ChangeTally>): ChangeTally => ({
      task: "t",
      changes: 2,
      harmful: 0,
      rightBefore: 10,
      stayedRight: 10,
      targetWrong: 4,
      targetFixed: 3,
      ...part,
    });
    const summary = summariseChanges([tally({}), tally({ harmful: 1, stayedRight: 8, targetFixed: 1 })]);
    expect([summary.harmful.value, summary.kept.value, summary.targetFixed.value]).toEqual([1 / 4, 18 / 20, 4 / 8]);
  });

  it("cost what the chance says", () => {
    expect(expectedPictures(1, 40)).toBe(1);
    expect(expectedPictures(0, 40)).toBe(40);
    expect(expectedPictures(0.5, 2)).toBe(1.5);
  });

  it("are weighed against the best decision, and counted where they were none", () => {
    const decision = (part: Partial<RestartCase>): RestartCase => ({
      task: "t",
      chosen: "fix",
      costs: { seeds: 20, fix: 5, restart: 4 },
      deadEnd: false,
      left: false,
      startedOver: false,
      ...part,
    });
    const summary = summariseRestarts([
      decision({}),
      decision({ chosen: "restart", startedOver: true, left: true }),
      decision({ chosen: "stop", deadEnd: true, left: true }),
    ]);
    expect(summary.regret.value).toBeCloseTo((5 + 4) / (4 + 4) - 1, 12);
    expect(summary.deadEndRecall.value).toBe(1);
    expect(summary.falseRestarts.value).toBe(1 / 2);
  });
});

import { describe, expect, it } from "vitest";
import type { History } from "../../history.ts";
import { measuredEffect, noiseFloorOf } from "./measured-effect.ts";
import { add, historyFrom } from "../../testing/history.ts";
import { createRandom } from "../statistics/random.ts";

const sharpness = { name: "sharpness", unit: "", better: "higher" } as const;
const session = (before: readonly number[], after: readonly number[], seeds = true): History => {
  const pictures = (values: readonly number[]) =>
    values.map((value, index) => ({ seed: seeds ? index : null, quantities: { sharpness: value } }));
  return historyFrom({
    elements: {},
    rounds: [
      { kind: "orientation", arms: [{ pictures: pictures(before) }] },
      { kind: "fix", parent: 0, arms: [{ change: add("x", "crisp"), pictures: pictures(after) }] },
    ],
  });
};
const effect = (history: History, placebo?: readonly number[]) =>
  measuredEffect(history, "round1arm0", sharpness, { placebo });

describe("a measured quantity", () => {
  it("is compared in pairs", () => {
    const found = effect(session([1, 5, 9], [2, 6, 10.1]), [0.1, -0.1, 0.05, 0.02]);
    expect(found).toMatchObject({ n: 3, prefix: null, label: "likely", withinNoise: false });
    expect(found?.difference).toBeCloseTo(1.033, 2);
    expect(found?.pBetter).toBeGreaterThan(0.95);
    expect(found?.sentence).toContain("sharpness went from 5 to 6.03 over 3 pairs");
  });

  it("is within noise when placebo differences are as large", () => {
    const found = effect(session([1, 5, 9], [1.1, 5.1, 9.1]), [0.5, -0.4, 0.6, -0.3, 0.2]);
    expect(found).toMatchObject({ withinNoise: true, label: "no evidence" });
    expect(found?.sentence).toContain("within noise");
  });

  it("turns round when before and after are swapped", () => {
    const there = effect(session([1, 2, 4], [2, 2, 5]));
    const back = effect(session([2, 2, 5], [1, 2, 4]));
    expect(back?.difference).toBeCloseTo(-(there?.difference ?? 0), 12);
    expect(there?.sentence).toContain("no placebo was run");
  });

  it("claims nothing from a single pair without placebo", () =>
    expect(effect(session([1], [5]))?.label).toBe("no evidence"));

  it("is compared unpaired without seeds, and not at all without measurements", () => {
    expect(effect(session([1, 2, 1], [5, 6, 5], false))).toMatchObject({ prefix: "unpaired", n: 3 });
    expect(effect(session([], [5]))).toBeUndefined();
  });

  it("has a noise floor at 90 % of placebo differences", () => {
    expect(noiseFloorOf([])).toBeNull();
    expect(noiseFloorOf([0, -1, 2, -3, 4, -5, 6, -7, 8, -9, 10])).toBeCloseTo(9, 9);
  });

  it("covers the true difference about nine times in ten with three pairs and a placebo", () => {
    const random = createRandom(1);
    const placebo = Array.from({ length: 12 }, () => random.normal());
    const covered = Array.from({ length: 400 }, () => {
      const before = [random.normal() * 5, random.normal() * 5, random.normal() * 5];
      const [low, high] = effect(
        session(
          before,
          before.map((value) => value + 1 + random.normal()),
        ),
        placebo,
      )?.interval90 ?? [0, 0];
      return low <= 1 && 1 <= high;
    });
    expect(Math.abs(covered.filter(Boolean).length / 400 - 0.9)).toBeLessThan(0.07);
  });
});

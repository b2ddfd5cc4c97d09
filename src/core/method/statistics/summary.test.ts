import { describe, expect, it } from "vitest";
import { drawDirichlet, drawIndex, scaledTo } from "./dirichlet.ts";
import { holm } from "./holm.ts";
import { createRandom } from "./random.ts";
import { quantile, squaredDeviations, sum } from "./summary.ts";
import { differenceOfMeans, meanOf } from "./variance.ts";

describe("summaries", () => {
  it("interpolates quantiles between order statistics", () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 0)).toBe(1);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
    expect(quantile([7], 0.9)).toBe(7);
  });

  it("sums squared deviations", () => expect(squaredDeviations([1, 2, 6])).toBe(14));
});

describe("Holm's adjustment", () => {
  it.each([
    [[], []],
    [[0.04], [0.04]],
    [
      [0.01, 0.04, 0.03],
      [0.03, 0.06, 0.06],
    ],
    [
      [0.5, 0.5],
      [1, 1],
    ],
  ])("of %j is %j", (tails, expected) => {
    holm(tails).forEach((value, index) => expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 12));
    expect(holm(tails)).toHaveLength(expected.length);
  });
});

describe("Dirichlet draws", () => {
  it("sum to 1 and have their means", () => {
    const random = createRandom(1);
    const totals = [0, 0, 0];
    for (let draw = 0; draw < 5_000; draw++) {
      const shares = drawDirichlet(random, [1, 2, 5], new Float64Array(3));
      expect(sum(shares)).toBeCloseTo(1, 12);
      shares.forEach((share, index) => (totals[index] = (totals[index] ?? 0) + share / 5_000));
    }
    [1 / 8, 2 / 8, 5 / 8].forEach((expected, index) => expect(totals[index]).toBeCloseTo(expected, 1));
  });

  it("draws indices by their weight and never one without", () => {
    const random = createRandom(2);
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 3_000; draw++) counts[drawIndex(random, [1, 0, 2])]!++;
    expect(counts[1]).toBe(0);
    expect(Math.abs((counts[2] ?? 0) - 2_000)).toBeLessThan(150);
  });

  it("scales down and never up", () => {
    expect(scaledTo([4, 4], 4)).toEqual([2, 2]);
    expect(scaledTo([1, 1], 4)).toEqual([1, 1]);
  });
});

describe("means of measured differences", () => {
  it("are Student's t around the mean without a prior", () => {
    // Differences 1, 2, 3: mean 2, standard error 1/√3, t(.95, 2) = 2.92.
    const { mean, interval90 } = meanOf([1, 2, 3], { freedom: 0, square: 0 });
    expect(mean).toBe(2);
    expect(interval90[0]).toBeCloseTo(2 - 2.92 / Math.sqrt(3), 3);
    expect(interval90[1]).toBeCloseTo(2 + 2.92 / Math.sqrt(3), 3);
  });

  it("lean on the prior's spread when there is little else", () => {
    const narrow = meanOf([1], { freedom: 10, square: 0.01 });
    const wide = meanOf([1], { freedom: 10, square: 4 });
    expect(narrow.pAbove).toBeGreaterThan(0.99);
    expect(wide.pAbove).toBeLessThan(0.8);
  });

  it("turn round when the samples are swapped", () => {
    const prior = { freedom: 2, square: 1 };
    const there = differenceOfMeans([1, 2], [4, 5, 6], prior);
    const back = differenceOfMeans([4, 5, 6], [1, 2], prior);
    expect(back.mean).toBeCloseTo(-there.mean, 12);
    expect(back.pAbove).toBeCloseTo(1 - there.pAbove, 12);
    expect(there.mean).toBe(3.5);
  });
});

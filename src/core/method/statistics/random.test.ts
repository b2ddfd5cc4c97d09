import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, drawBeta, drawGamma, seedFor } from "./random.ts";
import { mean } from "./summary.ts";

const drawn = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);

describe("a seeded source of chance", () => {
  it("gives the same numbers for the same seed and others for another", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const numbers = (start: number): number[] => drawn(20, createRandom(start).uniform);
        expect(numbers(seed)).toEqual(numbers(seed));
        expect(numbers(seed)).not.toEqual(numbers(seed + 1));
      }),
    );
  });

  it("stays inside (0, 1) and fills it evenly", () => {
    const numbers = drawn(20_000, createRandom(1).uniform);
    expect(Math.min(...numbers)).toBeGreaterThan(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    const tenths = Array.from({ length: 10 }, (_, tenth) => numbers.filter((x) => Math.floor(x * 10) === tenth).length);
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  it("draws normals with mean 0 and variance 1", () => {
    const numbers = drawn(20_000, createRandom(2).normal);
    expect(mean(numbers)).toBeCloseTo(0, 1);
    expect(mean(numbers.map((x) => x * x))).toBeCloseTo(1, 1);
  });

  it.each([0.3, 1, 2.5, 40])("draws gammas of shape %d with that mean and variance", (shape) => {
    const random = createRandom(3);
    const numbers = drawn(20_000, () => drawGamma(random, shape));
    const centre = mean(numbers);
    expect(Math.abs(centre / shape - 1)).toBeLessThan(0.05);
    expect(Math.abs(mean(numbers.map((x) => (x - centre) ** 2)) / shape - 1)).toBeLessThan(0.1);
  });

  it("draws betas with their mean", () => {
    const random = createRandom(4);
    expect(mean(drawn(20_000, () => drawBeta(random, 2, 6)))).toBeCloseTo(0.25, 2);
  });

  it("gives every named part its own seed", () => {
    const seeds = [seedFor(1, "a"), seedFor(2, "a"), seedFor(1, "b"), seedFor(1, "a", "b"), seedFor(1, "ab")];
    expect(new Set(seeds).size).toBe(seeds.length);
    expect(seedFor(1, "a", "b")).toBe(seedFor(1, "a", "b"));
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianNoise } from "./noise.ts";
import { slerp } from "./slerp.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const length = (values: Float32Array): number => Math.hypot(...values);

describe("noise", () => {
  // Worked out in Python with whole numbers of any size, masked to 32 bits.
  it.each([
    { seed: 1, stream: 0, expected: [-0.411755, -0.412751, -0.281703, -0.797429] },
    { seed: 4_294_967_295, stream: 0, expected: [-0.998688, 0.157114, -2.324399, 0.789833] },
    { seed: 1, stream: 3, expected: [-0.863803, 0.864397, -0.366314, 0.496973] },
  ])("of seed $seed and stream $stream is the same on every run and machine", ({ seed, stream, expected }) => {
    const noise = [...gaussianNoise(seed, 4, stream)];
    expect(noise.map((value) => value.toFixed(5))).toEqual(expected.map((value) => value.toFixed(5)));
  });

  it("does not depend on how much is drawn", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 40 }), (seed, count) => {
        expect([...gaussianNoise(seed, 64).subarray(0, count)]).toEqual([...gaussianNoise(seed, count)]);
      }),
    );
  });

  it("has mean 0, variance 1, and no echo of its neighbour", () => {
    for (const seed of [0, 1, 2, 4_294_967_295]) {
      const noise = gaussianNoise(seed, 20_000);
      const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
      const variance = noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length;
      const echo = noise.reduce((sum, value, index) => sum + value * (noise[index + 1] ?? 0), 0) / noise.length;
      expect(Math.abs(mean)).toBeLessThan(0.03);
      expect(Math.abs(variance - 1)).toBeLessThan(0.04);
      expect(Math.abs(echo)).toBeLessThan(0.03);
    }
  });

  it("differs between neighbouring seeds and between streams", () => {
    const correlation = (a: Float32Array, b: Float32Array): number =>
      a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0) / (length(a) * length(b));
    expect(Math.abs(correlation(gaussianNoise(7, 4096), gaussianNoise(8, 4096)))).toBeLessThan(0.06);
    expect(Math.abs(correlation(gaussianNoise(7, 4096), gaussianNoise(7, 4096, 1)))).toBeLessThan(0.06);
  });
});

describe("slerp", () => {
  it("goes from one noise to the other", () => {
    const [a, b] = [gaussianNoise(1, 32), gaussianNoise(2, 32)];
    expect(slerp(a, b, 0)).toEqual(a);
    expect(slerp(a, b, 1).every((value, index) => Math.abs(value - (b[index] ?? 0)) < 1e-6)).toBe(true);
  });

  it("keeps the length between vectors of one length, where a plain mixture would shrink", () => {
    fc.assert(
      fc.property(seeds, seeds, fc.double({ min: 0, max: 1, noNaN: true }), (first, second, share) => {
        const unit = (seed: number): Float32Array => {
          const noise = gaussianNoise(seed, 256);
          return noise.map((value) => value / length(noise));
        };
        expect(length(slerp(unit(first), unit(second), share))).toBeCloseTo(1, 4);
      }),
      { numRuns: 25 },
    );
  });
});

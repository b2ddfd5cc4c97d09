import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { windowNoise } from "./noise-field.ts";

const canvas = { width: 64, height: 48 };
const tile = { width: 16, height: 8, channels: 2, cell: 4 };
const at = (noise: Float32Array, channel: number, x: number, y: number): number =>
  noise[(channel * 2 + y) * 4 + x] ?? Number.NaN;

const place = fc.record({ left: fc.integer({ min: 0, max: 12 }), top: fc.integer({ min: 0, max: 10 }) });
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("the noise of a window", () => {
  it("is that of every other tile where they overlap", () => {
    fc.assert(
      fc.property(
        seeds,
        place,
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 1 }),
        (seed, cell, dx, dy) => {
          const window = (x: number, y: number) => ({ canvas, left: 4 * x, top: 4 * y });
          const first = windowNoise(seed, window(cell.left, cell.top), tile);
          const second = windowNoise(seed, window(cell.left + dx, cell.top + dy), tile);
          for (let channel = 0; channel < 2; channel++) {
            for (let y = 0; y + dy < 2; y++) {
              for (let x = 0; x + dx < 4; x++)
                expect(at(second, channel, x, y)).toBe(at(first, channel, x + dx, y + dy));
            }
          }
        },
      ),
    );
  });

  it("has mean 0 and variance 1, and differs by row, channel, seed and stream", () => {
    const whole = { width: 512, height: 512, channels: 2, cell: 4 };
    const window = { canvas: { width: 512, height: 512 }, left: 0, top: 0 };
    const noise = windowNoise(7, window, whole);
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const variance = noise.reduce((sum, value) => sum + value * value, 0) / noise.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
    const starts = new Set(Array.from({ length: 256 }, (_, row) => noise[row * 128]));
    expect(starts.size).toBe(256);
    expect(windowNoise(8, window, whole)[0]).not.toBe(noise[0]);
    expect(windowNoise(7, window, whole, 1)[0]).not.toBe(noise[0]);
  });
});

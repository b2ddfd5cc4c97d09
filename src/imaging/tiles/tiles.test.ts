import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collectPicture } from "../rows/row-stream.ts";
import { composeStrips } from "./compose-strips.ts";
import { matchColour } from "./match-colour.ts";
import { boxOf, feathers, layTiles } from "./tile-layout.ts";

const shortSide = fc.integer({ min: 1, max: 200 });
const side = fc.integer({ min: 1, max: 700 });

describe("the layout of tiles", () => {
  it("covers the canvas with equal tiles that overlap enough, on the grid of the cells", () => {
    fc.assert(
      fc.property(side, side, fc.constantFrom(96, 192), fc.constantFrom(8, 12, 32), (width, height, tile, cell) => {
        const overlap = 24;
        const layout = layTiles({ width, height }, { width: tile, height: tile }, overlap, cell);
        expect(layout.canvas.width).toBeGreaterThanOrEqual(width);
        expect((layout.columns.at(-1) ?? 0) + tile).toBe(layout.canvas.width);
        for (const [i, left] of layout.columns.entries()) {
          expect(left % cell).toBe(0);
          if (i > 0) expect((layout.columns[i - 1] ?? 0) + tile - left).toBeGreaterThanOrEqual(overlap);
        }
      }),
    );
  });

  it("has feathers that add up to one everywhere", () => {
    fc.assert(
      fc.property(side, (width) => {
        const { columns, canvas } = layTiles({ width, height: 64 }, { width: 64, height: 64 }, 24);
        const sum = new Float32Array(canvas.width);
        feathers(columns, 64).forEach((weights, i) => weights.forEach((w, x) => (sum[columns[i]! + x]! += w)));
        for (const total of sum) expect(total).toBeCloseTo(1, 5);
      }),
    );
  });
});

describe("composing strips", () => {
  it("gives back the picture that the tiles were cut from", async () => {
    await fc.assert(
      fc.asyncProperty(shortSide, shortSide, async (width, height) => {
        const layout = layTiles({ width, height }, { width: 64, height: 64 }, 16);
        const value = (x: number, y: number, c: number): number => (x * 31 + y * 17 + c * 71) % 256;
        const tile = (column: number, row: number) => {
          const { left, top } = boxOf(layout, column, row);
          const data = Float32Array.from({ length: 64 * 64 * 3 }, (_, i) => {
            const pixel = Math.floor(i / 3);
            return value(left + (pixel % 64), top + Math.floor(pixel / 64), i % 3);
          });
          return { width: 64, height: 64, data };
        };
        const whole = await collectPicture(
          composeStrips(layout, { width, height }, async (row) => layout.columns.map((_, column) => tile(column, row))),
        );
        const expected = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
          const pixel = Math.floor(i / 3);
          return value(pixel % width, Math.floor(pixel / width), i % 3);
        });
        expect(Buffer.compare(whole.data, expected)).toBe(0);
      }),
      { numRuns: 12 },
    );
  });
});

it("a tile with a cast takes the colour of its base and keeps its own detail", () => {
  const flat = (values: readonly number[]) => ({
    width: 32,
    height: 32,
    data: Float32Array.from({ length: 32 * 32 * 3 }, (_, i) => values[i % 3]!),
  });
  const drawn = flat([120, 90, 90]);
  drawn.data[(16 * 32 + 16) * 3] = 200;
  const matched = matchColour(drawn, flat([100, 100, 100]), 4);
  expect(matched.data[0]).toBeCloseTo(100, 0);
  expect(matched.data[1]).toBeCloseTo(100, 3);
  expect(matched.data[(16 * 32 + 16) * 3]).toBeGreaterThan(170);
});

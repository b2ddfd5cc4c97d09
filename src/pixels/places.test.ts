import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustRows, noResources } from "./adjust.ts";
import { boxMean } from "./box.ts";
import type { FloatRows } from "./float-rows.ts";
import { linearOfLevel } from "./transfer.ts";

const painted = (width: number, height: number, colour: (x: number, y: number) => readonly number[]): FloatRows => ({
  width,
  height,
  data: Float32Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return colour(pixel % width, Math.floor(pixel / width))[i % 3]!;
  }),
});
const flat = (colour: readonly number[], side: number): FloatRows => painted(side, side, () => colour);

describe("detail", () => {
  const random = (i: number): number => (Math.imul(i + 1, 2654435761) >>> 8) / 2 ** 24 - 0.5;
  const edge = (noise: number): FloatRows =>
    painted(64, 64, (x, y) => {
      const light = x < 32 ? 70 : 170;
      return [0, 1, 2].map((c) => light + noise * (random((y * 64 + x) * 3 + c) + random((x * 64 + y) * 7 + c)));
    });
  const errorOf = (rows: FloatRows): number => {
    const clean = edge(0).data;
    return Math.sqrt(rows.data.reduce((sum, value, i) => sum + (value - clean[i]!) ** 2, 0) / clean.length);
  };

  it("denoising takes most of the noise and keeps the edge", () => {
    const noisy = edge(24);
    const calm = adjustRows(edge(24), [{ kind: "denoise", light: 1, colour: 1 }]);
    expect(errorOf(calm)).toBeLessThan(0.6 * errorOf(noisy));
    expect(errorOf(adjustRows(edge(0), [{ kind: "denoise", light: 1, colour: 1 }]))).toBeLessThan(3);
    expect(adjustRows(edge(24), [{ kind: "denoise", light: 0, colour: 0 }]).data).toEqual(noisy.data);
  });

  it("a mean over a square is the mean over that square", () => {
    const side = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 0, max: 15 }), (width, height, radius) => {
        const data = Float32Array.from({ length: width * height }, (_, i) => 100 * random(i));
        const { data: means } = boxMean({ width, height, data }, radius);
        means.forEach((mean, i) => {
          let [sum, count] = [0, 0];
          for (let y = 0; y < height; y++)
            for (let x = 0; x < width; x++)
              if (Math.abs(x - (i % width)) <= radius && Math.abs(y - Math.floor(i / width)) <= radius) {
                sum += data[y * width + x]!;
                count += 1;
              }
          expect(mean).toBeCloseTo(sum / count, 3);
        });
      }),
    );
  });
});

describe("vignette and grain", () => {
  const grey = (side = 65): FloatRows => flat([128, 128, 128], side);
  const at = ({ width, data }: FloatRows, x: number, y: number): number => data[(y * width + x) * 3]!;

  it("darkens the corners by its share of light and leaves the middle", () => {
    const dark = adjustRows(grey(), [{ kind: "vignette", amount: 0.5 }]);
    expect(at(dark, 32, 32)).toBeCloseTo(128, 1);
    expect(linearOfLevel(at(dark, 0, 0)) / linearOfLevel(128)).toBeCloseTo(1 - 0.5 * (64 / 65) ** 4, 2);
    expect(at(adjustRows(grey(), [{ kind: "vignette", amount: -0.5 }]), 0, 0)).toBeGreaterThan(128);
  });

  it.each([1, 3])("has grain of size %i that its seed makes again, without a cast", (size) => {
    const grainy = (seed: number): FloatRows => adjustRows(grey(150), [{ kind: "grain", amount: 0.5, size, seed }]);
    expect(grainy(4)).toEqual(grainy(4));
    expect(grainy(5).data).not.toEqual(grainy(4).data);
    const values = grainy(4).data;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    expect(Math.abs(mean - 128)).toBeLessThan(2);
    expect(deviation).toBeGreaterThan(9);
    expect(deviation).toBeLessThan(15);
    expect(values[0]).toBe(values[2]);
  });
});

describe("a mask", () => {
  const data = Float32Array.from({ length: 400 }, (_, i) => Number(i % 20 >= 10));
  const masks = new Map([["m", { width: 20, height: 20, data }]]);
  const toned = (side: "inside" | "outside", feather: number): FloatRows =>
    adjustRows(
      flat([100, 100, 100], 20),
      [{ kind: "masked", mask: "m", side, feather, adjustments: [{ kind: "exposure", stops: -1 }] }],
      { ...noResources, masks },
    );

  it("changes what is white, or what is black, and nothing else", () => {
    const [inside, outside] = [toned("inside", 0).data, toned("outside", 0).data];
    expect(inside[0]).toBe(100);
    expect(inside[57]).toBeLessThan(80);
    expect(outside[0]).toBe(inside[57]);
    expect(outside[57]).toBe(100);
  });

  it("begins softly where it is feathered", () => {
    const row = [...toned("inside", 0.2).data.subarray(0, 60)].filter((_, i) => i % 3 === 0);
    expect(row).toEqual(row.toSorted((a, b) => b - a));
    expect(new Set(row.map(Math.round)).size).toBeGreaterThan(4);
  });
});

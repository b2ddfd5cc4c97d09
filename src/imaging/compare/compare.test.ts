import { describe, expect, it } from "vitest";
import { comparePictures, differenceMap } from "./compare.ts";
import { fourier2d } from "./fourier.ts";
import { resizeLanczos } from "../lanczos.ts";
import { type Picture, cropPicture } from "../picture.ts";
import { measureShift } from "./registration.ts";
import { ballPicture, flatPicture, noisePicture, paintPicture } from "../testing.ts";

describe("comparePictures", () => {
  it("finds nothing between a picture and itself", () => {
    const ball = ballPicture(64, 48);
    expect(comparePictures(ball, ball)).toMatchObject({
      similarity: 1,
      meanDifference: 0,
      largeDifference: 0,
    });
  });

  it("sees a colour cast as ΔE2000 and hardly as structure", () => {
    const ball = ballPicture(64, 64);
    const warm = paintPicture(
      64,
      64,
      (x, y) =>
        [0, 1, 2].map((c) => ball.data[(y * 64 + x) * 3 + c]! * [1.12, 1, 0.85][c]!) as [number, number, number],
    );
    const { similarity, meanDifference } = comparePictures(ball, warm);
    expect(similarity).toBeGreaterThan(0.97);
    expect(meanDifference).toBeGreaterThan(2);
  });

  it("tells a small spot from a change everywhere by the two percentiles", () => {
    const grey = flatPicture(100, 100, [120, 120, 120]);
    const spot = paintPicture(100, 100, (x, y) => (x < 40 && y < 40 ? [200, 60, 60] : [120, 120, 120]));
    const { meanDifference, largeDifference } = comparePictures(grey, spot);
    expect(largeDifference).toBeGreaterThan(4 * meanDifference);
  });

  it("compares pictures of different sizes and with alpha", () => {
    const ball = ballPicture(64, 64);
    const alpha = {
      ...ball,
      channels: 4 as const,
      data: Uint8Array.from({ length: 64 * 64 * 4 }, (_, i) =>
        i % 4 === 3 ? 255 : ball.data[Math.floor(i / 4) * 3 + (i % 4)]!,
      ),
    };
    expect(comparePictures(ball, resizeLanczos(alpha, { width: 128, height: 128 })).similarity).toBeGreaterThan(0.98);
  });
});

describe("measureShift", () => {
  it.each([
    [0, 0],
    [6, 0],
    [0, -5],
    [-9, 4],
    [2.5, -1.5],
  ] as const)("finds a picture moved by %f, %f", (x, y) => {
    const whole = ballPicture(320, 320);
    const seen = (dx: number, dy: number): Picture =>
      resizeLanczos(cropPicture(whole, { left: 32 - 2 * dx, top: 32 - 2 * dy, width: 256, height: 256 }), {
        width: 128,
        height: 128,
      });
    const found = measureShift(seen(0, 0), seen(x, y));
    expect(Math.hypot(found.x - x, found.y - y)).toBeLessThan(0.05);
    expect(found.uncertainty).toBeLessThan(0.05);
    expect(found.peak).toBeGreaterThan(0.03);
  });

  it("finds a moved texture to a tenth of a pixel, with a high peak", () => {
    const noise = resizeLanczos(noisePicture(64, 64), { width: 256, height: 256 });
    const moved = paintPicture(256, 256, (x, y) => {
      const at = (Math.max(0, y - 3) * 256 + Math.max(0, x - 7)) * 3;
      return [noise.data[at]!, noise.data[at + 1]!, noise.data[at + 2]!];
    });
    const shift = measureShift(noise, moved);
    expect(shift.x).toBeCloseTo(7, 1);
    expect(shift.y).toBeCloseTo(3, 1);
    expect(shift.peak).toBeGreaterThan(measureShift(noise, noisePicture(256, 256, 99)).peak);
  });

  const grounds = [
    ["one straight edge", (x: number) => (x < 60 ? 70 : 180)],
    ["a corner", (x: number, y: number) => (x < 60 && y < 70 ? 70 : 180)],
  ] as const;
  it.each(grounds)("knows what %s tells", (_, light) => {
    const drawn = (dx: number, dy: number): Picture =>
      paintPicture(128, 128, (x, y) => {
        const value = light(x - dx, y - dy);
        return [value, value, value];
      });
    const across = measureShift(drawn(0, 0), drawn(3, 0));
    expect(Math.abs(across.x - 3)).toBeLessThan(3 * across.uncertainty + 0.05);
    expect(across.uncertainty).toBeLessThan(0.2);
    const unmoved = measureShift(drawn(0, 0), drawn(0, 0));
    expect(Math.hypot(unmoved.x, unmoved.y)).toBeLessThan(0.001);
    // Nobody can tell how far a vertical edge moved down; a corner tells it.
    if (light.length === 1) expect(unmoved.uncertainty).toBeGreaterThan(1);
    else expect(unmoved.uncertainty).toBeLessThan(0.1);
  });

  it("is not misled by light", () => {
    const ball = ballPicture(128, 128);
    const dark = { ...ball, data: ball.data.map((value) => value * 0.7 + 12) };
    const { x, y } = measureShift(ball, dark);
    expect(Math.hypot(x, y)).toBeLessThan(0.05);
  });

  it("stays finite on flat pictures", () => {
    expect(measureShift(flatPicture(8, 8, [0, 0, 0]), flatPicture(8, 8, [255, 255, 255]))).toEqual({
      x: 0,
      y: 0,
      peak: 0,
      uncertainty: expect.closeTo(4, 3),
    });
  });
});

it("the Fourier transform gives back what went in", () => {
  const real = Float64Array.from({ length: 64 }, (_, i) => Math.sin(i * 1.7) + i / 9);
  const values = { real: real.slice(), imaginary: new Float64Array(64) };
  fourier2d(values, 8, "forward");
  expect(values.real[0]).toBeCloseTo(
    real.reduce((sum, value) => sum + value, 0),
    9,
  );
  fourier2d(values, 8, "inverse");
  for (const [i, value] of real.entries()) expect(values.real[i]).toBeCloseTo(value, 9);
});

it("the difference map is amber where the pictures differ and grey elsewhere", () => {
  const map = differenceMap(
    flatPicture(20, 10, [100, 100, 100]),
    paintPicture(20, 10, (x) => (x < 10 ? [100, 100, 100] : [250, 20, 20])),
  );
  const at = (x: number): readonly number[] => [...map.data.subarray((5 * 20 + x) * 3, (5 * 20 + x) * 3 + 3)];
  expect(new Set(at(2)).size).toBe(1);
  expect(at(17)[0]! - at(17)[2]!).toBeGreaterThan(100);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lanczosTaps, resizeLanczos } from "./lanczos.ts";
import type { Picture } from "./picture.ts";
import { flatPicture, noisePicture, paintPicture } from "./testing.ts";

const side = fc.integer({ min: 1, max: 24 });
const target = fc.integer({ min: 1, max: 60 });
const byte = fc.integer({ min: 0, max: 255 });

describe("resizeLanczos", () => {
  it("leaves a flat picture flat at every size", () => {
    fc.assert(
      fc.property(side, side, target, target, fc.tuple(byte, byte, byte), (w, h, width, height, colour) => {
        const resized = resizeLanczos(flatPicture(w, h, colour), { width, height });
        expect(resized.data).toEqual(flatPicture(width, height, colour).data);
      }),
    );
  });

  it("returns the same pixels at the same size", () => {
    const picture = noisePicture(17, 9);
    expect(resizeLanczos(picture, { width: 17, height: 9 }).data).toEqual(picture.data);
  });

  it.each([2, 4, 7.5, 0.5, 1.5])("keeps the centroid of a blob at ×%f", (factor) => {
    const blob = paintPicture(48, 48, (x, y) => {
      const value = 230 * Math.exp(-((x - 19.3) ** 2 + (y - 27.8) ** 2) / 40);
      return [value, value, value];
    });
    const resized = resizeLanczos(blob, { width: 48 * factor, height: 48 * factor });
    const before = centroid(blob);
    const after = centroid(resized);
    expect((after.x + 0.5) / factor - 0.5).toBeCloseTo(before.x, 1);
    expect((after.y + 0.5) / factor - 0.5).toBeCloseTo(before.y, 1);
  });

  it("treats both axes and both directions alike", () => {
    const picture = noisePicture(12, 12);
    const turned = transpose(resizeLanczos(transpose(picture), { width: 31, height: 7 }));
    const straight = resizeLanczos(picture, { width: 7, height: 31 });
    const difference = straight.data.map((value, i) => Math.abs(value - turned.data[i]!));
    expect(Math.max(...difference)).toBeLessThanOrEqual(1);
  });

  it("takes no colour from pixels that cannot be seen", () => {
    const data = Uint8Array.from(
      { length: 16 * 16 * 4 },
      (_, i) => (Math.floor(i / 4) % 16 < 8 ? [200, 100, 50, 255] : [0, 0, 0, 0])[i % 4]!,
    );
    const resized = resizeLanczos({ width: 16, height: 16, channels: 4, data }, { width: 40, height: 40 });
    for (let i = 0; i < resized.data.length; i += 4) {
      if (resized.data[i + 3]! > 8) expect(Math.abs(resized.data[i]! - 200)).toBeLessThanOrEqual(2);
    }
  });
});

it("the weights of every target sample sum to 1", () => {
  fc.assert(
    fc.property(side, target, (from, to) => {
      const { size, weight } = lanczosTaps(from, to);
      for (let i = 0; i < to; i++) {
        expect(weight.subarray(i * size, (i + 1) * size).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
      }
    }),
  );
});

function centroid(picture: Picture): { x: number; y: number } {
  let sum = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i < picture.width * picture.height; i++) {
    const value = picture.data[i * 3]!;
    sum += value;
    x += value * (i % picture.width);
    y += value * Math.floor(i / picture.width);
  }
  return { x: x / sum, y: y / sum };
}

function transpose(picture: Picture): Picture {
  return paintPicture(picture.height, picture.width, (x, y) => {
    const at = (x * picture.width + y) * 3;
    return [picture.data[at]!, picture.data[at + 1]!, picture.data[at + 2]!];
  });
}

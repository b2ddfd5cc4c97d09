import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cropFor, cropsOf } from "./crops.ts";

const square = { width: 100, height: 100 };
const leftThird = { x: [0.28, 0.38], y: [0.3, 0.7] } as const;

describe("crops that keep most of a picture", () => {
  it("lie inside it, have the ratio and keep at least 70 % of the area", () => {
    const side = fc.integer({ min: 10, max: 4_000 });
    fc.assert(
      fc.property(side, side, fc.double({ min: 0.75, max: 1.3, noNaN: true }), (width, height, ratio) => {
        for (const crop of cropsOf({ width, height }, ratio)) {
          expect(crop.left + crop.width).toBeLessThanOrEqual(1 + 1e-9);
          expect(crop.top + crop.height).toBeLessThanOrEqual(1 + 1e-9);
          expect(crop.width * crop.height).toBeGreaterThanOrEqual(0.7 - 1e-9);
          expect((crop.width * width) / (crop.height * height)).toBeCloseTo(ratio, 6);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("begin with the whole picture at its own ratio", () =>
    expect(cropsOf(square, 1)[0]).toEqual({ left: 0, top: 0, width: 1, height: 1 }));
  it("are none when the ratio costs more than 30 %", () => expect(cropsOf(square, 2)).toEqual([]));
});

describe("bringing a subject to its place", () => {
  it("works for one that is nearly there", () => {
    const subject = { left: 0.3, top: 0.4, width: 0.2, height: 0.2 };
    expect(cropFor(subject, leftThird, cropsOf(square, 1))).toBeDefined();
  });

  it("does not work for one at the other side, or one that would be cut", () => {
    expect(cropFor({ left: 0.75, top: 0.4, width: 0.2, height: 0.2 }, leftThird, cropsOf(square, 1))).toBeUndefined();
    expect(cropFor({ left: 0, top: 0, width: 1, height: 1 }, leftThird, cropsOf(square, 1))).toBeUndefined();
  });

  it("also fills the height that is wanted", () => {
    const subject = { left: 0.35, top: 0.35, width: 0.3, height: 0.3 };
    const larger = { x: [0.4, 0.6], y: [0.4, 0.6], height: [0.34, 0.37] } as const;
    const crop = cropFor(subject, larger, cropsOf(square, 1));
    expect(crop && subject.height / crop.height).toBeGreaterThanOrEqual(0.34);
  });
});

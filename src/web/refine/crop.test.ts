import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxOf, dragged, keepsAll, wholeCrop } from "./crop.ts";

const choice = fc.record({
  ratio: fc.option(fc.double({ min: 0.3, max: 3, noNaN: true })),
  size: fc.double({ min: 0.3, max: 1, noNaN: true }),
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});
const ratio = fc.double({ min: 0.3, max: 3, noNaN: true });
const step = fc.double({ min: -2, max: 2, noNaN: true });

describe("a crop", () => {
  it("keeps everything at first", () => {
    expect(keepsAll(boxOf(wholeCrop, 1.5))).toBe(true);
  });

  it("stays inside the picture and has its shape, however it is dragged", () => {
    fc.assert(
      fc.property(choice, ratio, step, step, (one, picture, x, y) => {
        const box = boxOf(dragged(one, picture, { x, y }), picture);
        expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.max(box.left + box.width, box.top + box.height)).toBeLessThanOrEqual(1 + 1e-9);
        expect((box.width / box.height) * picture).toBeCloseTo(one.ratio ?? picture, 6);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sizeAfter } from "../../core/plan/refine.ts";
import { framingFor, printSize, targetSize } from "./target.ts";

const from = { width: 1024, height: 576 };
const request = { dpi: 300, bleed: 0 };

describe("the size of a delivery", () => {
  it.each([
    ["8K as asked", { ...request, size: { width: 7680, height: 4320 } }, undefined, 7680, 4320],
    ["the brief's", request, { width: 1920, height: 1080 }, 1920, 1080],
    ["four times", { ...request, scale: 4 }, undefined, 4096, 2304],
    ["four times, over the brief's", { ...request, scale: 4 }, { width: 1920, height: 1080 }, 4096, 2304],
    ["eight times where nothing is said", request, undefined, 8192, 4608],
    ["asked over briefed", { ...request, size: { width: 10, height: 20 } }, { width: 1, height: 1 }, 10, 20],
    ["a print over the brief", { ...request, print: "A4" }, { width: 1, height: 1 }, 2480, 3508],
  ] as const)("%s", (_, asked, briefed, width, height) => {
    expect(targetSize(from, briefed, asked)).toEqual({ width, height });
  });

  // Worked out by hand: (210 + 2 · 3) / 25.4 · 300 = 2551.2, (297 + 6) / 25.4 · 300 = 3578.7.
  it.each([
    ["A4", 300, 0, 2480, 3508],
    ["a4 landscape", 300, 0, 3508, 2480],
    ["210x297mm", 300, 3, 2551, 3579],
    ["21 x 29.7 cm", 300, 3, 2551, 3579],
    ["8.5x11in", 300, 0, 2550, 3300],
    ["8.5x11in", 300, 3.175, 2625, 3375],
    ["letter", 72, 0, 612, 792],
  ] as const)("of a print of %s at %i dpi with %d mm of bleed", (print, dpi, bleed, width, height) => {
    expect(printSize(print, dpi, bleed)).toEqual({ width, height });
  });

  it.each(["", "A", "A9", "210x297", "210mm", "0x", "-1x2mm", "1x2 miles"])("refuses %j", (print) => {
    expect(() => printSize(print, 300, 0)).toThrow("is no print size");
  });

  it("refuses two sizes at once", () => {
    expect(() => targetSize(from, undefined, { ...request, size: from, print: "A4" })).toThrow("cannot all be met");
    expect(() => targetSize(from, undefined, { ...request, size: from, scale: 2 })).toThrow("cannot all be met");
  });
});

describe("bringing a picture to another shape", () => {
  const side = fc.integer({ min: 64, max: 4000 });

  it.each(["crop", "extend"] as const)("by %s comes within a pixel of the target's shape", (fit) => {
    fc.assert(
      fc.property(side, side, side, side, (width, height, toWidth, toHeight) => {
        fc.pre(Math.max(toWidth / toHeight / (width / height), width / height / (toWidth / toHeight)) < 8);
        const framed = sizeAfter(framingFor({ width, height }, { width: toWidth, height: toHeight }, fit), {
          width,
          height,
        });
        const wanted = toWidth / toHeight;
        const nearest =
          framed.width > framed.height ? framed.height * wanted - framed.width : framed.width / wanted - framed.height;
        expect(Math.abs(nearest)).toBeLessThan(
          Math.max(2, 0.002 * Math.max(framed.width, framed.height)) * Math.max(1, wanted, 1 / wanted),
        );
        const [kept, whole] = fit === "crop" ? [framed, { width, height }] : [{ width, height }, framed];
        expect(kept.width).toBeLessThanOrEqual(whole.width);
        expect(kept.height).toBeLessThanOrEqual(whole.height);
      }),
    );
  });

  it("leaves a picture of that shape alone", () => {
    expect(framingFor(from, { width: 7680, height: 4320 }, "crop")).toEqual([]);
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { sizeAfter } from "../core/plan/refine.ts";
import { extendPicture, framePicture } from "./framing.ts";
import { type Picture, cropPicture } from "./picture.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });

function picture(width: number, height: number): Picture {
  return {
    width,
    height,
    channels: 3,
    data: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37) % 256),
  };
}

it("an extended picture holds the untouched picture, and is as large as was planned", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 30 }),
      share,
      share,
      share,
      share,
      (...all) => {
        const [width, height, left, top, right, bottom] = all;
        const source = picture(width, height);
        const extend = { kind: "extend", left, top, right, bottom } as const;
        const framed = extendPicture(source, extend);
        expect({ width: framed.width, height: framed.height }).toEqual(sizeAfter([extend], source));
        const box = { width, height, left: Math.round(left * width), top: Math.round(top * height) };
        expect(cropPicture(framed, box)).toEqual(source);
      },
    ),
  );
});

it("framing takes crops and extensions in order and nothing else", () => {
  const framed = framePicture(picture(40, 20), [
    { kind: "exposure", stops: 2 },
    { kind: "crop", left: 0.25, top: 0, width: 0.5, height: 1 },
    { kind: "extend", left: 0, top: 0.5, right: 0, bottom: 0.5 },
  ]);
  expect(framed).toMatchObject({ width: 20, height: 40 });
});

it("turns and straightens as an adjustment does, so that what was kept can be laid over it", () => {
  const adjustments = [
    { kind: "rotate", quarters: 1 },
    { kind: "straighten", degrees: 4 },
  ] as const;
  const framed = framePicture(picture(40, 20), adjustments);
  expect({ width: framed.width, height: framed.height }).toEqual(sizeAfter(adjustments, { width: 40, height: 20 }));
  expect(framePicture(picture(40, 20), [{ kind: "rotate", quarters: 2 }]).data.subarray(0, 3)).toEqual(
    picture(40, 20).data.subarray(-3),
  );
});

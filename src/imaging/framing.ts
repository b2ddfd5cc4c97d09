import { invalid } from "../core/errors.ts";
import type { Adjustment } from "../core/recipe.ts";
import type { Size } from "../core/size.ts";
import { blurRows } from "../pixels/blur.ts";
import { pixelBox } from "../pixels/crop.ts";
import type { FloatRows } from "../pixels/float-rows.ts";
import { straightenRows, turnRows } from "../pixels/turn.ts";
import { deepOf, mixed, moved, shallow } from "./deep-picture.ts";
import { type Picture, type PixelBox, cropPicture, flattenPicture } from "./picture.ts";

export type Crop = Extract<Adjustment, { kind: "crop" }>;
export type Extend = Extract<Adjustment, { kind: "extend" }>;

/** Fractions are rounded when they are typed in; a crop may pass the edge by this much and still mean the edge. */
const tolerance = 1e-3;

export const reachesOutside = (crop: Crop): boolean =>
  crop.left + crop.width > 1 + tolerance || crop.top + crop.height > 1 + tolerance;

/** The pixels that a crop keeps: the nearest whole size, at least one each way, moved inside where rounding put it over the edge. */
export function cropBox(crop: Crop, size: Size): PixelBox {
  if (reachesOutside(crop)) throw invalid(...outsideSentence);
  return pixelBox(crop, size);
}

export const outsideSentence = [
  "The crop reaches beyond the picture.",
  "Left + width and top + height are at most 1.",
] as const;

/** The largest centred rectangle with this width to height in whole pixels. */
export function ratioCrop(size: Size, aspect: number): Crop {
  const width = Math.min(size.width, Math.max(1, Math.round(size.height * aspect)));
  const height = Math.min(size.height, Math.max(1, Math.round(size.width / aspect)));
  return centred(width / size.width, height / size.height);
}

export const centred = (width: number, height: number): Crop => ({
  kind: "crop",
  left: (1 - width) / 2,
  top: (1 - height) / 2,
  width,
  height,
});

/** Where the picture lies in its extended frame, and how large that is. */
export function extendedFrame(extend: Extend, size: Size): PixelBox & { readonly frame: Size } {
  const [left, right] = [extend.left, extend.right].map((share) => Math.round(share * size.width)) as [number, number];
  const [top, bottom] = [extend.top, extend.bottom].map((share) => Math.round(share * size.height)) as [number, number];
  return { ...size, left, top, frame: { width: size.width + left + right, height: size.height + top + bottom } };
}

/**
 * Room around a picture, filled with its mirror image, blurred more the larger the room: it carries the tones on and
 * shows nothing that anybody could take for a second subject. The picture itself is untouched.
 */
export function extendPicture(picture: Picture, extend: Extend): Picture {
  const flat = flattenPicture(picture);
  const { width, height, data } = extendRows({ ...flat, data: Float32Array.from(flat.data) }, extend);
  return { width, height, channels: 3, data: new Uint8Array(Uint8ClampedArray.from(data).buffer) };
}

/** The same for numbers. */
export function extendRows({ width, height, data }: FloatRows, extend: Extend): FloatRows {
  const { left, top, frame } = extendedFrame(extend, { width, height });
  const room = new Float32Array(frame.width * frame.height * 3);
  for (let y = 0; y < frame.height; y++) {
    for (let x = 0; x < frame.width; x++) {
      const from = (mirrored(y - top, height) * width + mirrored(x - left, width)) * 3;
      for (let c = 0; c < 3; c++) room[(y * frame.width + x) * 3 + c] = data[from + c]!;
    }
  }
  const widest = Math.max(left, top, frame.width - width - left, frame.height - height - top);
  const filled = blurRows({ ...frame, data: room }, Math.max(1, widest / 8)).data;
  for (let y = 0; y < height; y++)
    filled.set(data.subarray(y * width * 3, (y + 1) * width * 3), ((top + y) * frame.width + left) * 3);
  return { ...frame, data: filled };
}

function mirrored(at: number, length: number): number {
  const period = 2 * length;
  const folded = ((at % period) + period) % period;
  return folded < length ? folded : period - 1 - folded;
}

/** The picture after what changes its frame among the adjustments, in order; everything else is left out. */
export function framePicture(picture: Picture, adjustments: readonly Adjustment[]): Picture {
  return adjustments.reduce((framed, adjustment) => {
    switch (adjustment.kind) {
      case "crop":
        return cropPicture(framed, cropBox(adjustment, framed));
      case "extend":
        return extendPicture(framed, adjustment);
      case "rotate":
        return shallow(moved(deepOf(framed, 8), (rows) => turnRows(rows, adjustment.quarters)));
      case "straighten":
        return shallow(mixed(deepOf(framed, 8), (rows) => straightenRows(rows, adjustment.degrees)));
      default:
        return framed;
    }
  }, picture);
}

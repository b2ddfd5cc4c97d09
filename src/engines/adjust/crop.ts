import { invalid } from "../../core/errors.ts";
import type { Adjustment } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import type { PixelBox } from "../../imaging/picture.ts";

export type Crop = Extract<Adjustment, { kind: "crop" }>;

/** Fractions are rounded when they are typed in; a crop may pass the edge by this much and still mean the edge. */
const tolerance = 1e-3;

export const reachesOutside = (crop: Crop): boolean =>
  crop.left + crop.width > 1 + tolerance || crop.top + crop.height > 1 + tolerance;

/** The pixels that a crop keeps: nearest whole ones, at least one each way. */
export function cropBox(crop: Crop, size: Size): PixelBox {
  if (reachesOutside(crop)) throw invalid(...outsideSentence);
  const left = Math.min(size.width - 1, Math.round(crop.left * size.width));
  const top = Math.min(size.height - 1, Math.round(crop.top * size.height));
  return {
    left,
    top,
    width: Math.max(1, Math.min(size.width - left, Math.round(crop.width * size.width))),
    height: Math.max(1, Math.min(size.height - top, Math.round(crop.height * size.height))),
  };
}

export const outsideSentence = [
  "The crop reaches beyond the picture.",
  "Left + width and top + height are at most 1.",
] as const;

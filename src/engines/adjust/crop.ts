import { invalid } from "../../core/errors.ts";
import type { Adjustment } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import type { PixelBox } from "../../imaging/picture.ts";

export type Crop = Extract<Adjustment, { kind: "crop" }>;

/** Fractions are rounded when they are typed in; a crop may pass the edge by this much and still mean the edge. */
const tolerance = 1e-3;

export const reachesOutside = (crop: Crop): boolean =>
  crop.left + crop.width > 1 + tolerance || crop.top + crop.height > 1 + tolerance;

/** The pixels that a crop keeps: the nearest whole size, at least one each way, moved inside where rounding put it over the edge. */
export function cropBox(crop: Crop, size: Size): PixelBox {
  if (reachesOutside(crop)) throw invalid(...outsideSentence);
  const width = Math.max(1, Math.round(crop.width * size.width));
  const height = Math.max(1, Math.round(crop.height * size.height));
  return {
    left: Math.min(size.width - width, Math.round(crop.left * size.width)),
    top: Math.min(size.height - height, Math.round(crop.top * size.height)),
    width,
    height,
  };
}

export const outsideSentence = [
  "The crop reaches beyond the picture.",
  "Left + width and top + height are at most 1.",
] as const;

import type { Input } from "../api.ts";

type Adjustment = NonNullable<Input<"refine">["adjustments"]>[number];

/** A box as fractions of another picture; it may be larger than that and reach outside. */
export interface Share {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where the approved picture lies in the delivery that was cut from it, or given room around it. */
export function approvedIn(adjustments: readonly Adjustment[]): Share {
  let place: Share = { left: 0, top: 0, width: 1, height: 1 };
  for (const adjustment of adjustments) {
    if (adjustment.kind === "crop") {
      const { left, top, width, height } = adjustment;
      place = {
        left: (place.left - left) / width,
        top: (place.top - top) / height,
        width: place.width / width,
        height: place.height / height,
      };
    }
    if (adjustment.kind === "extend") {
      const { left, top, right, bottom } = adjustment;
      const [across, down] = [1 + left + right, 1 + top + bottom];
      place = {
        left: (place.left + left) / across,
        top: (place.top + top) / down,
        width: place.width / across,
        height: place.height / down,
      };
    }
  }
  return place;
}

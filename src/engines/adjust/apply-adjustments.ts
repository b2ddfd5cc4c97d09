import type { Adjustment } from "../../core/recipe.ts";
import { resizeLanczos } from "../../imaging/lanczos.ts";
import { cropBox, extendPicture } from "../../imaging/framing.ts";
import { type Picture, cropPicture } from "../../imaging/picture.ts";
import { sharpen } from "./sharpen.ts";
import { type ToneAdjustment, adjustTone, isTone } from "./tone.ts";

/** The picture after all adjustments, in order; neighbouring tone adjustments run as one pass. */
export function applyAdjustments(picture: Picture, adjustments: readonly Adjustment[]): Picture {
  return passesOf(adjustments).reduce(runPass, picture);
}

/** Either a run of tone adjustments or one adjustment that looks at neighbours or changes the size. */
export type Pass = readonly ToneAdjustment[] | Exclude<Adjustment, ToneAdjustment>;

export function passesOf(adjustments: readonly Adjustment[]): readonly Pass[] {
  const passes: (ToneAdjustment[] | Exclude<Adjustment, ToneAdjustment>)[] = [];
  for (const adjustment of adjustments) {
    const last = passes.at(-1);
    if (!isTone(adjustment)) passes.push(adjustment);
    else if (Array.isArray(last)) last.push(adjustment);
    else passes.push([adjustment]);
  }
  return passes;
}

export function runPass(picture: Picture, pass: Pass): Picture {
  if (!("kind" in pass)) return adjustTone(picture, pass);
  switch (pass.kind) {
    case "sharpen":
      return sharpen(picture, pass.amount, pass.radius);
    case "crop":
      return cropPicture(picture, cropBox(pass, picture));
    case "extend":
      return extendPicture(picture, pass);
    case "resize":
      return resizeLanczos(picture, pass.size);
  }
}

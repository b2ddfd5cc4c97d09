import type { Adjustment } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import { centred, ratioCrop } from "../../imaging/framing.ts";
import type { Degree } from "./qualities.ts";

/** Share of each side that stays. */
const tighter = [0.9, 0.8, 0.65] as const;

const tighterWords =
  /^(?:(?:crop|frame|zoom|move)(?: it)? )?(?:in |a )?(?:tighter|closer)(?: in)?(?: crop| framing)?$|^(?:crop|zoom)(?: it)? in$|^make (?:it|the crop) tighter$/u;
const ratioWords =
  /^(?:crop(?: it)?(?: to| at| as)?|make it|a)? ?(?:a )?(?<width>\d{1,4}(?:\.\d+)?) ?[:x×/] ?(?<height>\d{1,4}(?:\.\d+)?)(?: crop)?$/u;
const squareWords = /^(?:crop(?: it)?(?: to)?|make it|a)? ?(?:a )?square(?: crop)?$/u;

/** "crop tighter", "a tighter crop", "crop to 4:5", "square crop": always around the middle. */
export function understandFraming(wish: string, degree: Degree, size: Size): Adjustment | undefined {
  if (tighterWords.test(wish)) return centred(tighter[degree], tighter[degree]);
  if (squareWords.test(wish)) return ratioCrop(size, 1);
  const ratio = ratioWords.exec(wish)?.groups;
  if (!ratio) return undefined;
  const aspect = Number(ratio["width"]) / Number(ratio["height"]);
  return Number.isFinite(aspect) && aspect > 0 ? ratioCrop(size, aspect) : undefined;
}

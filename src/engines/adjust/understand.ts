import type { Adjustment } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import { understandFraming } from "./framing.ts";
import { understandMeasured } from "./measured.ts";
import { type Degree, understandQuality } from "./qualities.ts";

/**
 * The adjustments that a sentence asks for, or undefined when any part of it asks for more than tone, sharpness or framing of
 * the whole picture: that takes a model. "Keep everything the same, but make it a little warmer and crop to 4:5".
 */
export function understandAdjustment(sentence: string, size: Size): readonly Adjustment[] | undefined {
  const adjustments: Adjustment[] = [];
  for (const wish of splitWishes(sentence)) {
    const adjustment = understandWish(wish, size);
    if (!adjustment) return undefined;
    adjustments.push(adjustment);
  }
  return adjustments.length > 0 ? adjustments : undefined;
}

const keepClause =
  /^(?:please )?(?:keep|leave) (?:everything|all|the rest|it|this)(?: else)?(?: exactly)?(?: the same| as (?:it )?is| alone)[,;.:]?(?: (?:but|and|just|only))?(?: |$)/u;
const politeness =
  /^(?:(?:please|just|now|and|but|then|also|(?:can|could) (?:you|we)|let's|i(?:'d like| would like| want)(?: you)?(?: to)?) )+|(?:^| )please$/gu;

function splitWishes(sentence: string): readonly string[] {
  const plain = sentence.toLowerCase().replaceAll("’", "'").replace(/\s+/gu, " ").trim();
  return plain
    .replace(keepClause, "")
    .split(/[,;](?: (?:and|then|but))* |[.!?]+(?: |$)|(?<!black) and (?:then )?(?!white)| but /u)
    .map((wish) => wish.trim().replace(politeness, "").trim())
    .filter((wish) => wish !== "");
}

function understandWish(wish: string, size: Size): Adjustment | undefined {
  const spoken = wish.replace(wholePicture, "it");
  const measured = understandMeasured(spoken);
  if (measured) return measured;
  const { degree, rest } = takeDegree(spoken);
  return understandFraming(rest, degree, size) ?? understandQuality(rest, degree);
}

/** The whole picture, or all of its light; never a thing in it. */
const wholePicture =
  /\b(?:(?:the|this) (?:whole |entire |overall )?(?:picture|image|photo|photograph|shot|scene|light|lighting|exposure|colou?rs?|tones?)|everything|this)\b/u;

const small =
  /\b(?:just )?(?:a (?:(?:tiny |little |small |slight )?bit|little|touch|tad|hint)(?: of)?|slightly|somewhat|subtly)(?= |$)/u;
const large = /\b(?:a lot|a good deal|very much|much|far|way|considerably|significantly|strongly|very)(?= |$)/u;

/** "a little warmer" is 0 and "warmer", "much warmer" is 2 and "warmer". */
function takeDegree(wish: string): { degree: Degree; rest: string } {
  const degree = small.test(wish) ? 0 : large.test(wish) ? 2 : 1;
  const rest = degree === 1 ? wish : wish.replace(degree === 0 ? small : large, "");
  return { degree, rest: rest.replace(/\s+/gu, " ").trim() };
}

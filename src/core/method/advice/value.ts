import { z } from "zod";
import { type Element, weightOf } from "../../element.ts";
import { type History, verdictOn } from "../../history.ts";
import type { AccuracyOf } from "../interpretation/observation.ts";
import { doneAt } from "../priors.ts";
import { listed, odds, quoted } from "../../sentences.ts";
import { type Truths, createTruths } from "../interpretation/truth.ts";
import type { Variation } from "../../variation.ts";

/** How much of the brief one picture is believed to show. */
export const PictureValue = z.object({
  variation: z.string(),
  /** Σ weight × P(element right), weights normalised: 0…1. 0 for a brief without elements. */
  value: z.number(),
  elements: z.array(z.object({ element: z.string(), probability: z.number(), source: z.string() })),
  /** Every must-have element is right with probability ≥ .9. */
  done: z.boolean(),
  picked: z.boolean(),
  sentence: z.string(),
});
export type PictureValue = z.infer<typeof PictureValue>;

export function valueOf(history: History, variation: Variation, truths: Truths): PictureValue {
  const { elements } = history.session.brief;
  const read = elements.map((element) => ({ element, ...truths.of(element, variation) }));
  const total = elements.reduce((sum, element) => sum + weightOf(element), 0);
  const value =
    read.reduce((sum, { element, probability }) => sum + weightOf(element) * probability, 0) / Math.max(total, 1);
  const short = read.filter(({ element, probability }) => element.importance === "must" && probability < doneAt);
  return {
    variation: variation.id,
    value,
    elements: read.map(({ element, probability, source }) => ({ element: element.id, probability, source })),
    done: elements.length > 0 && short.length === 0,
    picked: verdictOn(history, variation.id).choice === "pick",
    sentence: valueSentence(
      elements,
      short.map(({ element }) => element),
      value,
    ),
  };
}

function valueSentence(elements: readonly Element[], short: readonly Element[], value: number): string {
  if (elements.length === 0) return "The brief has no elements, so only your eye can value it.";
  const worth = `Worth ${odds(value)} of 1 over ${elements.length} elements`;
  const musts = elements.filter(({ importance }) => importance === "must").length;
  if (short.length === 0) return `${worth}; ${musts === 1 ? "the must-have is" : `all ${musts} must-haves are`} in.`;
  return `${worth}; not sure of ${listed(short.map(({ statement }) => quoted(statement)))} (${short.length} of ${musts} must-haves).`;
}

/**
 * The best picture of the session, whatever came after it: a person's pick outranks every value, a rejected picture is
 * out unless nothing else is left, and of equals the higher rated, then the earlier one stays. Undefined without pictures.
 */
export function bestSoFar(history: History, accuracy: AccuracyOf): PictureValue | undefined {
  return bestOf(history, history.variations, createTruths(history, { accuracy }));
}

export function bestOf(history: History, variations: readonly Variation[], truths: Truths): PictureValue | undefined {
  const ranked = variations.map((variation) => ({
    standing: standing(history, variation.id),
    rating: verdictOn(history, variation.id).rating ?? 3,
    picture: valueOf(history, variation, truths),
  }));
  return ranked.toSorted(
    (a, b) => b.standing - a.standing || b.picture.value - a.picture.value || b.rating - a.rating,
  )[0]?.picture;
}

function standing(history: History, variation: string): number {
  const { choice } = verdictOn(history, variation);
  if (choice === "pick") return 1;
  return choice === "reject" ? -1 : 0;
}

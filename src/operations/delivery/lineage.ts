import type { History } from "../../core/history.ts";
import type { Variation } from "../../core/variation.ts";

/** From the root to this variation: each step's source picture is the one before it. */
export function lineageOf(history: History, variation: Variation): readonly Variation[] {
  const chain: Variation[] = [variation];
  const seen = new Set([variation.blob]);
  for (let step = variation; step.recipe.source !== null;) {
    const source = sourceOf(history, step);
    if (!source || seen.has(source.blob)) break;
    chain.unshift(source);
    seen.add(source.blob);
    step = source;
  }
  return chain;
}

/** The control where it is the source's bytes, else any variation with them. */
function sourceOf(history: History, { control, recipe }: Variation): Variation | undefined {
  const named = history.variations.find(({ id }) => id === control);
  return named?.blob === recipe.source ? named : history.variations.find(({ blob }) => blob === recipe.source);
}

/**
 * The delivered picture, what it was compared with, and so on back: unlike the lineage this also has the steps whose
 * adjustments were played again from the root.
 */
export function wayOf(history: History, delivered: Variation): readonly Variation[] {
  const way = [delivered];
  for (let step = delivered; ;) {
    const before = history.variations.find(({ id }) => id === step.control);
    if (!before || way.includes(before)) return way;
    way.unshift(before);
    step = before;
  }
}

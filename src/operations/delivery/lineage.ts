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

import { StudioError } from "../../core/errors.ts";
import { type History, roundIn, variationIn, verdictOn } from "../../core/history.ts";
import type { Studio } from "../../core/studio.ts";
import { createTruths } from "../../core/method/truth.ts";
import { bestSoFar, valueOf } from "../../core/method/value.ts";
import type { Variation } from "../../core/variation.ts";
import { accuracyIn } from "./method-options.ts";

/** A refinement may read this much lower than its source by the judge's noise alone. */
const noise = 0.01;

/**
 * What goes on: the variation that the person named or picked; else the best so far, with the refinements that were asked
 * for on top of it unless they made it worse or were rejected.
 */
export function chooseSource(studio: Pick<Studio, "judges">, history: History, named: string | undefined): Variation {
  if (named !== undefined) return namedVariation(history, named);
  const best = bestSoFar(history, accuracyIn(studio));
  if (!best) throw new StudioError("conflict", "There is no finished variation yet.", { hint: "`samebut orient` makes the first round." });
  const start = approved(history, variationIn(history, best.variation));
  return best.picked ? start : refinedFrom(studio, history, start);
}

/** A final pass begins again from what was approved, not from an earlier final pass of it. */
function approved(history: History, variation: Variation): Variation {
  if (roundIn(history, variation.round).kind !== "final" || variation.control === null) return variation;
  return approved(history, variationIn(history, variation.control));
}

export function namedVariation(history: History, name: string): Variation {
  const found = history.variations.find(({ id }) => id === name || id.endsWith(name) || id.startsWith(name));
  return found ?? variationIn(history, name);
}

function refinedFrom(studio: Pick<Studio, "judges">, history: History, start: Variation): Variation {
  const truths = createTruths(history, { accuracy: accuracyIn(studio) });
  const worth = (variation: Variation): number => valueOf(history, variation, truths).value;
  for (let current = start; ; ) {
    const [next] = history.variations
      .filter(({ id, control, round }) => control === current.id && id !== current.id && roundIn(history, round).kind === "refine" && verdictOn(history, id).choice !== "reject")
      .filter((variation) => worth(variation) >= worth(current) - noise)
      .toSorted((a, b) => worth(b) - worth(a));
    if (!next) return current;
    current = next;
  }
}

import { type Change, isRedraw } from "../../core/change.ts";
import { StudioError } from "../../core/errors.ts";
import { type History, roundIn, variationIn, verdictOn } from "../../core/history.ts";
import type { Studio } from "../../core/studio.ts";
import { createTruths } from "../../core/method/truth.ts";
import { bestSoFar, valueOf } from "../../core/method/value.ts";
import type { Variation } from "../../core/variation.ts";
import { accuracyIn } from "./method-options.ts";

/** The judge's noise: a refinement that was asked for may read this much lower than its source; one that only drew the same words again must read this much higher. */
const noise = 0.01;

/**
 * What goes on: the variation that the person named or picked; else the best so far, with the refinements that were asked
 * for on top of it unless they made it worse or were rejected.
 */
export function chooseSource(studio: Pick<Studio, "judges">, history: History, named: string | undefined): Variation {
  if (named !== undefined) return namedVariation(history, named);
  const best = bestSoFar(history, accuracyIn(studio));
  if (!best) throw new StudioError("conflict", "There is no finished variation yet.", { hint: "`samebut orient` makes the first round." });
  const truths = createTruths(history, { accuracy: accuracyIn(studio) });
  const worth: Worth = (variation) => valueOf(history, variation, truths).value;
  const start = variationIn(history, best.variation);
  if (best.picked) return roundIn(history, start.round).kind === "final" ? approved(history, start, worth) : start;
  return refinedFrom(history, approved(history, start, worth), worth);
}

/**
 * A final pass begins again from what was approved, not from an earlier final pass of it; and a redraw with the same words
 * that reads no better than its source was never asked for.
 */
function approved(history: History, variation: Variation, worth: Worth): Variation {
  const control = history.variations.find(({ id }) => id === variation.control);
  if (!control) return variation;
  const isFinal = roundIn(history, variation.round).kind === "final";
  const isIdle = isRedraw(changeOf(history, variation)) && worth(variation) < worth(control) + noise;
  return isFinal || isIdle ? approved(history, control, worth) : variation;
}

export function namedVariation(history: History, name: string): Variation {
  const found = history.variations.find(({ id }) => id === name || id.endsWith(name) || id.startsWith(name));
  return found ?? variationIn(history, name);
}

type Worth = (variation: Variation) => number;

const changeOf = (history: History, { arm }: Variation): Change | null => history.arms.find(({ id }) => id === arm)?.change ?? null;

function refinedFrom(history: History, start: Variation, worth: Worth): Variation {
  for (let current = start; ; ) {
    const [next] = history.variations
      .filter(({ id, control, round }) => control === current.id && id !== current.id && roundIn(history, round).kind === "refine" && verdictOn(history, id).choice !== "reject")
      .filter((variation) => worth(variation) >= worth(current) + (isRedraw(changeOf(history, variation)) ? noise : -noise))
      .toSorted((a, b) => worth(b) - worth(a));
    if (!next) return current;
    current = next;
  }
}

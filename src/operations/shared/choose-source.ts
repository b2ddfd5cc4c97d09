import { type Change, isRedraw } from "../../core/change.ts";
import { weightOf } from "../../core/element.ts";
import { StudioError } from "../../core/errors.ts";
import { type History, roundIn, variationIn, verdictOn } from "../../core/history.ts";
import type { Studio } from "../../core/studio.ts";
import { createTruths } from "../../core/method/interpretation/truth.ts";
import { bestSoFar, valueOf } from "../../core/method/advice/value.ts";
import type { Variation } from "../../core/variation.ts";
import { accuracyIn } from "./method-options.ts";

/** The judge's noise: a refinement that was asked for may read this much lower than its source. */
const noise = 0.01;

/**
 * What goes on: the variation that the person named or picked; else the best so far, with the refinements that were asked
 * for on top of it unless they made it worse or were rejected.
 */
export function chooseSource(studio: Pick<Studio, "judges">, history: History, named: string | undefined): Variation {
  if (named !== undefined) return namedVariation(history, named);
  const best = bestSoFar(history, accuracyIn(studio));
  if (!best)
    throw new StudioError("conflict", "There is no finished variation yet.", {
      hint: "`samebut orient` makes the first round.",
    });
  const truths = createTruths(history, { accuracy: accuracyIn(studio) });
  const { elements } = history.session.brief;
  const measures: Measures = {
    worth: (variation) => valueOf(history, variation, truths).value,
    // An edit's own reading adds to what its source showed, so its worth alone would always favour it.
    shown: (variation) =>
      elements.reduce(
        (sum, element) => sum + (truths.observation(element, variation).answer === "present" ? weightOf(element) : 0),
        0,
      ),
  };
  const start = variationIn(history, best.variation);
  if (best.picked) return roundIn(history, start.round).kind === "final" ? approved(history, start, measures) : start;
  return refinedFrom(history, approved(history, start, measures), measures);
}

/**
 * A final pass begins again from what was approved, not from an earlier final pass of it; and a redraw with the same words
 * that reads no better than its source was never asked for.
 */
function approved(history: History, variation: Variation, measures: Measures): Variation {
  const control = history.variations.find(({ id }) => id === variation.control);
  if (!control) return variation;
  const isFinal = roundIn(history, variation.round).kind === "final";
  const isIdle = isRedraw(changeOf(history, variation)) && measures.shown(variation) <= measures.shown(control);
  return isFinal || isIdle ? approved(history, control, measures) : variation;
}

export function namedVariation(history: History, name: string): Variation {
  const found = history.variations.find(({ id }) => id === name || id.endsWith(name) || id.startsWith(name));
  return found ?? variationIn(history, name);
}

interface Measures {
  readonly worth: (variation: Variation) => number;
  /** Weight of the elements that the judge or the person saw in it. */
  readonly shown: (variation: Variation) => number;
}

const changeOf = (history: History, { arm }: Variation): Change | null =>
  history.arms.find(({ id }) => id === arm)?.change ?? null;

function refinedFrom(history: History, start: Variation, { worth, shown }: Measures): Variation {
  for (let current = start; ;) {
    const [next] = history.variations
      .filter(
        ({ id, control, round }) =>
          control === current.id &&
          id !== current.id &&
          roundIn(history, round).kind === "refine" &&
          verdictOn(history, id).choice !== "reject",
      )
      .filter((variation) =>
        isRedraw(changeOf(history, variation))
          ? shown(variation) > shown(current)
          : worth(variation) >= worth(current) - noise,
      )
      .toSorted((a, b) => worth(b) - worth(a));
    if (!next) return current;
    current = next;
  }
}

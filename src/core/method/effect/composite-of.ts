import type { Element } from "../../element.ts";
import type { History } from "../../history.ts";
import { type Composite, type Share, checkComposite } from "./composition.ts";
import { isKnown } from "../interpretation/observation.ts";
import { trialOf } from "./pairs.ts";
import type { Truths } from "../interpretation/truth.ts";
import type { Variation } from "../../variation.ts";

/**
 * A composed prompt against what its arms predicted, element by element; empty for any other arm. Method, section 4.
 * Every picture of the parent, of each arm and of the composite counts.
 */
export function compositeOf(history: History, arm: string, truths: Truths, seed = 0): readonly Composite[] {
  const found = history.arms.find(({ id }) => id === arm);
  if (found?.change?.kind !== "composition") return [];
  const together = trialOf(history, found);
  const alone = found.change.parts.flatMap((part) => {
    const tried = history.arms.find(({ id }) => id === part.arm);
    return tried ? [trialOf(history, tried).treated] : [];
  });
  if (together.treated.length === 0 || alone.length === 0) return [];
  return history.session.brief.elements.flatMap((element) => {
    const share = (variations: readonly Variation[]): Share => shareOf(element, variations, truths);
    const observed = share(together.treated);
    if (observed.read === 0) return [];
    return [checkComposite(element.statement, share(together.controls), alone.map(share), observed, seed)];
  });
}

function shareOf(element: Element, variations: readonly Variation[], truths: Truths): Share {
  const known = variations.map((variation) => truths.observation(element, variation)).filter(isKnown);
  return { right: known.filter(({ answer }) => answer === "present").length, read: known.length };
}

import type { EffectLabel } from "./element-effect.ts";
import { confirmedAt, confirmedFreshPairs, confirmedPairs, likelyAt, suggestedAt } from "../priors.ts";
import { holm } from "../statistics/holm.ts";
import type { DifferencePosterior } from "../statistics/paired.ts";

/** One element's part in the scan of an arm. */
interface Scanned {
  readonly target: boolean;
  readonly posterior: Pick<DifferencePosterior, "pBetter" | "pWorse">;
}

export interface SignClaim {
  readonly certainty: number;
  /** How many elements were scanned with it; 1 for what was declared. */
  readonly family: number;
}

/**
 * How sure the signs of one arm's effects are. That the declared target got better needs no correction: it was said
 * before. Everything else is a scan, adjusted by Holm: the other elements, and the target where it got worse, which nobody
 * declared.
 */
export function claimsOf(measured: readonly Scanned[]): readonly SignClaim[] {
  const scanned = measured.filter(({ target, posterior }) => !target || posterior.pWorse > posterior.pBetter);
  const adjusted = new Map(holm(scanned.map(tail)).map((value, index) => [scanned[index], value]));
  return measured.map((one) => ({
    certainty: 1 - (adjusted.get(one) ?? tail(one)),
    family: adjusted.has(one) ? scanned.length : 1,
  }));
}

const tail = ({ posterior }: Scanned): number => Math.min(posterior.pBetter, posterior.pWorse);

/**
 * A suggestion is an invitation to look and uses the plain certainty; claims ("likely", "confirmed") use the adjusted
 * one. `fresh` are the pairs drawn after the claim was made.
 */
export function labelOf(plain: number, adjusted: number, n: number, fresh: number): EffectLabel {
  if (adjusted >= confirmedAt && n >= confirmedPairs && fresh >= confirmedFreshPairs) return "confirmed";
  if (adjusted >= likelyAt) return "likely";
  return plain >= suggestedAt ? "suggested" : "no evidence";
}

import { z } from "zod";
import type { Shape } from "../priors.ts";
import { composeNoise, compositionDraws } from "../priors.ts";
import { inWords, quoted } from "../../sentences.ts";
import { createRandom, drawBeta, seedFor } from "../statistics/random.ts";
import { mean, quantile } from "../statistics/summary.ts";

/** Pictures that show an element, of those read. */
export interface Share {
  readonly right: number;
  readonly read: number;
}

/** What the winners of a round of arms should give together for one element, and what they gave. */
export const Composite = z.object({
  statement: z.string(),
  /** Expected share of pictures that show it when the changes simply add up. */
  expected: z.number(),
  /** 90 % predictive range of the number of pictures, of `observed.read`. */
  range90: z.tuple([z.number(), z.number()]),
  observed: z.object({ right: z.int(), read: z.int() }),
  verdict: z.enum(["additive", "worse together", "better together"]),
  sentence: z.string(),
});
export type Composite = z.infer<typeof Composite>;

/**
 * Checks a composite against what its arms predict: on the logit scale the arms' differences from their common parent
 * add up. Outside the 90 % predictive range it is an interaction. Method, section 4.
 */
export function checkComposite(
  statement: string,
  parent: Share,
  arms: readonly Share[],
  observed: Share,
  seed = 0,
): Composite {
  const random = createRandom(seedFor(seed, "composite", statement));
  const rate = (share: Share): number => drawBeta(random, ...shapeOf(share));
  const rates: number[] = [];
  const counts: number[] = [];
  for (let draw = 0; draw < compositionDraws; draw++) {
    const start = logit(rate(parent));
    const sum = arms.reduce((total, arm) => total + logit(rate(arm)) - start, start);
    const together = 1 / (1 + Math.exp(-sum));
    rates.push(together);
    counts.push(Array.from({ length: observed.read }, () => random.uniform() < together).filter(Boolean).length);
  }
  const sorted = counts.toSorted((a, b) => a - b);
  const range90: [number, number] = [Math.floor(quantile(sorted, 0.05)), Math.ceil(quantile(sorted, 0.95))];
  const verdict =
    observed.right < range90[0] ? "worse together" : observed.right > range90[1] ? "better together" : "additive";
  const expected = mean(rates);
  return {
    statement,
    expected,
    range90,
    observed,
    verdict,
    sentence: sentenceOf(statement, arms.length, range90, observed, verdict),
  };
}

const shapeOf = ({ right, read }: Share): Shape => [composeNoise + right, composeNoise + read - right];
const logit = (rate: number): number => Math.log(rate) - Math.log1p(-rate);

function sentenceOf(
  statement: string,
  arms: number,
  [low, high]: readonly [number, number],
  { right, read }: Share,
  verdict: Composite["verdict"],
): string {
  const predicted = low === high ? String(low) : `${low} to ${high}`;
  const tally = `${quoted(statement)} came in ${right} of ${read}; the ${inWords(arms)} changes alone predicted ${predicted}`;
  if (verdict === "additive") return `${tally}. They add up.`;
  return `${tally}. They are ${verdict}.`;
}

import { logBeta } from "../statistics/beta.ts";
import type { PairCounts } from "./pairs.ts";
import { type Shape, breakElsewhere, luckElsewhere } from "../priors.ts";
import { odds, plural } from "../../sentences.ts";

/** What neutral words did on an engine: its noise. */
export interface PlaceboNoise {
  readonly n: number;
  /** Beta of the chance that words break what was right, and that they make right what was wrong. */
  readonly breaks: Shape;
  readonly luck: Shape;
  /** Correlation of an element over the pictures of one seed, −1…1; null when nothing varied. */
  readonly correlation: number | null;
  /** Unpaired pictures that one pair is worth: 1 / (1 − ρ); null when it cannot be told. */
  readonly pairingHelps: number | null;
  readonly sentence: string;
}

/** The A/A floor of an engine from all pairs of its placebo runs, summed over elements; method, section 3. */
export function placeboNoise(pairs: PairCounts): PlaceboNoise {
  const { kept, fixed, broke, neither } = pairs;
  const n = kept + fixed + broke + neither;
  const correlation = phi(pairs);
  const pairingHelps = correlation === null ? null : 1 / (1 - Math.min(correlation, mostCorrelated));
  return {
    n,
    breaks: [breakElsewhere[0] + broke, breakElsewhere[1] + kept],
    luck: [luckElsewhere[0] + fixed, luckElsewhere[1] + neither],
    correlation,
    pairingHelps,
    sentence: sentenceOf(pairs, n, pairingHelps),
  };
}

/**
 * P(neutral words move at least as many pairs in this direction): the upper tail of a Beta-binomial over the pairs that
 * could move, with the engine's placebo rate. 1 where nothing moved.
 */
export function noiseChance(
  noise: Pick<PlaceboNoise, "luck" | "breaks">,
  pairs: PairCounts,
  direction: "better" | "worse",
): number {
  const [moved, still, [a, b]] =
    direction === "better"
      ? [pairs.fixed, pairs.neither, noise.luck]
      : ([pairs.broke, pairs.kept, noise.breaks] as const);
  const n = moved + still;
  let tail = 0;
  for (let k = moved; k <= n; k++) tail += Math.exp(logChoose(n, k) + logBeta(a + k, b + n - k) - logBeta(a, b));
  return Math.min(1, tail);
}

const logChoose = (n: number, k: number): number => -Math.log(n + 1) - logBeta(n - k + 1, k + 1);

/** Above this, pairing helps more than can be measured with any number of placebo runs. */
const mostCorrelated = 0.99;
const mostHelp = 50;

/** The correlation of two yes/no answers (Yule 1912). */
function phi({ kept, fixed, broke, neither }: PairCounts): number | null {
  const spread = Math.sqrt((kept + broke) * (fixed + neither) * (kept + fixed) * (broke + neither));
  return spread === 0 ? null : (kept * neither - fixed * broke) / spread;
}

function sentenceOf({ fixed, broke }: PairCounts, n: number, pairingHelps: number | null): string {
  if (n === 0) return "No placebo was run on this engine, so its noise is not known.";
  const flips = `Neutral words broke ${broke} and fixed ${fixed} of ${plural(n, "pair")}`;
  if (pairingHelps === null) return `${flips}.`;
  const share = (fixed + broke) / n;
  return `${flips} (${odds(share)}): changes that move no more than this are noise. One pair is worth ${pairingHelps > mostHelp ? `over ${mostHelp}` : pairingHelps.toFixed(1)} unpaired pictures.`;
}

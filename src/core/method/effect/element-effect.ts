import { z } from "zod";

export const EffectLabel = z.enum(["no evidence", "suggested", "likely", "confirmed"]);
export type EffectLabel = z.infer<typeof EffectLabel>;

/** What one change did to one element. */
export const ElementEffect = z.object({
  element: z.string(),
  statement: z.string(),
  /** The element that the change was declared for. The others are scanned for side effects. */
  target: z.boolean(),
  /** Pairs by the answers as given. All 0 when unpaired. */
  pairs: z.object({ kept: z.int(), fixed: z.int(), broke: z.int(), neither: z.int() }),
  /** Pairs in which both pictures could be read; pictures with the change when unpaired. */
  n: z.int(),
  /** Unpaired: pictures that show it, of those read, without and with the change. */
  rates: z.object({ before: z.tuple([z.int(), z.int()]), after: z.tuple([z.int(), z.int()]) }),
  /** Mean of δ: share of right pictures with the change minus without, −1…1. */
  difference: z.number(),
  interval90: z.tuple([z.number(), z.number()]),
  pBetter: z.number(),
  pWorse: z.number(),
  /** Certainty of the sign; as it is where the target got better, else Holm-adjusted over everything the arm was scanned for. */
  certainty: z.number(),
  direction: z.enum(["better", "worse"]),
  label: EffectLabel,
  prefix: z.enum(["unpaired", "confounded"]).nullable(),
  /** P(neutral words do at least as much by luck), from the engine's placebo runs; null when none was run or unpaired. */
  noiseChance: z.number().nullable(),
  /** Neutral words do as much too often: no claim is made. */
  withinNoise: z.boolean(),
  /** Further pairs expected to make it likely; 0 when it is, null when more than 40 or not to be expected. */
  morePairs: z.int().nullable(),
  sentence: z.string(),
});
export type ElementEffect = z.infer<typeof ElementEffect>;

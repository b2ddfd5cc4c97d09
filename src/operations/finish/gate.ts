import { z } from "zod";
import type { History } from "../../core/history.ts";
import type { Adjustment } from "../../core/recipe.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import type { Picture as Shown } from "../define.ts";
import { type ComparedPixels, GateCheck, comparePixels } from "./compare-pixels.ts";
import { lostElements } from "./lost-elements.ts";

/** What the final check found. */
export const Gate = z.object({
  passed: z.boolean(),
  /** SSIM of the delivery shrunk back, 1 is equal; null for texts. */
  similarity: z.number().nullable(),
  /** Mean ΔE2000; null for texts. */
  meanDifference: z.number().nullable(),
  /** Everything that was looked at; values that could not be measured are null, with the reason. */
  checks: z.array(GateCheck),
  sentence: z.string(),
});
export type Gate = z.output<typeof Gate>;

export interface Judged {
  readonly gate: Gate;
  /** Where the delivery differs from what was approved. */
  readonly map: Shown;
}

/** The delivery against what was approved: the pixels, and what was read in both. */
export async function judgeDelivery(
  studio: Pick<Studio, "blobs" | "home">,
  source: Variation,
  history: History,
  result: Variation,
): Promise<Judged> {
  const pixels = await comparePixels(studio, source, result, adjustmentsOf(history, result));
  const checks = [...pixels.checks, ...lostElements(history, source, result), notMeasured];
  const passed = checks.every((check) => check.passed);
  const { similarity, meanDifference } = pixels;
  return {
    gate: { passed, similarity, meanDifference, checks, sentence: sentenceOf(passed, pixels, checks) },
    map: { blob: pixels.map, mediaType: "image/png", variation: result.id, caption: "Where it differs" },
  };
}

/** What a final pass did to the approved picture, in order. */
export function adjustmentsOf(history: History, { arm }: Variation): readonly Adjustment[] {
  const change = history.arms.find(({ id }) => id === arm)?.change;
  return change?.kind === "adjustment" ? change.adjustments : [];
}

/** No network that tells faces apart ships with Samebut, so this is said rather than guessed. */
const notMeasured: GateCheck = {
  name: "identity of faces",
  value: null,
  limit: null,
  passed: true,
  sentence: "Whether faces are still the same people was not measured: look at them yourself.",
};

function sentenceOf(passed: boolean, pixels: ComparedPixels, checks: Gate["checks"]): string {
  const numbers = `SSIM ${pixels.similarity.toFixed(3)}, ΔE2000 ${pixels.meanDifference.toFixed(2)} on average, the delivery shrunk back to the approved size`;
  if (passed) return `It is still the approved picture: ${numbers}.`;
  const faults = checks.filter((check) => !check.passed).map(({ sentence }) => sentence);
  return `It is not quite the approved picture (${numbers}). ${faults.join(" ")}`;
}

import { z } from "zod";
import type { History } from "../../core/history.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { decodePicture } from "../../imaging/decode.ts";
import { encodePicture } from "../../imaging/encode.ts";
import { framePicture } from "../../imaging/framing.ts";
import { type GateReport, gateDelivery } from "../../imaging/gate/gate-delivery.ts";
import type { Picture as Shown } from "../define.ts";
import { lostElements } from "./lost-elements.ts";
import type { Pass } from "./finish.ts";

/** What the final check found. */
export const Gate = z.object({
  passed: z.boolean(),
  /** SSIM of the delivery shrunk back, 1 is equal. */
  similarity: z.number(),
  /** Mean ΔE2000. */
  meanDifference: z.number(),
  /** Everything that was looked at; values that could not be measured are null, with the reason. */
  checks: z.array(
    z.object({
      name: z.string(),
      value: z.number().nullable(),
      limit: z.number().nullable(),
      passed: z.boolean(),
      sentence: z.string(),
    }),
  ),
  sentence: z.string(),
});
type Gate = z.output<typeof Gate>;

export interface Judged {
  readonly gate: Gate;
  /** Where the delivery differs, when it does. */
  readonly map: Shown | undefined;
}

/** The delivery against what was approved: the pixels, and what was read in both. */
export async function judgeDelivery(
  studio: Studio,
  { source, adjustments }: Pick<Pass, "source" | "adjustments">,
  history: History,
  result: Variation,
): Promise<Judged> {
  const approved = framePicture(await decodePicture(await studio.blobs.read(source.blob)), adjustments);
  const delivered = await decodePicture(await studio.blobs.read(result.blob));
  const report = await gateDelivery(approved, delivered);
  const elements = lostElements(history, source, result);
  const checks = [...report.checks, ...elements, notMeasured];
  const passed = checks.every((check) => check.passed);
  const gate = { ...numbersOf(report), passed, checks, sentence: sentenceOf(passed, report, checks) };
  return { gate, map: passed ? undefined : await mapOf(studio, report, result) };
}

const numbersOf = ({ similarity, meanDifference }: GateReport) => ({ similarity, meanDifference });

/** No network that tells faces apart ships with Samebut, so this is said rather than guessed. */
const notMeasured: Gate["checks"][number] = {
  name: "identity of faces",
  value: null,
  limit: null,
  passed: true,
  sentence: "Whether faces are still the same people was not measured: look at them yourself.",
};

function sentenceOf(passed: boolean, report: GateReport, checks: Gate["checks"]): string {
  const numbers = `SSIM ${report.similarity.toFixed(3)}, ΔE2000 ${report.meanDifference.toFixed(2)} on average, the delivery shrunk back to the approved size`;
  if (passed) return `It is still the approved picture: ${numbers}.`;
  const faults = checks.filter((check) => !check.passed).map(({ sentence }) => sentence);
  return `It is not quite the approved picture (${numbers}). ${faults.join(" ")}`;
}

async function mapOf(studio: Studio, { map }: GateReport, result: Variation): Promise<Shown> {
  const blob = await studio.blobs.put(await encodePicture(map, "png"), "image/png");
  return { blob: blob.hash, mediaType: "image/png", variation: result.id, caption: "Where it differs" };
}

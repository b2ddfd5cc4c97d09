import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const Share = z.object({ share: z.number(), n: z.int() });
const Evaluation = z.object({
  underSpecified: z.object({ assumed: z.record(z.string(), z.record(z.string(), Share)) }),
});

/** How often each value came out where the prompt left an attribute free: attribute → value → pictures. */
export type Baselines = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The model's own evaluation: beside src/ in a clone, beside dist/ in a package. */
const evaluationFile = fileURLToPath(new URL("../../models/still-life/evaluation.json", import.meta.url));

/** What the built-in model was measured to do when nobody says; undefined where it was not measured. */
export function readBaselines(file = evaluationFile): Baselines | undefined {
  try {
    const { assumed } = Evaluation.parse(JSON.parse(readFileSync(file, "utf8"))).underSpecified;
    return Object.fromEntries(Object.entries(assumed).map(([attribute, values]) => [attribute, countsOf(values)]));
  } catch {
    // Without an evaluation there is nothing to compare with, and the sentences say so.
    return undefined;
  }
}

const countsOf = (values: Readonly<Record<string, z.output<typeof Share>>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(values).map(([value, { share, n }]) => [value, Math.round(share * n)]));

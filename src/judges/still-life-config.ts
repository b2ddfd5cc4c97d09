import { join } from "node:path";
import { z } from "zod";
import { StudioError } from "../core/errors.ts";
import { readShippedFile } from "../still-life/shipped-file.ts";

const share = z.number().min(0).max(1);

const Measured = z.object({ sensitivity: share, specificity: share, n: z.int().min(1) });

const JudgedAttribute = z.object({
  name: z.string(),
  values: z.array(z.string()).min(2),
  /** Under this probability of its best value the judge says "unsure". */
  unsure: share,
  /** On renders. */
  ...Measured.shape,
  /** On renders as the model's decoder paints them: the look of generated pictures. */
  repainted: Measured.optional(),
  /** On pictures of the model itself, against labels that people wrote by looking. */
  generated: Measured.optional(),
});

/** What the trained judge says about itself: measured on pictures that it was not trained on. */
export const StillLifeJudgeConfig = z.object({
  /** Side of the square picture that the network reads, in pixels. */
  size: z.int().min(8).max(1024),
  attributes: z.array(JudgedAttribute).min(1),
});
export type StillLifeJudgeConfig = z.infer<typeof StillLifeJudgeConfig>;

/** Reads `config.json` of a judge's folder. Throws "unavailable" when there is none, "corrupt" when it is not readable. */
export function readJudgeConfig(folder: string): StillLifeJudgeConfig {
  const file = join(folder, "config.json");
  const text = readShippedFile(file, "The judge of the built-in model");
  try {
    return StillLifeJudgeConfig.parse(JSON.parse(text));
  } catch (cause) {
    throw new StudioError("corrupt", `${file} is not the description of a judge.`, {
      hint: "Install Samebut again.",
      cause,
    });
  }
}

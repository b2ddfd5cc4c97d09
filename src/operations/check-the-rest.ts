import { z } from "zod";
import { type History, variationIn, variationsOf } from "../core/history.ts";
import type { Studio } from "../core/studio.ts";
import { comparePixels } from "./compare-variations.ts";

export const RestCheck = z.object({ variation: z.string(), similarity: z.number(), sentence: z.string() });
export type RestCheck = z.infer<typeof RestCheck>;

export async function checkTheRest(studio: Studio, history: History, round: string): Promise<RestCheck[]> {
  const checks: RestCheck[] = [];
  for (const variation of variationsOf(history, round)) {
    if (variation.control === null) continue;
    const compared = await comparePixels(studio, variationIn(history, variation.control), variation);
    if (compared) checks.push({ variation: variation.id, similarity: compared.similarity, sentence: `SSIM ${compared.similarity.toFixed(3)}` });
  }
  return checks;
}

import { z } from "zod";
import type { Knowledge } from "../../core/method/lessons/knowledge.ts";
import { noiseFloorOf } from "../../core/method/effect/measured-effect.ts";
import { plural } from "../../core/sentences.ts";
import type { Studio } from "../../core/studio.ts";

/** What neutral words do on an engine, from all placebo runs of this workspace. */
export const Noise = z.object({
  fingerprint: z.string(),
  /** Pairs of one element each. */
  n: z.number(),
  /** Means of the chance that neutral words break what was right, and fix what was wrong. */
  breaks: z.number(),
  luck: z.number(),
  /** Unpaired pictures that one pair is worth; null when it cannot be told. */
  pairingHelps: z.number().nullable(),
  sentence: z.string(),
  quantities: z.array(
    z.object({ quantity: z.string(), unit: z.string(), n: z.int(), floor: z.number(), sentence: z.string() }),
  ),
});
export type Noise = z.infer<typeof Noise>;

/** Null when no placebo was run on this engine, or nobody could read what it did. */
export function noiseAnswer(studio: Pick<Studio, "instruments">, knowledge: Knowledge): Noise | null {
  const { noise, fingerprint } = knowledge;
  const quantities = studio.instruments.flatMap((instrument) =>
    instrument.quantities.flatMap(({ name, unit }) => quantityNoise(knowledge, name, unit)),
  );
  if (!noise && quantities.length === 0) return null;
  return {
    fingerprint,
    n: noise?.n ?? 0,
    breaks: noise ? betaMean(noise.breaks) : 0,
    luck: noise ? betaMean(noise.luck) : 0,
    pairingHelps: noise?.pairingHelps ?? null,
    sentence: noise?.sentence ?? "No judge read what the placebo made; only measured quantities are known.",
    quantities,
  };
}

export const betaMean = ([a, b]: readonly [number, number]): number => a / (a + b);

function quantityNoise(knowledge: Knowledge, quantity: string, unit: string): Noise["quantities"] {
  const differences = knowledge.placeboDifferences(quantity);
  const floor = noiseFloorOf(differences);
  if (floor === null) return [];
  const measured = `${Number(floor.toPrecision(2))}${unit === "" ? "" : ` ${unit}`}`;
  const sentence = `${quantity}: nine of ten differences under ${measured} (${plural(differences.length, "pair")})`;
  return [{ quantity, unit, n: differences.length, floor, sentence }];
}

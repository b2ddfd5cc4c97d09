import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Adjustment } from "../../core/recipe.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { framePicture } from "../../imaging/framing.ts";
import { gateDelivery } from "../../imaging/gate/gate-delivery.ts";
import { withRows } from "../../imaging/rows/unpack-rows.ts";

const Share = z.number().min(0).max(1);

export const GateCheck = z.object({
  name: z.string(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  passed: z.boolean(),
  sentence: z.string(),
  /** Where it is worst, as fractions of the picture, for what has a place. */
  box: z.object({ left: Share, top: Share, width: Share, height: Share }).optional(),
});
export type GateCheck = z.output<typeof GateCheck>;

const ComparedPixels = z.object({
  similarity: z.number(),
  meanDifference: z.number(),
  checks: z.array(GateCheck),
  /** Blob of the approved picture, dim, with the differences over it. */
  map: z.string(),
});
export type ComparedPixels = z.output<typeof ComparedPixels>;

/** Changes whenever the same two pictures would be judged otherwise. */
const version = 3;

/** What is looked at now: a page that is open asks while the pass itself does. */
const looking = new Map<string, Promise<ComparedPixels>>();

/**
 * The pixels of a delivery against those of what was approved, cut or extended as the delivery was. Looking at an 8K
 * picture takes seconds, so what was found is kept beside other work in progress; it can always be found again.
 */
export function comparePixels(
  studio: Pick<Studio, "blobs" | "home">,
  source: Pick<Variation, "blob">,
  result: Pick<Variation, "blob">,
  adjustments: readonly Adjustment[],
): Promise<ComparedPixels> {
  const key = createHash("sha256").update(JSON.stringify([version, source.blob, adjustments, result.blob]));
  const path = join(studio.home, "cache", "gate", `${key.digest("hex")}.json`);
  const look = looking.get(path) ?? lookAt(studio.blobs, path, source.blob, result.blob, adjustments);
  looking.set(path, look);
  return look.finally(() => looking.delete(path));
}

async function lookAt(
  blobs: Studio["blobs"],
  path: string,
  source: string,
  result: string,
  adjustments: readonly Adjustment[],
): Promise<ComparedPixels> {
  const kept = await readKept(path);
  if (kept && (await blobs.has(kept.map))) return kept;
  const approved = framePicture(await decodePicture(await blobs.read(source)), adjustments);
  const report = await withRows(await blobs.read(result), dirname(path), (rows) => gateDelivery(approved, rows));
  const map = await blobs.put(await encodePicture(report.map, "png"), "image/png");
  const { similarity, meanDifference } = report;
  const found = { similarity, meanDifference, checks: report.checks.map((check) => ({ ...check })), map: map.hash };
  await keep(path, found).catch(() => undefined); // only the time of the next look depends on it
  return found;
}

async function readKept(path: string): Promise<ComparedPixels | undefined> {
  try {
    return ComparedPixels.safeParse(JSON.parse(await readFile(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}

async function keep(path: string, found: ComparedPixels): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, JSON.stringify(found));
  await rename(temporary, path);
}

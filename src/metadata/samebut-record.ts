import { z } from "zod";
import { Change } from "../core/change.ts";
import { Recipe } from "../core/recipe.ts";
import { type PngText, readTexts } from "../imaging/files/png-chunks.ts";

/** PNG keyword of our own record. */
export const recordKeyword = "samebut";

/** Where a picture comes from, written into the picture itself: enough to find its session again and to make it again. */
export const SamebutRecord = z.object({
  version: z.literal(1),
  session: z.string(),
  round: z.string(),
  variation: z.string(),
  /** The variations it was made from, the control first, with the SHA-256 of their bytes. */
  parents: z.array(z.object({ variation: z.string(), hash: z.string() })),
  /** What differs from the first parent; null in an orientation. */
  change: Change.nullable(),
  recipe: Recipe,
});
export type SamebutRecord = z.infer<typeof SamebutRecord>;

export const recordText = (record: SamebutRecord): PngText => ({
  keyword: recordKeyword,
  text: JSON.stringify(record),
  international: true,
});

/** The record in a PNG; undefined when it has none, or one that a newer version or somebody else wrote. */
export function readRecord(png: Uint8Array): SamebutRecord | undefined {
  const text = readTexts(png).find(({ keyword }) => keyword === recordKeyword)?.text;
  if (text === undefined) return undefined;
  try {
    return SamebutRecord.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

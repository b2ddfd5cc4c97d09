import type { Blobs } from "../../core/blobs.ts";
import type { History } from "../../core/history.ts";
import { shortId } from "../../core/short-id.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";

/** What was found whole once is not read again by this process: a page asks often, and a picture may be large. */
const foundWhole = new WeakMap<Blobs, Set<string>>();

/** The variations whose stored bytes are damaged or missing. */
export async function damagedPictures(
  { blobs }: Pick<Studio, "blobs">,
  { variations }: History,
): Promise<readonly Variation[]> {
  const known = foundWhole.get(blobs) ?? new Set<string>();
  foundWhole.set(blobs, known);
  const damaged: Variation[] = [];
  for (const variation of variations) {
    if (known.has(variation.blob)) continue;
    if (await isWhole({ blobs }, variation.blob)) known.add(variation.blob);
    else damaged.push(variation);
  }
  return damaged;
}

export const isWhole = ({ blobs }: Pick<Studio, "blobs">, hash: string): Promise<boolean> =>
  blobs.read(hash).then(
    () => true,
    () => false,
  );

export function describeDamage(damaged: readonly Variation[]): readonly string[] {
  return damaged.map(
    ({ id }) =>
      `Damaged: the stored file of ${shortId(id)}. Restore it from a backup, or make it again: samebut redo ${shortId(id)}`,
  );
}

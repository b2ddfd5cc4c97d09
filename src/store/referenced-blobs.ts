import { sql } from "kysely";
import type { Workspace } from "./workspace.ts";

/**
 * Pictures of variations, what their conversations go on from, references of briefs, and the sources, masks, looks and references of
 * recipes.
 * Readings outlive their bytes.
 */
export const referencedBlobs = ({ database }: Workspace): Promise<ReadonlySet<string>> =>
  database.read(async (rows) => {
    const { rows: found } = await sql<{ blob: string }>`
      SELECT blob FROM variation
      UNION SELECT turn FROM variation WHERE length(turn) = 64 AND turn NOT GLOB '*[^0-9a-f]*'
      UNION SELECT json_extract(reference.value, '$.hash') FROM session, json_each(session.brief, '$.references') AS reference
      UNION SELECT json_extract(recipe, '$.source') FROM slot WHERE json_extract(recipe, '$.source') IS NOT NULL
      UNION SELECT setting.value FROM slot, json_each(slot.recipe, '$.settings') AS setting WHERE setting.key GLOB 'reference-[0-9]*'
      UNION SELECT json_extract(recipe, '$.mask') FROM slot WHERE json_extract(recipe, '$.mask') IS NOT NULL
      UNION SELECT part.value FROM slot, json_tree(slot.recipe, '$.adjustments') AS part WHERE part.key IN ('file', 'mask')`.execute(
      rows,
    );
    return new Set(found.map(({ blob }) => blob));
  });

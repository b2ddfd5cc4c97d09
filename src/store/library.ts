import { sql } from "kysely";
import type { LibraryRow } from "../core/store.ts";
import type { Workspace } from "./workspace.ts";

interface Found extends Omit<LibraryRow, "delivered"> {
  readonly delivered: number;
}

/** Every variation of every session with what a contact sheet needs, the newest first. */
export const libraryRows = ({ database }: Workspace): Promise<readonly LibraryRow[]> =>
  database.read(async (rows) => {
    const { rows: found } = await sql<Found>`
      SELECT variation.id, variation.session, slot.round, variation.blob,
        blob.media_type AS mediaType, blob.width, blob.height,
        json_extract(slot.recipe, '$.prompt') AS prompt,
        json_extract(slot.recipe, '$.engine') AS engine,
        json_extract(slot.recipe, '$.seed') AS seed,
        verdict.choice, verdict.rating,
        EXISTS (SELECT 1 FROM delivery WHERE delivery.variation = variation.id) AS delivered,
        variation.created_at AS createdAt
      FROM variation
        JOIN slot ON slot.id = variation.slot
        JOIN blob ON blob.sha256 = variation.blob
        LEFT JOIN verdict ON verdict.variation = variation.id
      ORDER BY variation.created_at DESC, variation.id DESC`.execute(rows);
    return found.map((row) => ({ ...row, delivered: row.delivered === 1 }));
  });

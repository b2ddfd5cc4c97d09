import { sql } from "kysely";
import type { ZodType } from "zod";
import { AttributeReading, ElementReading, Measurement, type Reading } from "../core/reading.ts";
import { record } from "./journal.ts";
import { fromJson } from "./json-columns.ts";
import { sealed } from "./row-hash.ts";
import type { ReadingRow } from "./tables.ts";
import type { Workspace } from "./workspace.ts";

/** Keeps what is not there yet: the same bytes read again by the same reader say nothing new. */
export const addReadings = (workspace: Workspace, session: string, readings: readonly Reading[]): Promise<void> =>
  workspace.database.write(async (rows) => {
    const added = new Set<string>();
    for (const reading of readings) {
      const query = rows
        .insertInto("reading")
        .values(sealed("reading", toRow(reading)))
        .onConflict((conflict) => conflict.doNothing());
      if ((await query.executeTakeFirst()).numInsertedOrUpdatedRows) added.add(reading.blob);
    }
    if (added.size > 0) await record(rows, workspace, session, "readings-added", { blobs: [...added] });
  });

export const readingsOfBlob = async ({ database }: Workspace, blob: string): Promise<readonly Reading[]> => {
  const found = await database.read((rows) =>
    rows
      .selectFrom("reading")
      .selectAll()
      .where("blob", "=", blob)
      .orderBy(sql`reading.rowid`)
      .execute(),
  );
  return found.map(toReading);
};

const toRow = ({ blob, reader, version, subject, body, createdAt }: Reading): Omit<ReadingRow, "hash"> => ({
  blob,
  reader,
  version,
  subject,
  body: JSON.stringify(body),
  created_at: createdAt,
});

export const toReading = (row: ReadingRow): Reading => ({
  blob: row.blob,
  reader: row.reader,
  version: row.version,
  subject: row.subject,
  body: fromJson(nounOf(row.subject), row.body, `a reading of ${row.blob} by ${row.reader}`),
  createdAt: row.created_at,
});

function nounOf(subject: string): ZodType<Reading["body"]> {
  if (subject.startsWith("element:")) return ElementReading;
  return subject.startsWith("attribute:") ? AttributeReading : Measurement;
}

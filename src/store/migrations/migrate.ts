import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { StudioError } from "../../core/errors.ts";
import type { Tables } from "../tables.ts";
import { firstLight } from "./001-first-light.ts";
import { turns } from "./002-turns.ts";
import { expenses } from "./003-expenses.ts";

export type Migrations = Readonly<Record<string, Migration>>;

/** In the order of their names. A released one never changes. */
export const migrations: Migrations = {
  "001-first-light": firstLight,
  "002-turns": turns,
  "003-expenses": expenses,
};

/** "Same" in ASCII: marks the file as ours (https://sqlite.org/pragma.html#pragma_application_id). */
const applicationId = 0x53616d65;

/**
 * Brings a database to the newest format in one transaction: all of it or nothing. Several processes may do so at once.
 * Refuses, without writing, a file of a newer version or of another program.
 */
export async function migrate(database: Kysely<Tables>, file: string, known = migrations): Promise<void> {
  if (await isCurrent(database, file, known)) return;
  await database.transaction().execute(async (rows) => {
    if (await isCurrent(rows, file, known)) return;
    const provider = { getMigrations: async () => ({ ...known }) };
    const { error } = await new Migrator({
      db: rows,
      provider,
      migrationTableName: "migration",
      migrationLockTableName: "migration_lock",
    }).migrateToLatest();
    if (error !== undefined) throw error;
    await sql.raw(`PRAGMA application_id = ${applicationId}`).execute(rows);
  });
}

/** Whether every known migration has run. Throws for a file that is not ours to change. */
export async function isCurrent(database: Kysely<Tables>, file: string, known = migrations): Promise<boolean> {
  if (await isEmpty(database)) return false;
  const { rows: ours } = await sql<{ application_id: number }>`PRAGMA application_id`.execute(database);
  if (ours[0]?.application_id !== applicationId) {
    throw new StudioError("invalid", `${file} is a database of another program.`, {
      hint: "Use another workspace folder.",
    });
  }
  const { rows: run } = await sql<{ name: string }>`SELECT name FROM migration`.execute(database);
  const unknown = run.find(({ name }) => !Object.hasOwn(known, name));
  if (unknown) {
    throw new StudioError(
      "newer",
      `This workspace was written by a newer version of Samebut (it has ${unknown.name}).`,
      {
        hint: "Update Samebut, or use another workspace folder. Nothing was changed.",
      },
    );
  }
  return run.length === Object.keys(known).length;
}

async function isEmpty(database: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM sqlite_schema`.execute(database);
  return rows[0]?.n === 0;
}

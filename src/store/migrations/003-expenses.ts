import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** What was paid beside variations: models that judge and propose. */
export const expenses: Migration = {
  async up(database) {
    await sql
      .raw(
        `CREATE TABLE expense (
          id TEXT PRIMARY KEY, at INTEGER NOT NULL, reader TEXT NOT NULL, micros INTEGER, currency TEXT,
          hash TEXT NOT NULL CHECK (length(hash) = 64)) STRICT`,
      )
      .execute(database);
    await sql.raw("CREATE INDEX expense_at ON expense (at)").execute(database);
  },
};

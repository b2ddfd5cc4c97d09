import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** What a conversation goes on from after a picture. */
export const turns: Migration = {
  async up(database) {
    await sql.raw("ALTER TABLE variation ADD COLUMN turn TEXT").execute(database);
  },
};

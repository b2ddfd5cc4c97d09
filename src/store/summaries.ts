import { sql } from "kysely";
import type { SessionSummary } from "../core/store.ts";
import type { Rows } from "./database.ts";
import { toSession } from "./sessions.ts";
import type { Workspace } from "./workspace.ts";

/** The newest session first. */
export const sessionSummaries = ({ database }: Workspace): Promise<readonly SessionSummary[]> =>
  database.read(async (rows) => {
    const sessions = await rows
      .selectFrom("session")
      .selectAll()
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .execute();
    const rounds = await countBySession(rows, "round");
    const variations = await countBySession(rows, "variation");
    const deliveries = await countBySession(rows, "delivery");
    const thumbnails = await thumbnailBySession(rows);
    return sessions.map((row) => ({
      session: toSession(row),
      rounds: rounds.get(row.id) ?? 0,
      variations: variations.get(row.id) ?? 0,
      thumbnail: thumbnails.get(row.id) ?? null,
      deliveries: deliveries.get(row.id) ?? 0,
    }));
  });

async function countBySession(
  rows: Rows,
  table: "round" | "variation" | "delivery",
): Promise<ReadonlyMap<string, number>> {
  const counts = await rows
    .selectFrom(table)
    .select(({ fn }) => ["session", fn.countAll<number>().as("n")])
    .groupBy("session")
    .execute();
  return new Map(counts.map(({ session, n }) => [session, n]));
}

/** The newest picked, else the newest, variation of each session. */
async function thumbnailBySession(rows: Rows): Promise<ReadonlyMap<string, string>> {
  const { rows: firsts } = await sql<{ session: string; blob: string }>`
    SELECT session, blob FROM (
      SELECT variation.session, variation.blob, row_number() OVER (
        PARTITION BY variation.session
        ORDER BY (verdict.choice IS 'pick') DESC, variation.created_at DESC, variation.id DESC) AS place
      FROM variation LEFT JOIN verdict ON verdict.variation = variation.id)
    WHERE place = 1`.execute(rows);
  return new Map(firsts.map(({ session, blob }) => [session, blob]));
}

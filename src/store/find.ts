import { sql } from "kysely";
import { StudioError, notFound } from "../core/errors.ts";
import type { Rows } from "./database.ts";

const shortestPart = 4;
const listed = 5;
const remedies = {
  session: "`samebut list` shows the sessions.",
  variation: "`samebut show` lists the variations of a session.",
};

/** The id that is, or alone begins or ends with, what the person typed. */
export async function findId(rows: Rows, table: "session" | "variation", typed: string): Promise<string> {
  const ids = await idsWith(rows, table, typed);
  const [first] = ids;
  if (first === undefined) throw notFound(table, typed, remedies[table]);
  if (ids.length === 1) return first;
  throw new StudioError("conflict", `Several ${table}s fit ${JSON.stringify(typed)}.`, {
    hint: `Type more of it: ${ids.slice(0, listed).join(", ")}${ids.length > listed ? ", …" : ""}.`,
  });
}

async function idsWith(rows: Rows, table: "session" | "variation", typed: string): Promise<readonly string[]> {
  const exact = await rows.selectFrom(table).select("id").where("id", "=", typed).executeTakeFirst();
  if (exact || typed.length < shortestPart) return exact ? [exact.id] : [];
  const found = await rows
    .selectFrom(table)
    .select("id")
    .where((where) =>
      where.or([
        where(sql`substr(id, 1, length(${typed}))`, "=", typed),
        where(sql`substr(id, -length(${typed}))`, "=", typed),
      ]),
    )
    .orderBy("id")
    .limit(listed + 1)
    .execute();
  return found.map(({ id }) => id);
}

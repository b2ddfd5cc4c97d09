import { StudioError, notFound } from "../core/errors.ts";
import type { Rows } from "./database.ts";

const listed = 5;

/** The id that is, or alone begins with, what the person typed. */
export async function findId(
  rows: Rows,
  table: "session" | "variation",
  typed: string,
): Promise<string> {
  const ids = typed === "" ? [] : await idsBeginning(rows, table, typed);
  const [first] = ids;
  if (first === undefined)
    throw notFound(
      table,
      typed,
      table === "session"
        ? "`samebut list` shows the sessions."
        : "`samebut show` lists the variations of a session.",
    );
  if (first === typed || ids.length === 1) return first;
  throw new StudioError("conflict", `Several ${table}s begin with ${JSON.stringify(typed)}.`, {
    hint: `Type more of it: ${ids.slice(0, listed).join(", ")}${ids.length > listed ? ", …" : ""}.`,
  });
}

/** In order, so that an id which is the beginning of others comes first. */
async function idsBeginning(
  rows: Rows,
  table: "session" | "variation",
  typed: string,
): Promise<readonly string[]> {
  const found = await rows
    .selectFrom(table)
    .select("id")
    .where("id", ">=", typed)
    .where("id", "<", `${typed}\u{10ffff}`)
    .orderBy("id")
    .limit(listed + 1)
    .execute();
  return found.map(({ id }) => id);
}

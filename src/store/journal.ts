import { z } from "zod";
import { StudioError, notFound } from "../core/errors.ts";
import type { JournalEvent, JournalType } from "../core/events.ts";
import type { Rows } from "./database.ts";
import { fromJson } from "./json-columns.ts";
import { sha256 } from "./row-hash.ts";
import type { EventRow } from "./tables.ts";
import type { Workspace } from "./workspace.ts";

export type EventData = Readonly<Record<string, unknown>>;

/**
 * Writes the next line of a session's journal and returns its number. The counter on the session's own row gives the
 * order, so numbers have no gaps and readers that ask for "after n" miss nothing.
 */
export async function record(
  rows: Rows,
  workspace: Workspace,
  session: string,
  type: JournalType,
  data: EventData,
): Promise<number> {
  const counted = await rows
    .updateTable("session")
    .set((column) => ({ head: column("head", "+", 1) }))
    .where("id", "=", session)
    .returning("head")
    .executeTakeFirst();
  if (!counted) throw notFound("session", session);
  const line = {
    session,
    seq: counted.head,
    at: workspace.clock.now(),
    actor: workspace.actor,
    type,
    data: JSON.stringify(data),
  };
  const previous = await hashBefore(rows, session, line.seq);
  await rows
    .insertInto("event")
    .values({ ...line, hash: chainHash(previous, line) })
    .execute();
  return line.seq;
}

async function hashBefore(rows: Rows, session: string, seq: number): Promise<string> {
  if (seq === 1) return "";
  const event = await rows
    .selectFrom("event")
    .select("hash")
    .where("session", "=", session)
    .where("seq", "=", seq - 1)
    .executeTakeFirst();
  if (event) return event.hash;
  throw new StudioError("corrupt", `Line ${seq - 1} of the journal of session ${session} is missing.`, {
    hint: "Run `samebut doctor`.",
  });
}

/** SHA-256 of the previous line's hash and this line; the first follows the empty text. */
export const chainHash = (previous: string, line: Omit<EventRow, "hash">): string =>
  sha256(previous + JSON.stringify([line.session, line.seq, line.at, line.actor, line.type, line.data]));

const Data = z.record(z.string(), z.unknown());

export async function readEvents(
  { database }: Workspace,
  session: string,
  after: number,
  limit?: number,
): Promise<readonly JournalEvent[]> {
  const lines = await database.read((rows) => {
    const query = rows
      .selectFrom("event")
      .selectAll()
      .where("session", "=", session)
      .where("seq", ">", after)
      .orderBy("seq");
    return (limit === undefined ? query : query.limit(limit)).execute();
  });
  return lines.map((line) => ({
    ...line,
    type: line.type as JournalType,
    data: fromJson(Data, line.data, `line ${line.seq} of the journal of session ${session}`),
  }));
}

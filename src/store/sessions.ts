import { Brief } from "../core/brief.ts";
import { StudioError, notFound } from "../core/errors.ts";
import type { Attempt, Session } from "../core/session.ts";
import type { Opening } from "../core/store.ts";
import { startCall } from "./claims.ts";
import type { Rows } from "./database.ts";
import { findId } from "./find.ts";
import { record } from "./journal.ts";
import { fromJson } from "./json-columns.ts";
import { storeOutcome } from "./outcomes.ts";
import { insertRound } from "./rounds.ts";
import { rowHash, sealed } from "./row-hash.ts";
import { slotsIn } from "./slots.ts";
import type { AttemptRow, SessionRow } from "./tables.ts";
import type { Workspace } from "./workspace.ts";

export const createSession = (
  workspace: Workspace,
  session: Omit<Session, "head">,
  attempt: Attempt,
  opening?: Opening,
): Promise<Session> =>
  workspace.database.write(async (rows) => {
    workspace.database.assertRoomToBegin();
    await assertNew(rows, session.id);
    const { id, title, engine, createdAt } = session;
    const row = {
      id,
      title,
      engine,
      brief: JSON.stringify(session.brief),
      created_at: createdAt,
      head: 0,
    };
    await rows.insertInto("session").values(sealed("session", row)).execute();
    await record(rows, workspace, id, "session-created", { title, engine, brief: session.brief });
    await insertAttempt(rows, workspace, attempt);
    if (opening) await insertOpening(rows, workspace, opening);
    return readSession(rows, id);
  });

async function insertOpening(rows: Rows, workspace: Workspace, { plan, outcomes }: Opening): Promise<void> {
  await insertRound(rows, workspace, plan);
  for (const slot of await slotsIn(rows, plan.round.id, ["ready"])) {
    const outcome = outcomes[slot.position];
    if (!outcome) throw new StudioError("internal", "Every variation of an opening has its outcome.");
    await storeOutcome(rows, workspace, await startCall(rows, workspace, slot), outcome);
  }
}

export const reviseBrief = (workspace: Workspace, id: string, brief: Brief, expectedHead?: number): Promise<Session> =>
  workspace.database.write(async (rows) => {
    const row = await sessionRow(rows, id);
    if (expectedHead !== undefined && row.head !== expectedHead) {
      throw new StudioError("conflict", "Somebody changed this session meanwhile.", {
        hint: "Look at it again and repeat your change.",
        facts: { head: row.head, expectedHead },
      });
    }
    const revised = { ...row, brief: JSON.stringify(brief) };
    await rows
      .updateTable("session")
      .set({ brief: revised.brief, hash: rowHash("session", revised) })
      .where("id", "=", id)
      .execute();
    await record(rows, workspace, id, "brief-revised", { brief });
    return readSession(rows, id);
  });

export const openAttempt = (workspace: Workspace, attempt: Attempt): Promise<void> =>
  workspace.database.write((rows) => insertAttempt(rows, workspace, attempt));

export const findSession = ({ database }: Workspace, idOrPart: string): Promise<Session> =>
  database.read(async (rows) => readSession(rows, await findId(rows, "session", idOrPart)));

export const readSession = async (rows: Rows, id: string): Promise<Session> => toSession(await sessionRow(rows, id));

async function insertAttempt(rows: Rows, workspace: Workspace, attempt: Attempt): Promise<void> {
  const { id, session, ordinal, prompt, reason, createdAt } = attempt;
  const there = await rows
    .selectFrom("attempt")
    .select("id")
    .where("session", "=", session)
    .where("ordinal", "=", ordinal)
    .executeTakeFirst();
  if (there) {
    throw new StudioError("conflict", "Another process opened this attempt meanwhile.", {
      hint: "Look at the session again.",
      facts: { attempt: there.id },
    });
  }
  await sessionRow(rows, session);
  await rows
    .insertInto("attempt")
    .values(sealed("attempt", { id, session, ordinal, prompt, reason, created_at: createdAt }))
    .execute();
  await record(rows, workspace, session, "attempt-opened", { attempt: id, ordinal, reason });
}

async function assertNew(rows: Rows, id: string): Promise<void> {
  const there = await rows.selectFrom("session").select("id").where("id", "=", id).executeTakeFirst();
  if (there)
    throw new StudioError("conflict", `There is a session ${id} already.`, {
      hint: "Use a new id.",
    });
}

async function sessionRow(rows: Rows, id: string): Promise<SessionRow> {
  const row = await rows.selectFrom("session").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw notFound("session", id, "`samebut list` shows the sessions.");
  return row;
}

export const toSession = (row: SessionRow): Session => ({
  id: row.id,
  title: row.title,
  engine: row.engine,
  brief: fromJson(Brief, row.brief, `the brief of session ${row.id}`),
  createdAt: row.created_at,
  head: row.head,
});

export const toAttempt = (row: AttemptRow): Attempt => ({
  id: row.id,
  session: row.session,
  ordinal: row.ordinal,
  prompt: row.prompt,
  reason: row.reason,
  createdAt: row.created_at,
});

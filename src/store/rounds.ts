import { Change } from "../core/change.ts";
import { StudioError, notFound } from "../core/errors.ts";
import type { Arm, Round, RoundKind } from "../core/round.ts";
import type { PlannedRound } from "../core/store.ts";
import type { Rows } from "./database.ts";
import { record } from "./journal.ts";
import { fromJson } from "./json-columns.ts";
import { sealed } from "./row-hash.ts";
import { toSlotRow } from "./slots.ts";
import type { ArmRow, RoundRow } from "./tables.ts";
import type { Workspace } from "./workspace.ts";

export const addRound = (workspace: Workspace, plan: PlannedRound): Promise<void> =>
  workspace.database.write(async (rows) => {
    workspace.database.assertRoomToBegin();
    await insertRound(rows, workspace, plan);
  });

export async function insertRound(
  rows: Rows,
  workspace: Workspace,
  { round, arms, slots }: PlannedRound,
): Promise<void> {
  await assertFree(rows, round);
  await rows
    .insertInto("round")
    .values(sealed("round", toRoundRow(round)))
    .execute();
  for (const arm of arms)
    await rows
      .insertInto("arm")
      .values(sealed("arm", toArmRow(arm)))
      .execute();
  for (const slot of slots)
    await rows
      .insertInto("slot")
      .values(sealed("slot", toSlotRow(slot)))
      .execute();
  const { id, attempt, ordinal, kind } = round;
  await record(rows, workspace, round.session, "round-planned", {
    round: id,
    attempt,
    ordinal,
    kind,
    arms: arms.length,
    slots: slots.length,
  });
}

async function assertFree(rows: Rows, { attempt, ordinal, session }: Round): Promise<void> {
  const owner = await rows.selectFrom("attempt").select("session").where("id", "=", attempt).executeTakeFirst();
  if (owner?.session !== session) throw notFound("attempt", attempt, "`samebut show` lists the attempts of a session.");
  const there = await rows
    .selectFrom("round")
    .select("id")
    .where("attempt", "=", attempt)
    .where("ordinal", "=", ordinal)
    .executeTakeFirst();
  if (!there) return;
  throw new StudioError("conflict", "Another process planned this round meanwhile.", {
    hint: "Look at the session again: go on with that round, or plan the next one.",
    facts: { round: there.id },
  });
}

const toRoundRow = ({ id, attempt, session, ordinal, kind, parent, createdAt }: Round): Omit<RoundRow, "hash"> => ({
  id,
  attempt,
  session,
  ordinal,
  kind,
  parent,
  created_at: createdAt,
});

const toArmRow = ({ id, round, ordinal, change, confounded }: Arm): Omit<ArmRow, "hash"> => ({
  id,
  round,
  ordinal,
  change: change === null ? null : JSON.stringify(change),
  confounded: confounded ? 1 : 0,
});

export const toRound = (row: RoundRow): Round => ({
  id: row.id,
  attempt: row.attempt,
  session: row.session,
  ordinal: row.ordinal,
  kind: row.kind as RoundKind,
  parent: row.parent,
  createdAt: row.created_at,
});

export const toArm = (row: ArmRow): Arm => ({
  id: row.id,
  round: row.round,
  ordinal: row.ordinal,
  change: row.change === null ? null : fromJson(Change, row.change, `the change of arm ${row.id}`),
  confounded: row.confounded === 1,
});

import { Recipe } from "../core/recipe.ts";
import { type Slot, StoredFailure } from "../core/round.ts";
import type { Rows } from "./database.ts";
import { record } from "./journal.ts";
import { fromJson } from "./json-columns.ts";
import { rowHash } from "./row-hash.ts";
import type { SlotRow } from "./tables.ts";
import type { Workspace } from "./workspace.ts";

type Reopenable = "failed" | "cancelled" | "uncertain";

/** Opens finished-without-a-picture slots for another call; those whose state is not named stay as they are. */
export const reopenSlots = (
  workspace: Workspace,
  round: string,
  states: readonly Reopenable[],
  slot?: string,
): Promise<number> =>
  workspace.database.write(async (rows) => {
    const found = states.length === 0 ? [] : await slotsIn(rows, round, states);
    const chosen = found.filter((row) => slot === undefined || row.id === slot);
    for (const row of chosen) await changeSlot(rows, row, { state: "ready", failure: null });
    const [first] = chosen;
    if (first)
      await record(rows, workspace, first.session, "slot-released", {
        round,
        slots: chosen.map(({ id }) => id),
        reason: "opened again",
      });
    return chosen.length;
  });

/** Slots that nobody runs yet will not run. */
export const cancelSlots = (workspace: Workspace, round: string): Promise<number> =>
  workspace.database.write(async (rows) => {
    const waiting = await slotsIn(rows, round, ["ready"]);
    for (const row of waiting) await changeSlot(rows, row, { state: "cancelled" });
    const [first] = waiting;
    if (first)
      await record(rows, workspace, first.session, "slots-cancelled", {
        round,
        slots: waiting.map(({ id }) => id),
      });
    return waiting.length;
  });

export async function isRoundRunning({ database, liveness }: Workspace, round: string): Promise<boolean> {
  const running = await database.read((rows) => slotsIn(rows, round, ["running"]));
  return new Set(running.map(({ owner }) => owner ?? "")).values().some(liveness.isAlive);
}

export const slotsIn = (rows: Rows, round: string, states: readonly SlotRow["state"][]): Promise<SlotRow[]> =>
  rows
    .selectFrom("slot")
    .selectAll()
    .where("round", "=", round)
    .where("state", "in", states)
    .orderBy("position")
    .execute();

export type SlotChange = Partial<Pick<SlotRow, "state" | "calls" | "owner" | "failure">>;

/** Inside the transaction that read the row, so that nothing of another process is overwritten. */
export async function changeSlot(rows: Rows, row: SlotRow, change: SlotChange): Promise<SlotRow> {
  const changed = { ...row, ...change };
  const hash = rowHash("slot", changed);
  await rows
    .updateTable("slot")
    .set({ ...change, hash })
    .where("id", "=", row.id)
    .execute();
  return { ...changed, hash };
}

export const failureText = ({ code, message, hint }: NonNullable<Slot["failure"]>): string =>
  JSON.stringify({ code, message, hint });

export const toSlotRow = (slot: Slot): Omit<SlotRow, "hash"> => ({
  id: slot.id,
  arm: slot.arm,
  round: slot.round,
  session: slot.session,
  position: slot.position,
  engine: slot.recipe.engine,
  recipe: JSON.stringify(slot.recipe),
  control: slot.control,
  state: slot.state,
  calls: slot.calls,
  owner: null,
  failure: slot.failure === null ? null : failureText(slot.failure),
});

export const toSlot = (row: SlotRow, variation: string | null): Slot => ({
  id: row.id,
  arm: row.arm,
  round: row.round,
  session: row.session,
  position: row.position,
  recipe: fromJson(Recipe, row.recipe, `the recipe of slot ${row.id}`),
  control: row.control,
  state: row.state,
  calls: row.calls,
  variation,
  failure: row.failure === null ? null : fromJson(StoredFailure, row.failure, `the failure of slot ${row.id}`),
});

/** How events name a slot. */
export const placeOf = ({ id, round, position }: Pick<SlotRow, "id" | "round" | "position">) => ({
  slot: id,
  round,
  position,
});

import { StudioError } from "../core/errors.ts";
import type { Claim } from "../core/store.ts";
import type { Rows } from "./database.ts";
import { rowHash, sealed } from "./row-hash.ts";
import { slotsIn } from "./slots.ts";
import type { CallRow, SlotRow } from "./tables.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The intent, durable before the engine is asked. Every call of a slot has the same key, so that an engine which knows
 * it answers again instead of charging again.
 */
export async function insertCall(
  rows: Rows,
  { clock, liveness }: Workspace,
  slot: SlotRow,
  job: string | undefined,
): Promise<CallRow> {
  const call = sealed<Omit<CallRow, "hash">>("call", {
    slot: slot.id,
    number: slot.calls,
    state: job === undefined ? "started" : "submitted",
    idempotency_key: slot.id,
    provider_job: job ?? null,
    owner: liveness.owner,
    started_at: clock.now(),
    ended_at: null,
    seconds: null,
    cost_micros: null,
    currency: null,
    failure: null,
  });
  await rows.insertInto("call").values(call).execute();
  return call;
}

export const readCall = (rows: Rows, slot: string, number: number): Promise<CallRow | undefined> =>
  rows.selectFrom("call").selectAll().where("slot", "=", slot).where("number", "=", number).executeTakeFirst();

/** The provider's own name for the job of a call whose end nobody knows; until it is told, the key stands for it. */
export const namedJob = (call: CallRow | undefined): string | undefined =>
  call?.state === "unknown" && call.provider_job !== call.idempotency_key
    ? (call.provider_job ?? undefined)
    : undefined;

export const awaitedSlots = ({ database }: Workspace, round: string): Promise<readonly string[]> =>
  database.read(async (rows) => {
    const slots = await slotsIn(rows, round, ["uncertain"]);
    const calls = await Promise.all(slots.map(({ id, calls: newest }) => readCall(rows, id, newest)));
    return slots.filter((_, i) => namedJob(calls[i]) !== undefined).map(({ id }) => id);
  });

/** Inside the transaction that read the row. */
export async function changeCall(rows: Rows, row: CallRow, change: Partial<CallRow>): Promise<void> {
  const hash = rowHash("call", { ...row, ...change });
  await rows
    .updateTable("call")
    .set({ ...change, hash })
    .where("slot", "=", row.slot)
    .where("number", "=", row.number)
    .execute();
}

/** Only the process that holds the newest call of a slot may say how it went. */
export async function ownCall(
  rows: Rows,
  { liveness }: Workspace,
  claim: Claim,
): Promise<{ slot: SlotRow; call: CallRow }> {
  const slot = await rows.selectFrom("slot").selectAll().where("id", "=", claim.slot.id).executeTakeFirst();
  const call = await readCall(rows, claim.slot.id, claim.call);
  const ours = slot?.state === "running" && slot.calls === claim.call && slot.owner === liveness.owner;
  if (ours && call) return { slot, call };
  throw new StudioError("conflict", `Call ${claim.call} of slot ${claim.slot.id} is no longer ours.`, {
    hint: "Another process went on with it. Look at the session again.",
    facts: { slot: claim.slot.id, state: slot?.state, calls: slot?.calls },
  });
}

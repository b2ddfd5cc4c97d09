import { type Failure, StudioError } from "../core/errors.ts";
import type { Slot } from "../core/round.ts";
import type { Claim, ClaimOptions, Outcome } from "../core/store.ts";
import type { Variation } from "../core/variation.ts";
import type { Rows } from "./database.ts";
import { record } from "./journal.ts";
import { rowHash, sealed } from "./row-hash.ts";
import { changeSlot, failureText, slotsIn, toSlot } from "./slots.ts";
import type { CallRow, SlotRow } from "./tables.ts";
import { insertVariation } from "./variations.ts";
import type { Workspace } from "./workspace.ts";

/** Takes the round's next slot and writes down that a call begins, before it does. */
export async function claimSlot(
  workspace: Workspace,
  options: ClaimOptions,
): Promise<Claim | undefined> {
  const dead = await deadOwners(workspace);
  return workspace.database.write(async (rows) => {
    await settleAbandoned(rows, workspace, options, dead);
    if ((await countRunning(rows, options.engine, dead)) >= options.concurrency) return undefined;
    const next = await nextReady(rows, options);
    return next && startCall(rows, workspace, next);
  });
}

/** The provider's job id survives a crash. */
export const markSubmitted = (
  workspace: Workspace,
  claim: Claim,
  providerJob: string,
): Promise<void> =>
  workspace.database.write(async (rows) => {
    const { slot, call } = await ownedBy(rows, workspace, claim);
    await changeCall(rows, call, { state: "submitted", provider_job: providerJob });
    await record(rows, workspace, slot.session, "call-submitted", {
      ...place(slot),
      call: call.number,
      providerJob,
    });
  });

export const finishSlot = (
  workspace: Workspace,
  claim: Claim,
  outcome: Outcome,
): Promise<Variation> =>
  workspace.database.write(async (rows) => {
    const { slot, call } = await ownedBy(rows, workspace, claim);
    const done = await changeSlot(rows, slot, { state: "done", owner: null, failure: null });
    await changeCall(rows, call, {
      state: "done",
      ended_at: workspace.clock.now(),
      seconds: outcome.seconds,
      cost_micros: outcome.cost?.micros ?? null,
      currency: outcome.cost?.currency ?? null,
    });
    const variation = await insertVariation(rows, workspace, toSlot(done, null), outcome);
    await record(rows, workspace, slot.session, "variation-ready", {
      ...place(slot),
      call: call.number,
      variation: variation.id,
      blob: variation.blob,
    });
    return variation;
  });

const eventOf = {
  failed: "slot-failed",
  ready: "slot-released",
  cancelled: "slots-cancelled",
  uncertain: "slot-uncertain",
} as const;

export const failSlot = (
  workspace: Workspace,
  claim: Claim,
  failure: Failure,
  next: keyof typeof eventOf,
): Promise<void> =>
  workspace.database.write(async (rows) => {
    const { slot, call } = await ownedBy(rows, workspace, claim);
    const text = failureText(failure);
    await changeSlot(rows, slot, {
      state: next,
      owner: null,
      failure: next === "ready" ? null : text,
    });
    await changeCall(rows, call, {
      state: next === "uncertain" ? "unknown" : "failed",
      ended_at: workspace.clock.now(),
      failure: text,
    });
    await record(rows, workspace, slot.session, eventOf[next], {
      ...place(slot),
      call: call.number,
      failure,
    });
  });

/** Looked up before the transaction: a process that has ended stays so, and its name is never used again. */
async function deadOwners({ database, liveness }: Workspace): Promise<readonly string[]> {
  const owners = await database.read((rows) =>
    rows
      .selectFrom("slot")
      .select("owner")
      .distinct()
      .where("state", "=", "running")
      .$narrowType<{ owner: string }>()
      .execute(),
  );
  return owners.map(({ owner }) => owner).filter((owner) => !liveness.isAlive(owner));
}

/** Slots of this round whose process ended: ready again, or "uncertain" where calling again could charge twice. */
async function settleAbandoned(
  rows: Rows,
  workspace: Workspace,
  { round, takeOver }: ClaimOptions,
  dead: readonly string[],
): Promise<void> {
  if (dead.length === 0) return;
  for (const slot of await slotsIn(rows, round, ["running"])) {
    if (slot.owner === null || !dead.includes(slot.owner)) continue;
    const call = await closeAbandonedCall(rows, workspace, slot);
    if (call && takeOver === "ask") {
      await changeSlot(rows, slot, {
        state: "uncertain",
        owner: null,
        failure: failureText(endedMeanwhile(call)),
      });
      await record(rows, workspace, slot.session, "slot-uncertain", {
        ...place(slot),
        call: slot.calls,
      });
    } else {
      await changeSlot(rows, slot, { state: "ready", owner: null });
      await record(rows, workspace, slot.session, "slot-released", {
        ...place(slot),
        call: slot.calls,
        reason: "its process ended",
      });
    }
  }
}

async function closeAbandonedCall(
  rows: Rows,
  { clock }: Workspace,
  slot: SlotRow,
): Promise<CallRow | undefined> {
  const call = await callRow(rows, slot.id, slot.calls);
  if (call === undefined || (call.state !== "started" && call.state !== "submitted"))
    return undefined;
  return changeCall(rows, call, { state: "unknown", ended_at: clock.now() });
}

const endedMeanwhile = ({ provider_job }: CallRow): Failure => ({
  code: "uncertain",
  message: `The process that ran this ended before the result was stored${provider_job === null ? "" : ` (provider's job ${provider_job})`}.`,
  hint: "It may have been charged. Look at the provider's own list, then try this one again or leave it.",
});

async function countRunning(rows: Rows, engine: string, dead: readonly string[]): Promise<number> {
  const running = await rows
    .selectFrom("slot")
    .select("owner")
    .where("engine", "=", engine)
    .where("state", "=", "running")
    .execute();
  return running.filter(({ owner }) => owner !== null && !dead.includes(owner)).length;
}

const nextReady = (rows: Rows, { round, engine }: ClaimOptions): Promise<SlotRow | undefined> =>
  rows
    .selectFrom("slot")
    .selectAll()
    .where("round", "=", round)
    .where("engine", "=", engine)
    .where("state", "=", "ready")
    .orderBy("position")
    .limit(1)
    .executeTakeFirst();

/** Every call of a slot has the same key, so that an engine which knows it answers again instead of charging again. */
async function startCall(rows: Rows, workspace: Workspace, ready: SlotRow): Promise<Claim> {
  const owner = workspace.liveness.owner;
  const slot = await changeSlot(rows, ready, {
    state: "running",
    owner,
    calls: ready.calls + 1,
    failure: null,
  });
  const call: Omit<CallRow, "hash"> = {
    slot: slot.id,
    number: slot.calls,
    state: "started",
    idempotency_key: slot.id,
    provider_job: null,
    owner,
    started_at: workspace.clock.now(),
    ended_at: null,
    seconds: null,
    cost_micros: null,
    currency: null,
    failure: null,
  };
  await rows.insertInto("call").values(sealed("call", call)).execute();
  await record(rows, workspace, slot.session, "call-started", {
    ...place(slot),
    call: call.number,
  });
  return { slot: toSlot(slot, null), call: call.number, idempotencyKey: call.idempotency_key };
}

/** Only the process that holds the newest call of a slot may say how it went. */
async function ownedBy(
  rows: Rows,
  { liveness }: Workspace,
  claim: Claim,
): Promise<{ slot: SlotRow; call: CallRow }> {
  const slot = await rows
    .selectFrom("slot")
    .selectAll()
    .where("id", "=", claim.slot.id)
    .executeTakeFirst();
  const call = await callRow(rows, claim.slot.id, claim.call);
  if (
    slot?.state === "running" &&
    slot.calls === claim.call &&
    slot.owner === liveness.owner &&
    call
  )
    return { slot, call };
  throw new StudioError(
    "conflict",
    `Call ${claim.call} of slot ${claim.slot.id} is no longer ours.`,
    {
      hint: "Another process went on with it. Look at the session again.",
      facts: { slot: claim.slot.id, state: slot?.state, calls: slot?.calls },
    },
  );
}

const callRow = (rows: Rows, slot: string, number: number): Promise<CallRow | undefined> =>
  rows
    .selectFrom("call")
    .selectAll()
    .where("slot", "=", slot)
    .where("number", "=", number)
    .executeTakeFirst();

async function changeCall(rows: Rows, row: CallRow, change: Partial<CallRow>): Promise<CallRow> {
  const changed = { ...row, ...change };
  const hash = rowHash("call", changed);
  await rows
    .updateTable("call")
    .set({ ...change, hash })
    .where("slot", "=", row.slot)
    .where("number", "=", row.number)
    .execute();
  return { ...changed, hash };
}

const place = ({ id, round, position }: Pick<Slot, "id" | "round" | "position">) => ({
  slot: id,
  round,
  position,
});

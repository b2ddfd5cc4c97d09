import { type SqlBool, sql } from "kysely";
import type { Failure } from "../core/errors.ts";
import type { Claim, ClaimOptions } from "../core/store.ts";
import { changeCall, insertCall, namedJob, readCall } from "./calls.ts";
import type { Rows } from "./database.ts";
import { record } from "./journal.ts";
import { changeSlot, failureText, placeOf, slotsIn, toSlot } from "./slots.ts";
import type { CallRow, SlotRow } from "./tables.ts";
import type { Workspace } from "./workspace.ts";

/** Written into the statement: a bound value could not choose the small index of just these rows. */
const isRunning = sql<SqlBool>`state = 'running'`;
const isReady = sql<SqlBool>`state = 'ready'`;

/** Takes the round's next slot and writes down that a call begins, before it does. */
export async function claimSlot(workspace: Workspace, options: ClaimOptions): Promise<Claim | undefined> {
  const dead = await deadOwners(workspace);
  return workspace.database.write(async (rows) => {
    await settleAbandoned(rows, workspace, options, dead);
    if ((await countRunning(rows, options.engine, dead)) >= options.concurrency) return undefined;
    const next = await nextReady(rows, options);
    if (!next) return undefined;
    workspace.database.assertRoomToBegin();
    return startCall(rows, workspace, next, options.pickUp);
  });
}

/** Looked up before the transaction: a process that has ended stays so, and its name is never used again. */
async function deadOwners({ database, liveness }: Workspace): Promise<ReadonlySet<string | null>> {
  const running = await database.read((rows) =>
    rows.selectFrom("slot").select("owner").distinct().where(isRunning).execute(),
  );
  return new Set(running.map(({ owner }) => owner).filter((owner) => owner !== null && !liveness.isAlive(owner)));
}

/** Slots of this round whose process ended: ready again, or "uncertain" where calling again could charge twice. */
async function settleAbandoned(
  rows: Rows,
  workspace: Workspace,
  { round, takeOver, pickUp }: ClaimOptions,
  dead: ReadonlySet<string | null>,
): Promise<void> {
  if (dead.size === 0) return;
  for (const slot of await slotsIn(rows, round, ["running"])) {
    if (!dead.has(slot.owner)) continue;
    const call = await closeAbandonedCall(rows, workspace, slot);
    if (call && takeOver === "ask" && !(pickUp && namedJob(call))) {
      await changeSlot(rows, slot, {
        state: "uncertain",
        owner: null,
        failure: failureText(endedMeanwhile(call)),
      });
      await record(rows, workspace, slot.session, "slot-uncertain", {
        ...placeOf(slot),
        slots: [slot.id],
        call: slot.calls,
      });
    } else {
      // It is asked again, or gone on with: whatever it cost is known from that.
      if (call && !(pickUp && namedJob(call))) await changeCall(rows, call, { state: "failed" });
      await changeSlot(rows, slot, { state: "ready", owner: null });
      await record(rows, workspace, slot.session, "slot-released", {
        ...placeOf(slot),
        slots: [slot.id],
        call: slot.calls,
        reason: "its process ended",
      });
    }
  }
}

async function closeAbandonedCall(rows: Rows, { clock }: Workspace, slot: SlotRow): Promise<CallRow | undefined> {
  const call = await readCall(rows, slot.id, slot.calls);
  if (call === undefined || (call.state !== "started" && call.state !== "submitted")) return undefined;
  const unknown = { state: "unknown", ended_at: clock.now() } as const;
  await changeCall(rows, call, unknown);
  return { ...call, ...unknown };
}

const endedMeanwhile = ({ provider_job }: CallRow): Failure => ({
  code: "uncertain",
  message: `The process that ran this ended before the result was stored${provider_job === null ? "" : ` (provider's job ${provider_job})`}.`,
  hint: "It may have been charged. Look at the provider's own list, then try this one again or leave it.",
});

const goneOn = (job: string): Failure => ({
  code: "conflict",
  message: `The next call goes on with the provider's job ${job}.`,
});

/** Over all processes; the slots of dead ones wait for their rounds and keep nobody out. */
async function countRunning(rows: Rows, engine: string, dead: ReadonlySet<string | null>): Promise<number> {
  const running = await rows.selectFrom("slot").select("owner").where("engine", "=", engine).where(isRunning).execute();
  return running.filter(({ owner }) => !dead.has(owner)).length;
}

const nextReady = (rows: Rows, { round, engine }: ClaimOptions): Promise<SlotRow | undefined> =>
  rows
    .selectFrom("slot")
    .selectAll()
    .where("round", "=", round)
    .where("engine", "=", engine)
    .where(isReady)
    .orderBy("position")
    .limit(1)
    .executeTakeFirst();

/** Writes down that a call of this slot begins; one that goes on with a job takes its name, and its price, over. */
export async function startCall(
  rows: Rows,
  workspace: Workspace,
  ready: SlotRow,
  pickUp: boolean | undefined = false,
): Promise<Claim> {
  const { owner } = workspace.liveness;
  const before = pickUp ? await readCall(rows, ready.id, ready.calls) : undefined;
  const job = namedJob(before);
  if (before && job !== undefined)
    await changeCall(rows, before, { state: "failed", failure: failureText(goneOn(job)) });
  const slot = await changeSlot(rows, ready, {
    state: "running",
    owner,
    calls: ready.calls + 1,
    failure: null,
  });
  const call = await insertCall(rows, workspace, slot, job);
  await record(rows, workspace, slot.session, "call-started", {
    ...placeOf(slot),
    call: call.number,
    ...(job === undefined ? {} : { providerJob: job }),
  });
  return { slot: toSlot(slot, null), call: call.number, idempotencyKey: call.idempotency_key, job };
}

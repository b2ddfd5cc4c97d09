import type { Failure } from "../core/errors.ts";
import type { Claim, Outcome } from "../core/store.ts";
import type { Variation } from "../core/variation.ts";
import { changeCall, ownCall } from "./calls.ts";
import type { Rows } from "./database.ts";
import { record } from "./journal.ts";
import { changeSlot, failureText, placeOf, toSlot } from "./slots.ts";
import { insertVariation } from "./variations.ts";
import type { Workspace } from "./workspace.ts";

/** The provider's job id survives a crash. */
export const markSubmitted = (workspace: Workspace, claim: Claim, providerJob: string): Promise<void> =>
  workspace.database.write(async (rows) => {
    const { slot, call } = await ownCall(rows, workspace, claim);
    await changeCall(rows, call, { state: "submitted", provider_job: providerJob });
    await record(rows, workspace, slot.session, "call-submitted", {
      ...placeOf(slot),
      call: call.number,
      providerJob,
    });
  });

export const finishSlot = (workspace: Workspace, claim: Claim, outcome: Outcome): Promise<Variation> =>
  workspace.database.write((rows) => storeOutcome(rows, workspace, claim, outcome));

export async function storeOutcome(
  rows: Rows,
  workspace: Workspace,
  claim: Claim,
  outcome: Outcome,
): Promise<Variation> {
  const { slot, call } = await ownCall(rows, workspace, claim);
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
    ...placeOf(slot),
    call: call.number,
    variation: variation.id,
    blob: variation.blob,
  });
  return variation;
}

const eventOf = {
  failed: "slot-failed",
  ready: "slot-released",
  cancelled: "slots-cancelled",
  uncertain: "slot-uncertain",
} as const;

/** The call is over without a result; where nobody knows whether it happened, it stays "unknown". */
export const failSlot = (
  workspace: Workspace,
  claim: Claim,
  failure: Failure,
  next: keyof typeof eventOf,
): Promise<void> =>
  workspace.database.write(async (rows) => {
    const { slot, call } = await ownCall(rows, workspace, claim);
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
      ...placeOf(slot),
      slots: [slot.id],
      call: call.number,
      failure,
    });
  });

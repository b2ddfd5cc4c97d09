import type { Clock, Ids } from "../core/clock.ts";
import type { Store } from "../core/store.ts";
import { createChanges } from "./changes.ts";
import { checkWorkspace } from "./check/check.ts";
import { claimSlot } from "./claims.ts";
import { type Database, openDatabase } from "./database.ts";
import { awaitedSlots } from "./calls.ts";
import { addDelivery } from "./deliveries.ts";
import { addExpense, expensesSince } from "./expenses.ts";
import { readHistory } from "./history.ts";
import { readEvents } from "./journal.ts";
import { libraryRows } from "./library.ts";
import { type Liveness, createLiveness } from "./liveness.ts";
import { failSlot, finishSlot, markSubmitted } from "./outcomes.ts";
import { addReadings, readingsOfBlob } from "./readings.ts";
import { referencedBlobs } from "./referenced-blobs.ts";
import { addRound } from "./rounds.ts";
import { createSession, findSession, openAttempt, reviseBrief } from "./sessions.ts";
import { cancelSlots, isRoundRunning, reopenSlots } from "./slots.ts";
import { spentSince } from "./spent.ts";
import { asStorageError } from "./storage-errors.ts";
import { sessionSummaries } from "./summaries.ts";
import { findVariation } from "./variations.ts";
import { addVerdict } from "./verdicts.ts";
import type { Workspace } from "./workspace.ts";

export interface SqliteStoreOptions {
  /** The database; made when missing, with the folders above it. */
  readonly file: string;
  /** Holds one lock file per process that has the workspace open. */
  readonly runFolder: string;
  readonly clock: Pick<Clock, "now">;
  readonly ids: Ids;
  /** Which door or process writes: "cli", "web", "mcp", "worker". */
  readonly actor: string;
}

/** Opens a workspace; any number of processes may have the same one open. */
export async function createSqliteStore({ file, runFolder, clock, ids, actor }: SqliteStoreOptions): Promise<Store> {
  const database = await openDatabase({ file, onWrite: () => changes.written() });
  const changes = createChanges(() => database.version());
  const liveness = await takePlace(runFolder, database);
  const workspace: Workspace = { database, liveness, clock, ids, actor };
  return {
    createSession: (session, attempt, opening) => createSession(workspace, session, attempt, opening),
    reviseBrief: (session, brief, expectedHead) => reviseBrief(workspace, session, brief, expectedHead),
    openAttempt: (attempt) => openAttempt(workspace, attempt),
    sessions: () => sessionSummaries(workspace),
    library: () => libraryRows(workspace),
    findSession: (idOrPart) => findSession(workspace, idOrPart),
    history: (session) => readHistory(workspace, session),
    findVariation: (idOrPart) => findVariation(workspace, idOrPart),

    addRound: (plan) => addRound(workspace, plan),
    claim: (options) => claimSlot(workspace, options),
    submitted: (claim, providerJob) => markSubmitted(workspace, claim, providerJob),
    finish: (claim, outcome) => finishSlot(workspace, claim, outcome),
    fail: (claim, failure, next) => failSlot(workspace, claim, failure, next),
    reopen: (round, states, slot) => reopenSlots(workspace, round, states, slot),
    awaited: (round) => awaitedSlots(workspace, round),
    cancel: (round) => cancelSlots(workspace, round),
    isRunning: (round) => isRoundRunning(workspace, round),

    addReadings: (session, readings) => addReadings(workspace, session, readings),
    readings: (blob) => readingsOfBlob(workspace, blob),
    addVerdict: (session, change) => addVerdict(workspace, session, change),
    addDelivery: (delivery) => addDelivery(workspace, delivery),

    events: (session, after, limit) => readEvents(workspace, session, after, limit),
    onChange: (listener) => changes.listen(listener),

    addExpense: (expense) => addExpense(workspace, expense),
    expensesSince: (time) => expensesSince(workspace, time),
    spentSince: (time) => spentSince(workspace, time),

    check: () => checkWorkspace(file, liveness),
    referencedBlobs: () => referencedBlobs(workspace),
    async close() {
      changes.close();
      await database.close();
      liveness.release();
    },
  };
}

async function takePlace(runFolder: string, database: Database): Promise<Liveness> {
  try {
    return await createLiveness(runFolder);
  } catch (error) {
    await database.close();
    throw asStorageError(error, runFolder);
  }
}

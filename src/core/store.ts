import type { BlobRef } from "./blobs.ts";
import type { Brief } from "./brief.ts";
import type { Delivery } from "./delivery.ts";
import type { Failure } from "./errors.ts";
import type { JournalEvent } from "./events.ts";
import type { History } from "./history.ts";
import type { Reading } from "./reading.ts";
import type { Arm, Round, Slot } from "./round.ts";
import type { Expense, Spent } from "./spending.ts";
import type { Attempt, Session } from "./session.ts";
import type { Cost, Variation, Warning } from "./variation.ts";
import type { Verdict, VerdictChange } from "./verdict.ts";

/** A round as planned: rows that do not exist yet. */
export interface PlannedRound {
  readonly round: Round;
  readonly arms: readonly Arm[];
  /** In state "ready", with no calls. */
  readonly slots: readonly Slot[];
}

/** What to do with a slot whose caller died after the call began and before the result was stored. */
export type TakeOver =
  /** The engine is free or repeats an answer for the same key: call again. */
  | "retry"
  /** It may have been charged: mark it "uncertain" and ask the person. */
  | "ask";

export interface ClaimOptions {
  readonly round: string;
  readonly engine: string;
  /** How many slots of this engine may run at once, over all processes. */
  readonly concurrency: number;
  readonly takeOver: TakeOver;
  /** Go on with jobs that a provider has named and nobody knows the end of: that costs nothing, so nobody is asked. */
  readonly pickUp?: boolean | undefined;
}

/** A slot that this process now runs. `call` counts from 1; only the holder of the newest call may finish it. */
export interface Claim {
  readonly slot: Slot;
  readonly call: number;
  readonly idempotencyKey: string;
  /** The provider's job of an earlier call, to go on with. */
  readonly job?: string | undefined;
}

export interface Outcome {
  readonly blob: BlobRef;
  readonly width: number | null;
  readonly height: number | null;
  readonly warnings: readonly Warning[];
  readonly seconds: number;
  readonly cost: Cost;
  readonly turn?: string | undefined;
}

/** What a session already has when it begins: a round whose slots all have their outcome, in the order of the slots. */
export interface Opening {
  readonly plan: PlannedRound;
  readonly outcomes: readonly Outcome[];
}

/** One line of `samebut doctor`. */
export interface Finding {
  readonly severity: "error" | "warning" | "note";
  readonly where: string;
  readonly message: string;
  readonly hint?: string;
}

export interface SessionSummary {
  readonly session: Session;
  readonly rounds: number;
  readonly variations: number;
  /** Blob of the newest picked, else newest, variation. */
  readonly thumbnail: string | null;
  readonly deliveries: number;
}

/** A variation as a contact sheet of everything shows it. */
export interface LibraryRow extends Pick<Variation, "id" | "session" | "round" | "blob" | "mediaType" | "createdAt"> {
  readonly width: number | null;
  readonly height: number | null;
  readonly prompt: string;
  readonly engine: string;
  readonly seed: number | null;
  readonly choice: Verdict["choice"];
  readonly rating: number | null;
  readonly delivered: boolean;
}

/**
 * All rows of a workspace. Every writing method is one transaction together with its journal event, durable when it
 * returns, and leaves nothing behind when it throws. Several processes may have one workspace open.
 */
export interface Store {
  // Sessions
  /** With an opening it has finished variations from the start, as one that goes on from a picture made elsewhere. */
  createSession(session: Omit<Session, "head">, attempt: Attempt, opening?: Opening): Promise<Session>;
  /** Throws "conflict" when the session's newest event is no longer `expectedHead`. */
  reviseBrief(session: string, brief: Brief, expectedHead?: number): Promise<Session>;
  openAttempt(attempt: Attempt): Promise<void>;
  sessions(): Promise<readonly SessionSummary[]>;
  /** Every variation of every session, the newest first. */
  library(): Promise<readonly LibraryRow[]>;
  /** Id, or its unique beginning or end of at least 4 characters. Throws "not-found", or "conflict" when several fit. */
  findSession(idOrPart: string): Promise<Session>;
  history(session: string): Promise<History>;
  /** As `findSession`: people name variations by the last eight characters. */
  findVariation(idOrPart: string): Promise<Variation>;

  // Rounds and their work
  /** Throws "conflict" when the attempt already has a round with this ordinal: another process planned it meanwhile. */
  addRound(plan: PlannedRound): Promise<void>;
  /** The next ready slot of the round, or one whose owner died; undefined when there is nothing to do now. */
  claim(options: ClaimOptions): Promise<Claim | undefined>;
  /** Remembers the provider's job id as soon as it is known. */
  submitted(claim: Claim, providerJob: string): Promise<void>;
  /** Stores the variation. Throws "conflict" and writes nothing when the claim is no longer ours. */
  finish(claim: Claim, outcome: Outcome): Promise<Variation>;
  /** The call did not succeed: "failed", or back to "ready" when it may simply be tried again. */
  fail(claim: Claim, failure: Failure, next: "failed" | "ready" | "cancelled" | "uncertain"): Promise<void>;
  /** Opens finished-without-a-picture slots for another call. Returns how many. `uncertain` ones only when named. */
  reopen(round: string, states: readonly ("failed" | "cancelled" | "uncertain")[], slot?: string): Promise<number>;
  /** Uncertain slots of the round whose provider has named a job: it can be asked how that went. */
  awaited(round: string): Promise<readonly string[]>;
  /** Ready slots of the round become "cancelled". Returns how many. */
  cancel(round: string): Promise<number>;
  /** Whether any process that is alive runs a slot of this round. */
  isRunning(round: string): Promise<boolean>;

  // What was seen and said
  addReadings(session: string, readings: readonly Reading[]): Promise<void>;
  readings(blob: string): Promise<readonly Reading[]>;
  addVerdict(session: string, change: VerdictChange): Promise<Verdict>;
  addDelivery(delivery: Delivery): Promise<void>;

  // The journal
  events(session: string, after: number, limit?: number): Promise<readonly JournalEvent[]>;
  /** Calls back soon after any process wrote to this workspace. Returns the function that stops it. */
  onChange(listener: () => void): () => void;

  addExpense(expense: Pick<Expense, "reader" | "cost">): Promise<void>;
  /** What models that judge and propose cost at or after this time. */
  expensesSince(time: number): Promise<readonly Expense[]>;
  /** What calls of any session that began at or after this time cost, and those expenses. */
  spentSince(time: number): Promise<Spent>;

  /** Integrity of database, rows, journal chain and references to blobs. Reports; changes nothing. */
  check(): Promise<readonly Finding[]>;
  /** Every blob hash that a row refers to. */
  referencedBlobs(): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
}

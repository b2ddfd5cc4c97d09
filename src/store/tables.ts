/**
 * The columns as Kysely sees them. JSON is text, booleans are 0 or 1, times are milliseconds since 1970. `hash` is the
 * row's own hash (row-hash.ts); an event's is its link in the chain (journal.ts).
 */
export interface Tables {
  session: SessionRow;
  attempt: AttemptRow;
  round: RoundRow;
  arm: ArmRow;
  slot: SlotRow;
  call: CallRow;
  blob: BlobRow;
  variation: VariationRow;
  reading: ReadingRow;
  verdict: VerdictRow;
  delivery: DeliveryRow;
  expense: ExpenseRow;
  event: EventRow;
}

export interface SessionRow {
  id: string;
  title: string;
  engine: string;
  brief: string;
  created_at: number;
  head: number;
  hash: string;
}

export interface AttemptRow {
  id: string;
  session: string;
  ordinal: number;
  prompt: string;
  reason: string;
  created_at: number;
  hash: string;
}

export interface RoundRow {
  id: string;
  attempt: string;
  session: string;
  ordinal: number;
  kind: string;
  parent: string | null;
  created_at: number;
  hash: string;
}

export interface ArmRow {
  id: string;
  round: string;
  ordinal: number;
  change: string | null;
  confounded: number;
  hash: string;
}

export interface SlotRow {
  id: string;
  arm: string;
  round: string;
  session: string;
  position: number;
  engine: string;
  recipe: string;
  control: string | null;
  state: "ready" | "running" | "done" | "failed" | "uncertain" | "cancelled";
  calls: number;
  /** The process that runs it; null unless running. */
  owner: string | null;
  failure: string | null;
  hash: string;
}

/** One try at a slot, written before the engine is asked. */
export interface CallRow {
  slot: string;
  number: number;
  state: "started" | "submitted" | "done" | "failed" | "unknown";
  idempotency_key: string;
  provider_job: string | null;
  owner: string;
  started_at: number;
  ended_at: number | null;
  seconds: number | null;
  cost_micros: number | null;
  currency: string | null;
  failure: string | null;
  hash: string;
}

export interface BlobRow {
  sha256: string;
  bytes: number;
  media_type: string;
  width: number | null;
  height: number | null;
  created_at: number;
  hash: string;
}

/** Recipe, arm, round and control are its slot's; size and media type its blob's. */
export interface VariationRow {
  id: string;
  slot: string;
  session: string;
  blob: string;
  warnings: string;
  seconds: number;
  cost_micros: number | null;
  currency: string | null;
  created_at: number;
  turn: string | null;
  hash: string;
}

export interface ReadingRow {
  blob: string;
  reader: string;
  version: number;
  subject: string;
  body: string;
  created_at: number;
  hash: string;
}

/** What the verdict events of a variation add up to; `seq` is the last of them. */
export interface VerdictRow {
  variation: string;
  choice: "pick" | "reject" | null;
  rating: number | null;
  elements: string;
  seq: number;
  hash: string;
}

export interface DeliveryRow {
  id: string;
  session: string;
  variation: string;
  folder: string;
  files: string;
  created_at: number;
  hash: string;
}

/** A call of a model that judges or proposes. */
export interface ExpenseRow {
  id: string;
  at: number;
  reader: string;
  micros: number | null;
  currency: string | null;
  hash: string;
}

export interface EventRow {
  session: string;
  seq: number;
  at: number;
  actor: string;
  type: string;
  data: string;
  hash: string;
}

import { z } from "zod";

/** What is written into a session's journal, in the transaction of the rows it speaks of. */
export const JournalType = z.enum([
  "session-created",
  "brief-revised",
  "attempt-opened",
  "round-planned",
  "call-started",
  "call-submitted",
  "variation-ready",
  "slot-failed",
  "slot-uncertain",
  "slot-released",
  "slots-cancelled",
  "readings-added",
  "verdict-given",
  "delivery-made",
]);
export type JournalType = z.infer<typeof JournalType>;

/** One line of the journal. `hash` = SHA-256 of the previous hash and this line, so that a changed line shows. */
export const JournalEvent = z.object({
  session: z.string(),
  /** 1, 2, 3 … without gaps within the session. */
  seq: z.int().min(1),
  at: z.number(),
  /** Which door or process: "cli", "web", "mcp", "worker". */
  actor: z.string(),
  type: JournalType,
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type JournalEvent = z.infer<typeof JournalEvent>;

/** What is only shown while it happens and never stored. */
export type LiveEvent =
  | {
      readonly type: "progress";
      readonly session: string;
      readonly round: string;
      readonly slot: string;
      readonly position: number;
      readonly fraction: number;
      readonly step?: number;
      readonly steps?: number;
      readonly seconds: number;
    }
  | {
      readonly type: "preview";
      readonly session: string;
      readonly round: string;
      readonly slot: string;
      readonly position: number;
      readonly data: Uint8Array;
      readonly mediaType: string;
    }
  /** A sentence of an unattended run, as it goes. */
  | {
      readonly type: "note";
      readonly session: string;
      readonly text: string;
      readonly pictures: readonly { readonly blob: string; readonly mediaType: string }[];
    }
  | {
      readonly type: "slot";
      readonly session: string;
      readonly round: string;
      readonly slot: string;
      readonly position: number;
      readonly state: "running" | "done" | "failed" | "uncertain" | "cancelled";
      readonly variation?: string;
      readonly message?: string;
    };

/** Live events of this process. */
export interface Live {
  publish(event: LiveEvent): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
  /** Whether anybody listens: previews are not made for nobody. */
  readonly watched: boolean;
}

export function createLive(): Live {
  const listeners = new Set<(event: LiveEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get watched() {
      return listeners.size > 0;
    },
  };
}

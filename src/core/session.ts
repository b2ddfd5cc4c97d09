import { z } from "zod";
import { Brief } from "./brief.ts";

export const Id = z.string().min(1).max(64);

/** One piece of work, from brief to delivery. */
export const Session = z.object({
  id: Id,
  title: z.string().min(1).max(200),
  engine: z.string(),
  brief: Brief,
  createdAt: z.number(),
  /** Sequence number of its newest event. */
  head: z.int(),
});
export type Session = z.infer<typeof Session>;

/** One base prompt and all rounds under it; a restart opens the next. */
export const Attempt = z.object({
  id: Id,
  session: Id,
  ordinal: z.int().min(1),
  prompt: z.string(),
  /** Why it was opened: empty for the first. */
  reason: z.string(),
  createdAt: z.number(),
});
export type Attempt = z.infer<typeof Attempt>;

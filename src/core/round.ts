import { z } from "zod";
import { Change } from "./change.ts";
import { Recipe } from "./recipe.ts";
import { Id } from "./session.ts";

export const RoundKind = z.enum(["orientation", "fix", "refine", "final"]);
export type RoundKind = z.infer<typeof RoundKind>;

export const Round = z.object({
  id: Id,
  attempt: Id,
  session: Id,
  /** Within the attempt, from 1. */
  ordinal: z.int().min(1),
  kind: RoundKind,
  /** The round whose same-seed variations are the control; null for an orientation. */
  parent: Id.nullable(),
  createdAt: z.number(),
});
export type Round = z.infer<typeof Round>;

/** One change tried on a set of seeds. */
export const Arm = z.object({
  id: Id,
  round: Id,
  ordinal: z.int().min(1),
  /** null in an orientation: the prompt as written. */
  change: Change.nullable(),
  /** The person forced a compound change: its effects cannot be told apart. */
  confounded: z.boolean(),
});
export type Arm = z.infer<typeof Arm>;

export const SlotState = z.enum(["ready", "running", "done", "failed", "uncertain", "cancelled"]);
export type SlotState = z.infer<typeof SlotState>;

export const StoredFailure = z.object({ code: z.string(), message: z.string(), hint: z.string().optional() });

/** The place of one variation in an arm, from plan to picture. */
export const Slot = z.object({
  id: Id,
  arm: Id,
  round: Id,
  session: Id,
  /** Within the round, from 0. */
  position: z.int().min(0),
  recipe: Recipe,
  /** The same-seed variation of the parent round (the control), where there is one. */
  control: Id.nullable(),
  state: SlotState,
  /** How many calls were made for it. */
  calls: z.int().min(0),
  variation: Id.nullable(),
  failure: StoredFailure.nullable(),
});
export type Slot = z.infer<typeof Slot>;

export const isFinished = (slot: Pick<Slot, "state">): boolean => slot.state !== "ready" && slot.state !== "running";

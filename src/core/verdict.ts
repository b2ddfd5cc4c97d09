import { z } from "zod";
import { Id } from "./session.ts";

/** What the person said of a variation. It outranks every reading. */
export const Verdict = z.object({
  variation: Id,
  choice: z.enum(["pick", "reject"]).nullable(),
  rating: z.int().min(1).max(5).nullable(),
  /** Element id → what the person saw. */
  elements: z.record(z.string(), z.enum(["right", "missed"])),
});
export type Verdict = z.infer<typeof Verdict>;

export const emptyVerdict = (variation: string): Verdict => ({ variation, choice: null, rating: null, elements: {} });

/** What one act of judging says; the parts left out stay as they were. `null` takes a choice, rating or element back. */
export const VerdictChange = z.object({
  variation: Id,
  choice: z.enum(["pick", "reject"]).nullable().optional(),
  rating: z.int().min(1).max(5).nullable().optional(),
  elements: z.record(z.string(), z.enum(["right", "missed"]).nullable()).optional(),
});
export type VerdictChange = z.infer<typeof VerdictChange>;

export function applyVerdict(verdict: Verdict, change: VerdictChange): Verdict {
  const elements = { ...verdict.elements };
  for (const [id, value] of Object.entries(change.elements ?? {})) {
    if (value === null) delete elements[id];
    else elements[id] = value;
  }
  return {
    variation: verdict.variation,
    choice: change.choice === undefined ? verdict.choice : change.choice,
    rating: change.rating === undefined ? verdict.rating : change.rating,
    elements,
  };
}

import { z } from "zod";
import { Recipe } from "./recipe.ts";
import { Id } from "./session.ts";

/** A setting that an engine did not follow, kept with the variation and shown. */
export const Warning = z.object({ setting: z.string(), message: z.string() });
export type Warning = z.infer<typeof Warning>;

/** What a call cost. `micros` are millionths of the currency; null when nobody knows. */
export const Cost = z.object({ micros: z.int().min(0), currency: z.string().length(3) }).nullable();
export type Cost = z.infer<typeof Cost>;

/** A recipe and what came out. */
export const Variation = z.object({
  id: Id,
  slot: Id,
  session: Id,
  round: Id,
  arm: Id,
  /** SHA-256 of the bytes. */
  blob: z.string(),
  mediaType: z.string(),
  /** Pixels; null for text. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  recipe: Recipe,
  control: Id.nullable(),
  warnings: z.array(Warning),
  seconds: z.number().min(0),
  cost: Cost,
  /** What a conversation goes on from after this picture; only from engines that converse. */
  turn: z.string().optional(),
  createdAt: z.number(),
});
export type Variation = z.infer<typeof Variation>;

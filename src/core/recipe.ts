import { z } from "zod";
import { Size } from "./size.ts";

export const maximumSeed = 2 ** 32 - 1;
export const Seed = z
  .int("A seed is a whole number, for example 7.")
  .min(0, "A seed is at least 0.")
  .max(maximumSeed, `A seed is at most ${maximumSeed}.`);

export const Strength = z
  .number("Denoising strength is a number from 0 to 1, for example 0.42.")
  .min(0, "Denoising strength is at least 0 (the source unchanged).")
  .max(1, "Denoising strength is at most 1 (the source ignored).");

/** A deterministic adjustment of a finished picture. Amounts of 0 change nothing. */
export const Adjustment = z.discriminatedUnion("kind", [
  /** Exposure in stops (EV), applied in linear light. */
  z.object({ kind: z.literal("exposure"), stops: z.number().min(-5).max(5) }),
  /** Colour temperature shift in mired; positive is warmer. */
  z.object({ kind: z.literal("temperature"), mired: z.number().min(-150).max(150) }),
  /** Contrast factor − 1 around middle grey; −1…1. */
  z.object({ kind: z.literal("contrast"), amount: z.number().min(-1).max(1) }),
  /** Saturation factor − 1; −1 is grey. */
  z.object({ kind: z.literal("saturation"), amount: z.number().min(-1).max(2) }),
  /** Unsharp amount, radius in pixels. */
  z.object({
    kind: z.literal("sharpen"),
    amount: z.number().min(0).max(3),
    radius: z.number().min(0.3).max(10).default(1),
  }),
  /** A rectangle to keep, as fractions of the picture. */
  z.object({
    kind: z.literal("crop"),
    left: z.number().min(0).max(1),
    top: z.number().min(0).max(1),
    width: z.number().gt(0).max(1),
    height: z.number().gt(0).max(1),
  }),
  /** Room to add on each side, as fractions of the picture; filled with its softened mirror image. */
  z.object({
    kind: z.literal("extend"),
    left: z.number().min(0).max(4),
    top: z.number().min(0).max(4),
    right: z.number().min(0).max(4),
    bottom: z.number().min(0).max(4),
  }),
  /** Enlarge or shrink to a size, centred Lanczos3. */
  z.object({ kind: z.literal("resize"), size: Size }),
]);
export type Adjustment = z.infer<typeof Adjustment>;

/** Everything needed to make a variation again. */
export const Recipe = z.object({
  engine: z.string(),
  /** What must be equal for two variations to be paired: weights, sampler code, version (EngineDescription.fingerprint). */
  fingerprint: z.string(),
  model: z.string().optional(),
  prompt: z.string(),
  negativePrompt: z.string().default(""),
  /** null: the engine has no seeds. */
  seed: Seed.nullable(),
  size: Size,
  steps: z.int().min(1).max(1000).nullable().default(null),
  /** Classifier-free guidance scale. */
  guidance: z.number().min(0).max(100).nullable().default(null),
  sampler: z.string().nullable().default(null),
  /** Denoising strength of image-to-image; null without a source. */
  strength: Strength.nullable().default(null),
  /** Blob hash of the picture to start from. */
  source: z.string().nullable().default(null),
  /** Blob hash of the mask: white is changed, black kept. */
  mask: z.string().nullable().default(null),
  /** "Keep everything the same, but …" for engines that edit by instruction. */
  instruction: z.string().nullable().default(null),
  adjustments: z.array(Adjustment).default([]),
  /** A second seed mixed in by spherical interpolation: small variations of one composition. */
  variation: z
    .object({ seed: Seed, strength: z.number().min(0).max(1) })
    .nullable()
    .default(null),
  /** Which part of a larger picture this tile is, in pixels of the whole canvas; the tile's own size is `size`. */
  window: z
    .object({ canvas: Size, left: z.int().min(0), top: z.int().min(0) })
    .nullable()
    .default(null),
  /** Settings of one engine only, as it describes them. */
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});
export type Recipe = z.infer<typeof Recipe>;

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

const Hash = z.string().regex(/^[0-9a-f]{64}$/u, "This is not the hash of a stored file.");

const degrees = "A hue is from 0 to 360 degrees: 0 red, 120 green, 240 blue.";
const shares = "A crop is in shares of the picture, 0 to 1; width and height are above 0.";
const levels = "The points of a curve are from 0 (black) to 1 (white).";

/** A hue in degrees (0 red, 120 green, 240 blue) and how much of it, 0–1. */
const Toning = z.object({
  hue: z.number().min(0, degrees).max(360, degrees),
  amount: z.number().min(0, "How much of a hue is from 0 to 1.").max(1, "How much of a hue is from 0 to 1."),
});

const Level = z.number().min(0, levels).max(1, levels);
const CurvePoint = z.tuple([Level, Level]).readonly();

/** Adjustments that give each pixel a new colour from its old one alone. */
const tones = [
  /** Exposure in stops (EV), applied in linear light. */
  z.object({ kind: z.literal("exposure"), stops: z.number().min(-5).max(5) }),
  /** Colour temperature shift in mired; positive is warmer. */
  z.object({ kind: z.literal("temperature"), mired: z.number().min(-150).max(150) }),
  /** Stops of green that turn to magenta; negative the other way. */
  z.object({ kind: z.literal("tint"), stops: z.number().min(-1).max(1) }),
  /** Contrast factor − 1 around middle grey; −1…1. */
  z.object({ kind: z.literal("contrast"), amount: z.number().min(-1).max(1) }),
  /** Saturation factor − 1; −1 is grey. */
  z.object({ kind: z.literal("saturation"), amount: z.number().min(-1).max(2) }),
  /** A smooth curve through points on the sRGB scale, 0–1, from left to right. */
  z.object({
    kind: z.literal("curve"),
    channel: z.enum(["all", "red", "green", "blue"]).default("all"),
    points: z
      .array(CurvePoint)
      .min(2)
      .max(16)
      .refine((points) => points.every(([x], i) => i === 0 || x > points[i - 1]![0]), {
        error: "The points of a curve go from left to right.",
      })
      .readonly(),
  }),
  /** A colour laid over the shadows and another over the highlights; balance above 0 means more highlights, −1…1. */
  z.object({
    kind: z.literal("split-tone"),
    shadows: Toning.default({ hue: 0, amount: 0 }),
    highlights: Toning.default({ hue: 0, amount: 0 }),
    balance: z.number().min(-1).max(1).default(0),
  }),
  /** A look from a stored .cube file, mixed in by 0–1. */
  z.object({ kind: z.literal("lut"), file: Hash, amount: z.number().min(0).max(1).default(1) }),
] as const;
export const Tone = z.discriminatedUnion("kind", tones);
export type Tone = z.infer<typeof Tone>;

/** A deterministic adjustment of a finished picture. Amounts of 0 change nothing. */
export const Adjustment = z.discriminatedUnion("kind", [
  ...tones,
  /** Tones inside (white) or outside (black) of a stored mask; how softly it begins, as a share of the shorter side. */
  z.object({
    kind: z.literal("masked"),
    mask: Hash,
    side: z.enum(["inside", "outside"]),
    feather: z.number().min(0).max(0.2).default(0.01),
    adjustments: z.array(Tone).min(1).max(10).readonly(),
  }),
  /** Unsharp amount, radius in pixels. */
  z.object({
    kind: z.literal("sharpen"),
    amount: z.number().min(0).max(3),
    radius: z.number().min(0.3).max(10).default(1),
  }),
  /** Noise of light and of colour smoothed away where the picture is calm, 0–1 each. */
  z.object({
    kind: z.literal("denoise"),
    light: z.number().min(0).max(1).default(0.3),
    colour: z.number().min(0).max(1).default(0.5),
  }),
  /** Share of light lost in the corners; negative adds light there. */
  z.object({ kind: z.literal("vignette"), amount: z.number().min(-1).max(1) }),
  /** Grain as of film, 0–1; size in pixels; the seed makes it the same again. */
  z.object({
    kind: z.literal("grain"),
    amount: z.number().min(0).max(1),
    size: z.number().min(1).max(20).default(1.5),
    seed: Seed.default(0),
  }),
  /** A rectangle to keep, as fractions of the picture. */
  z.object({
    kind: z.literal("crop"),
    left: z.number().min(0, shares).max(1, shares),
    top: z.number().min(0, shares).max(1, shares),
    width: z.number().gt(0, shares).max(1, shares),
    height: z.number().gt(0, shares).max(1, shares),
  }),
  /** Quarter turns clockwise. */
  z.object({ kind: z.literal("rotate"), quarters: z.int().min(1).max(3) }),
  /** Turned clockwise by some degrees, and cut to the largest frame of the same shape without empty corners. */
  z.object({ kind: z.literal("straighten"), degrees: z.number().min(-45).max(45) }),
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

/** Stored files that adjustments refer to: looks and masks. */
export const filesOf = (adjustments: readonly Adjustment[]): readonly string[] =>
  adjustments.flatMap((adjustment) => {
    if (adjustment.kind === "lut") return [adjustment.file];
    return adjustment.kind === "masked" ? [adjustment.mask, ...filesOf(adjustment.adjustments)] : [];
  });

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

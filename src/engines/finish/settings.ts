import { z } from "zod";
import type { Recipe } from "../../core/recipe.ts";

/** What a final pass can be told besides its adjustments; kept in `recipe.settings`. */
export const FinishSettings = z.strictObject({
  /** "built-in", "lanczos", a connected server ("comfyui", "comfyui:name of a model"), or the path of an ONNX file. */
  upscaler: z.string().min(1).default("built-in"),
  /** Share of the upscaler's fine texture; the rest is centred Lanczos3. */
  texture: z.number().min(0).max(1).default(0.5),
  /** Blocks of 8 pixels in the source, as JPEG leaves them, are smoothed before it is enlarged, where they are seen. */
  clean: z.boolean().default(true),
  /** Bits per channel of the result. */
  depth: z.union([z.literal(8), z.literal(16)]).default(8),
  /** Engine that draws the enlarged picture again in tiles, at `recipe.strength`; absent: nothing is drawn again. */
  redraw: z.string().min(1).optional(),
  /** Only the proof tile: the enlarged one and the redrawn one side by side. */
  proof: z.boolean().default(false),
  /** For the files made of it: pixels per inch. */
  dpi: z.number().positive().max(10_000).optional(),
});
export type FinishSettings = z.infer<typeof FinishSettings>;

/** Settings of a recipe, or the reasons why they are none. */
export function readSettings(recipe: Recipe): FinishSettings | { readonly reasons: readonly string[] } {
  const parsed = FinishSettings.safeParse(recipe.settings);
  if (parsed.success) return parsed.data;
  return {
    reasons: parsed.error.issues.map(
      ({ path, message }) =>
        `The setting “${path.join(".") || "settings"}” of the final pass is not right: ${message}.`,
    ),
  };
}

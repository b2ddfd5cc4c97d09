import type { History } from "../../core/history.ts";
import type { Adjustment, Recipe } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import type { Variation } from "../../core/variation.ts";
import { type TileWords, nothingSet } from "./tile-words.ts";

/** A final pass with everything decided. */
export interface Pass {
  readonly history: History;
  readonly source: Variation;
  readonly target: Size;
  readonly adjustments: readonly Adjustment[];
  readonly redraw:
    | (TileWords & { readonly engine: string; readonly strength: number; readonly seed: number })
    | undefined;
}

/** What of the request is kept with the recipe. */
export interface Asked {
  readonly upscaler: string;
  readonly texture: number;
  readonly clean: boolean;
  readonly depth: 8 | 16;
  readonly print?: string | undefined;
  readonly dpi: number;
}

export const settingsOf = (asked: Asked, { redraw }: Pass): Record<string, string | number | boolean> => ({
  upscaler: asked.upscaler,
  texture: asked.texture,
  ...(asked.clean ? {} : { clean: false }),
  depth: asked.depth,
  ...(redraw ? { redraw: redraw.engine } : {}),
  ...(asked.print === undefined ? {} : { dpi: asked.dpi }),
});

/** What the engine of the final pass is asked for. */
export const recipeOf = (asked: Asked, pass: Pass): Recipe => ({
  ...pass.source.recipe,
  ...nothingSet,
  engine: "finish",
  source: pass.source.blob,
  prompt: pass.redraw?.prompt ?? "",
  seed: pass.redraw?.seed ?? null,
  strength: pass.redraw?.strength ?? null,
  size: pass.target,
  adjustments: [...pass.adjustments],
  settings: settingsOf(asked, pass),
});

import { describeAdjustment } from "../../core/change.ts";
import type { Recipe } from "../../core/recipe.ts";

/** The settings of a recipe as people call them. */
export const settingTitles: Readonly<Record<keyof Recipe, string>> = {
  engine: "engine",
  fingerprint: "engine's fingerprint",
  model: "model",
  prompt: "prompt",
  negativePrompt: "negative prompt",
  seed: "seed",
  size: "size",
  steps: "steps",
  guidance: "guidance",
  sampler: "sampler",
  strength: "denoising strength",
  source: "source picture",
  mask: "mask",
  instruction: "instruction",
  adjustments: "adjustments",
  variation: "mixed-in seed",
  window: "part of the picture",
  settings: "engine's own settings",
};

/** The value of a setting in words: "96 × 96", "exposure +0.5 EV", "none". */
export function settingValue(recipe: Recipe, setting: keyof Recipe): string {
  const value = recipe[setting];
  if (value === null || value === undefined || value === "") return "none";
  switch (setting) {
    case "size":
      return `${recipe.size.width} × ${recipe.size.height}`;
    case "adjustments":
      return recipe.adjustments.map(describeAdjustment).join(", ") || "none";
    case "variation":
      return recipe.variation ? `${recipe.variation.seed} at ${recipe.variation.strength}` : "none";
    case "source":
    case "mask":
    case "fingerprint":
      return (recipe[setting] ?? "").slice(0, 12);
    case "settings":
      return (
        Object.entries(recipe.settings)
          .map(([name, set]) => `${name} ${set}`)
          .join(", ") || "none"
      );
    default:
      return typeof value === "object" ? JSON.stringify(value) : String(value);
  }
}

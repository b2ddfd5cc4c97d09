import { describe, expect, it } from "vitest";
import { Recipe } from "../../core/recipe.ts";
import { settingTitles, settingValue } from "./recipe-words.ts";

const recipe = Recipe.parse({
  engine: "still-life",
  fingerprint: "0123456789abcdef",
  prompt: "a red vase",
  seed: 7,
  size: { width: 96, height: 64 },
  adjustments: [
    { kind: "exposure", stops: 0.5 },
    { kind: "saturation", amount: -0.2 },
  ],
  variation: { seed: 9, strength: 0.2 },
  settings: { clipSkip: 2, tiling: false },
});

describe("settings in words", () => {
  it.each([
    ["seed", "7"],
    ["size", "96 × 64"],
    ["adjustments", "exposure +0.5 EV, saturation -20 %"],
    ["variation", "9 at 0.2"],
    ["settings", "clipSkip 2, tiling false"],
    ["fingerprint", "0123456789ab"],
    ["negativePrompt", "none"],
    ["source", "none"],
    ["model", "none"],
  ] as const)("%s is said as %s", (setting, said) => {
    expect(settingValue(recipe, setting)).toBe(said);
  });

  it("every setting has a name and a value in words", () => {
    for (const setting of Object.keys(Recipe.shape) as (keyof Recipe)[]) {
      expect(settingTitles[setting]).toMatch(/^[a-zA-Z’' -]+$/u);
      expect(settingValue(recipe, setting)).not.toMatch(/undefined|\[object/u);
    }
  });
});

import { expect } from "vitest";
import type { Ability } from "../../core/engine.ts";
import type { Recipe } from "../../core/recipe.ts";
import { type EngineCheck, can, failureOf, run } from "./bench.ts";

const bad: Readonly<Record<string, Partial<Recipe>>> = {
  "a size it cannot make": { size: { width: 63, height: 61 } },
  "a sampler it does not have": { sampler: "no such sampler" },
  "a strength without a source": { strength: 0.4, source: null, mask: null },
  "a mask without a source": { mask: "d".repeat(64), source: null, strength: null },
};

const refusesBadRecipe = ([what, change]: readonly [string, Partial<Recipe>]): EngineCheck => ({
  name: `refuses ${what}, in sentences, before anything is drawn`,
  async run(bench) {
    const { engine, recipe, description } = bench;
    const anySize = description.sizes === "any" && "size" in change;
    if (!engine.check || anySize || !can(bench, "text-to-image")) return "does not apply";
    const reasons = await engine.check({ ...recipe, ...change });
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).toMatch(/^\p{L}.*[.”]$/su);
    const error = await failureOf(() => run(bench, change));
    expect(reasons).toContain(error.message);
  },
});

const someWindow: Recipe["window"] = { canvas: { width: 4096, height: 4096 }, left: 0, top: 0 };

const takesPictures: readonly Ability[] = ["image-to-image", "instruction", "adjust", "upscale"];

export const refusalChecks: readonly EngineCheck[] = [
  ...Object.entries(bad).map(refusesBadRecipe),
  {
    name: "refuses to draw a part of a larger picture where it cannot",
    async run(bench) {
      if (!bench.engine.check || can(bench, "window")) return "does not apply";
      expect(await bench.engine.check({ ...bench.recipe, window: someWindow })).not.toEqual([]);
    },
  },
  {
    name: "refuses a source where it cannot start from pictures",
    async run(bench) {
      const { engine, recipe, description } = bench;
      if (!engine.check || takesPictures.some((ability) => can(bench, ability)) || description.makes !== "image")
        return "does not apply";
      expect(await engine.check({ ...recipe, source: "e".repeat(64), strength: 0.4 })).not.toEqual([]);
    },
  },
];

import { expect } from "vitest";
import { type EngineCheck, can, hashOfRun } from "./bench.ts";

export const seedAndWordChecks: readonly EngineCheck[] = [
  {
    name: "gives the same bytes for the same seed and others for another, where it has seeds",
    async run(bench) {
      if (!can(bench, "seeds")) return "no seeds";
      const seed = bench.recipe.seed ?? 0;
      expect(await hashOfRun(bench, {})).toBe(await hashOfRun(bench, {}));
      expect(await hashOfRun(bench, { seed: seed + 1 })).not.toBe(await hashOfRun(bench, {}));
    },
  },
  {
    name: "gives other bytes for another prompt",
    async run(bench) {
      if (!can(bench, "seeds")) return "no seeds";
      expect(await hashOfRun(bench, { prompt: bench.otherPrompt })).not.toBe(await hashOfRun(bench, {}));
    },
  },
  {
    name: "uses the negative prompt, where it claims to",
    async run(bench) {
      if (!can(bench, "negative-prompt") || !can(bench, "seeds")) return "no negative prompt";
      expect(await hashOfRun(bench, { negativePrompt: bench.otherPrompt })).not.toBe(await hashOfRun(bench, {}));
    },
  },
  {
    name: "mixes a second seed in, where it claims to",
    async run(bench) {
      if (!can(bench, "seed-variation")) return "no seed variation";
      const plain = await hashOfRun(bench, {});
      const mixed = (strength: number): Promise<string> => hashOfRun(bench, { variation: { seed: 987_654, strength } });
      expect(await mixed(0.2)).not.toBe(plain);
      expect(await mixed(0.2)).toBe(await mixed(0.2));
    },
  },
  {
    name: "draws the same tile of a larger picture again, and another at another place, where it claims to",
    async run(bench) {
      if (!can(bench, "window")) return "no windows";
      const { size } = bench.recipe;
      const canvas = { width: 4 * size.width, height: 4 * size.height };
      const tile = (column: number): Promise<string> =>
        hashOfRun(bench, { window: { canvas, left: column * size.width, top: size.height } });
      expect(await tile(1)).toBe(await tile(1));
      expect(await tile(1)).not.toBe(await tile(2));
    },
  },
];

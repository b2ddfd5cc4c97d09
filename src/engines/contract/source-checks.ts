import { expect } from "vitest";
import { type EngineCheck, can, failureOf, hashOf, hashOfRun, pictureOf, run } from "./bench.ts";
import { invert, leftHalfWhite, meanDifference, putPicture, rightHalf, stripes } from "./pictures.ts";

export const sourceChecks: readonly EngineCheck[] = [
  {
    name: "stays closer to its source at a small strength than at a large one",
    async run(bench) {
      if (!can(bench, "image-to-image")) return "no image-to-image";
      const source = await putPicture(bench, stripes(bench.recipe));
      const distance = async (strength: number): Promise<number> =>
        meanDifference(stripes(bench.recipe), await pictureOf(await run(bench, { source, strength })));
      expect(await distance(0)).toBeLessThanOrEqual(await distance(0.3));
      expect(await distance(0.3)).toBeLessThan(await distance(1));
    },
  },
  {
    name: "uses which source it is given",
    async run(bench) {
      if (!can(bench, "image-to-image")) return "no image-to-image";
      const { recipe } = bench;
      const first = await putPicture(bench, stripes(recipe));
      const second = await putPicture(bench, invert(stripes(recipe)));
      expect(await hashOfRun(bench, { source: first, strength: 0.5 })).not.toBe(
        await hashOfRun(bench, { source: second, strength: 0.5 }),
      );
    },
  },
  {
    name: "keeps every pixel outside the mask",
    async run(bench) {
      if (!can(bench, "mask")) return "no mask";
      const { recipe } = bench;
      const before = stripes(recipe);
      const source = await putPicture(bench, before);
      const mask = await putPicture(bench, leftHalfWhite(recipe));
      const strength = can(bench, "image-to-image") ? 0.9 : null;
      const after = await pictureOf(await run(bench, { source, mask, strength }));
      expect(hashOf(rightHalf(after))).toBe(hashOf(rightHalf(before)));
      expect(hashOf(after.data)).not.toBe(hashOf(before.data));
    },
  },
  {
    name: "says so when the source is no picture",
    async run(bench) {
      if (!can(bench, "image-to-image")) return "no image-to-image";
      const source = "c".repeat(64);
      bench.blobs.set(source, new TextEncoder().encode("<svg onload=alert(1)>"));
      const error = await failureOf(() => run(bench, { source, strength: 0.5 }));
      expect(["invalid", "corrupt"]).toContain(error.code);
    },
  },
];

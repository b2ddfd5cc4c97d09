import { z } from "zod";
import { runOnce } from "../core/run-once.ts";
import { engineOf } from "../core/studio.ts";
import { shortId } from "../core/short-id.ts";
import { Answer, defineOperation } from "./define.ts";
import { checkSpending } from "./shared/check-spending.ts";
import { isWhole } from "./shared/damaged-pictures.ts";

export const redo = defineOperation({
  name: "redo",
  summary: "Make a variation again from its recipe and say whether the bytes are the same.",
  effect: "paid",
  input: z.object({ variation: z.string().describe("Variation id or the end of one") }),
  output: Answer.extend({
    same: z.boolean(),
    sameFingerprint: z.boolean(),
    /** The stored file was damaged or missing, and is whole again. */
    mended: z.boolean(),
    blob: z.string(),
    seconds: z.number(),
  }),
  commandLine: { positional: ["variation"], example: "samebut redo 7c1f90ab" },
  async run(studio, input, { signal }) {
    const variation = await studio.store.findVariation(input.variation);
    const engine = engineOf(studio, variation.recipe.engine);
    const description = await engine.describe(signal);
    const { fingerprint, abilities } = description;
    const whole = await isWhole(studio, variation.blob);
    await checkSpending(studio, await studio.store.history(variation.session), description, 1);
    const started = studio.clock.now();
    const output = await runOnce(studio, engine, variation.recipe, signal);
    const blob = await studio.blobs.put(output.data, output.mediaType);
    const seconds = (studio.clock.now() - started) / 1000;
    const same = blob.hash === variation.blob;
    const sameFingerprint = fingerprint === variation.recipe.fingerprint;
    const repeatable = variation.recipe.seed !== null || abilities.includes("adjust");
    const mended = same && !whole;
    const state = mended
      ? " The stored file was damaged; it is whole again."
      : whole
        ? ""
        : " The stored file is damaged, and stays so: restore it from a backup.";
    return {
      same,
      sameFingerprint,
      mended,
      blob: blob.hash,
      seconds,
      summary: `${shortId(variation.id)} made again in ${seconds.toFixed(1)} s: ${explain({ same, sameFingerprint, repeatable })}${state}`,
      pictures: [
        {
          blob: blob.hash,
          mediaType: blob.mediaType,
          variation: null,
          caption: `${shortId(variation.id)}, made again`,
        },
      ],
    };
  },
});

function explain(outcome: { same: boolean; sameFingerprint: boolean; repeatable: boolean }): string {
  if (outcome.same) return "the bytes are the same.";
  if (!outcome.sameFingerprint)
    return "the bytes differ; the engine is not the one that made it (other weights, code or settings).";
  if (!outcome.repeatable) return "the bytes differ, as they must: this engine has no seeds.";
  return "the bytes differ although engine and seed are the same. Another kind of processor can do this; on one machine it should not happen.";
}

import { setImmediate } from "node:timers/promises";
import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError, invalid } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { decodeDeep, maximumPixels } from "../../imaging/files/decode.ts";
import { encodeDeep } from "../../imaging/deep-picture.ts";
import { mediaTypeOf } from "../../imaging/files/encode.ts";
import { passesOf, runPass } from "./apply-adjustments.ts";
import { readAdjustmentFiles } from "./read-files.ts";
import { understandAdjustment } from "./understand.ts";
import { outsideSentence, reachesOutside } from "../../imaging/framing.ts";

/** Changes whenever the same recipe would give other pixels. */
const fingerprint = "adjust-2";

const description: EngineDescription = {
  id: "adjust",
  title: "Adjust",
  makes: "image",
  abilities: ["adjust", "upscale"],
  fingerprint,
  sizes: "any",
  price: { micros: 0, currency: "USD" },
  idempotent: true,
  concurrency: 1,
  about:
    "Deterministic adjustments of a finished picture: exposure, temperature and tint, contrast, curves, saturation, split toning, looks (.cube), background by mask, sharpness, noise, vignette, grain, crop, turn and size. No model: the same picture and numbers always give the same pixels, in 8 or 16 bits.",
};

/** Changes a finished picture without any chance: everything that was not asked for stays. */
export function createAdjustEngine(): Engine {
  return {
    id: "adjust",
    makes: "image",
    describe: () => Promise.resolve(description),
    check: (recipe) => Promise.resolve(reasonsAgainst(recipe)),
    understand: understandAdjustment,
    generate,
  };
}

function reasonsAgainst(recipe: Recipe): readonly string[] {
  const reasons: string[] = [];
  if (recipe.source === null) reasons.push("An adjustment needs a finished picture. Name the variation to adjust.");
  if (recipe.mask !== null)
    reasons.push("Adjustments work on the whole picture. Leave the mask out, or use an engine that edits by mask.");
  if (recipe.window !== null)
    reasons.push("Adjustments work on the whole picture. Leave the window out, or use an engine that draws tiles.");
  for (const adjustment of recipe.adjustments) {
    if (adjustment.kind === "crop" && reachesOutside(adjustment)) reasons.push(outsideSentence.join(" "));
    if (adjustment.kind === "resize" && adjustment.size.width * adjustment.size.height > maximumPixels) {
      reasons.push(`A picture has at most ${maximumPixels / 1e6} megapixels. Choose a smaller size.`);
    }
  }
  return reasons;
}

async function* generate(recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const reasons = reasonsAgainst(recipe);
  if (reasons.length > 0) throw invalid(reasons.join(" "));
  const files = await readAdjustmentFiles(recipe.adjustments, (hash) => call.readBlob(hash));
  let picture = await decodeDeep(await call.readBlob(recipe.source!));
  const passes = passesOf(recipe.adjustments);
  for (const [done, pass] of passes.entries()) {
    yield { type: "progress", fraction: done / (passes.length + 1) };
    await pause(call.signal);
    picture = runPass(picture, pass, files);
  }
  yield { type: "progress", fraction: passes.length / (passes.length + 1) };
  await pause(call.signal);
  yield {
    type: "output",
    output: { data: await encodeDeep(picture), mediaType: mediaTypeOf("png") },
  };
}

/** Lets events through between passes, and stops here when asked to. */
async function pause(signal: AbortSignal): Promise<void> {
  await setImmediate();
  if (signal.aborted) throw new StudioError("cancelled", "The adjustment was stopped.");
}

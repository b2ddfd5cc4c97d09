import type { EngineDescription } from "../engine.ts";
import { isImported } from "../imported.ts";
import type { Recipe } from "../recipe.ts";
import { type Size, sameSize, sizeText } from "../size.ts";
import type { RoundSettings } from "./request.ts";

/**
 * A recipe as another engine can follow it: settings that it does not have are its own defaults, a size that it cannot make
 * is its usual one.
 */
export function recipeFor(recipe: Recipe, engine: EngineDescription): Recipe {
  const fits = (settings: RoundSettings): boolean => settingReasons(settings, engine).length === 0;
  if (recipe.engine === engine.id && !isImported(recipe)) {
    const size = fits({ size: recipe.size }) ? recipe.size : usualSize(recipe.size, engine);
    return { ...recipe, fingerprint: engine.fingerprint, size };
  }
  const { steps, guidance, sampler, size, model, ...rest } = recipe;
  return {
    ...rest,
    ...(model !== undefined && recipe.engine === engine.id ? { model } : {}),
    engine: engine.id,
    fingerprint: engine.fingerprint,
    steps: steps !== null && fits({ steps }) ? steps : (engine.steps?.default ?? null),
    guidance: guidance !== null && fits({ guidance }) ? guidance : (engine.guidance?.default ?? null),
    sampler: sampler !== null && fits({ sampler }) ? sampler : (engine.samplers?.[0] ?? null),
    negativePrompt: engine.abilities.includes("negative-prompt") ? recipe.negativePrompt : "",
    seed: engine.abilities.includes("seeds") ? recipe.seed : null,
    size: fits({ size }) ? bearableSize(size, engine) : usualSize(size, engine),
    variation: engine.abilities.includes("seed-variation") ? recipe.variation : null,
    settings: {},
  };
}

const usualSize = (size: Size, { sizes }: EngineDescription): Size => (sizes === "any" ? size : (sizes[0] ?? size));

/** A camera's picture has far more pixels than any model can draw at once: the same shape at about its best size. */
function bearableSize(size: Size, { sizes, defaultSize }: EngineDescription): Size {
  const best = defaultSize ?? { width: 1024, height: 1024 };
  const scale = Math.sqrt((best.width * best.height) / (size.width * size.height));
  if (sizes !== "any" || scale > 0.5) return size;
  const side = (length: number): number => Math.max(64, Math.round((length * scale) / 64) * 64);
  return { width: side(size.width), height: side(size.height) };
}

/** Why an engine cannot follow these settings, each a sentence. */
export function settingReasons(settings: RoundSettings, engine: EngineDescription): string[] {
  const reasons: string[] = [];
  if (settings.size && engine.sizes !== "any" && !engine.sizes.some((size) => sameSize(size, settings.size as Size))) {
    reasons.push(
      `${engine.title} cannot make ${sizeText(settings.size)}. It makes ${engine.sizes.map(sizeText).join(", ")}.`,
    );
  }
  for (const name of ["steps", "guidance"] as const) {
    const value = settings[name];
    const range = engine[name];
    if (value === undefined) continue;
    if (!range) reasons.push(`${engine.title} has no ${name} to set.`);
    else if (value < range.minimum || value > range.maximum)
      reasons.push(`${name} is ${value}; ${engine.title} takes ${range.minimum} to ${range.maximum}.`);
  }
  if (settings.sampler !== undefined && !engine.samplers?.includes(settings.sampler)) {
    reasons.push(
      `${engine.title} has no sampler “${settings.sampler}”. ${engine.samplers ? `It has ${engine.samplers.join(", ")}.` : "It has none to choose."}`,
    );
  }
  if (settings.negativePrompt && !engine.abilities.includes("negative-prompt")) {
    reasons.push(`${engine.title} takes no negative prompt. Say in the prompt what should be there instead.`);
  }
  return reasons;
}

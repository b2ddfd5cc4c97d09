import { type ForeignRecipe, foreignRecipe } from "../foreign-recipe.ts";
import { asText } from "../lenient-json.ts";
import type { RawText } from "../raw-metadata.ts";

/** Draw Things: JSON with short names, in the UserComment of EXIF or XMP. */
export function readDrawThings(json: Readonly<Record<string, unknown>>): ForeignRecipe | undefined {
  if (!("c" in json && "uc" in json && ("scale" in json || "sampler" in json))) return undefined;
  const { c, uc, seed, steps, scale, sampler, model, size, strength, ...more } = json;
  const [width, height] = (asText(size) ?? "").split("x");
  return foreignRecipe("draw-things", {
    prompt: c,
    negativePrompt: uc,
    seed,
    steps,
    guidance: scale,
    sampler,
    model,
    width,
    height,
    strength: Number(strength) < 1 ? strength : undefined,
    more,
  });
}

/** Easy Diffusion: a PNG text, or a JSON field, per setting. */
export function readEasyDiffusion(fields: Readonly<Record<string, unknown>>): ForeignRecipe | undefined {
  const get = (name: string): unknown => fields[name] ?? fields[titles[name] ?? ""];
  if (asText(get("num_inference_steps")) === undefined || asText(get("prompt")) === undefined) return undefined;
  return foreignRecipe("easy-diffusion", {
    prompt: get("prompt"),
    negativePrompt: get("negative_prompt"),
    seed: get("seed"),
    steps: get("num_inference_steps"),
    guidance: get("guidance_scale"),
    sampler: get("sampler_name"),
    model: get("use_stable_diffusion_model"),
    width: get("width"),
    height: get("height"),
    strength: asText(get("init_image")) ? get("prompt_strength") : undefined,
  });
}

const titles: Readonly<Record<string, string>> = {
  prompt: "Prompt",
  negative_prompt: "Negative Prompt",
  seed: "Seed",
  num_inference_steps: "Steps",
  guidance_scale: "Guidance Scale",
  sampler_name: "Sampler",
  use_stable_diffusion_model: "Stable Diffusion model",
  width: "Width",
  height: "Height",
  prompt_strength: "Prompt Strength",
};

/** Midjourney: the prompt with its switches and the job's id, as the description. */
export function readMidjourney(texts: readonly RawText[]): ForeignRecipe | undefined {
  const text = texts.find(
    ({ keyword, text: words }) => /description/iu.test(keyword) && /\bJob ID: [0-9a-f-]{36}/iu.test(words),
  )?.text;
  if (text === undefined) return undefined;
  const [whole = "", job = ""] = text.split(/\s*\bJob ID:\s*/iu);
  const at = whole.search(/\s--[a-z]/u);
  const words = at < 0 ? whole : whole.slice(0, at);
  const switches = [...whole.slice(words.length).matchAll(/--([a-z]+)\s*((?:(?!--)\S+\s*)*)/giu)].map(
    ([, name = "", value = ""]) => [name, value.trim() || "yes"] as const,
  );
  const { seed, no, v, version, ...more } = Object.fromEntries(switches) as Record<string, string>;
  return foreignRecipe("midjourney", {
    version: v ?? version,
    prompt: words,
    negativePrompt: no,
    seed,
    model: (v ?? version) ? `Midjourney ${v ?? version}` : "Midjourney",
    more: { ...more, job },
  });
}

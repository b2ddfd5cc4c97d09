import { type ForeignRecipe, type Lora, foreignRecipe } from "../foreign-recipe.ts";
import { asNumber, asText, lenientJson } from "../lenient-json.ts";

/** Names in its log and in versions before 2.2, and the ones of today. */
const names: Readonly<Record<string, string>> = {
  Prompt: "prompt",
  "Negative Prompt": "negative_prompt",
  "Full Prompt": "full_prompt",
  Styles: "styles",
  Performance: "performance",
  Steps: "steps",
  Resolution: "resolution",
  "Guidance Scale": "guidance_scale",
  Sharpness: "sharpness",
  Sampler: "sampler",
  Scheduler: "scheduler",
  Seed: "seed",
  "Base Model": "base_model",
  "Refiner Model": "refiner_model",
  Version: "version",
};

/** Fooocus' JSON; undefined where it is somebody else's. */
export function readFooocus(json: Readonly<Record<string, unknown>>): ForeignRecipe | undefined {
  const known = Object.fromEntries(Object.entries(json).map(([name, value]) => [names[name] ?? name, value]));
  const isFooocus =
    /fooocus/iu.test(`${asText(known["metadata_scheme"])} ${asText(known["version"])}`) ||
    ("base_model" in known && ("styles" in known || "performance" in known));
  if (!isFooocus) return undefined;
  const {
    prompt,
    negative_prompt: negativePrompt,
    seed,
    steps,
    guidance_scale: guidance,
    sampler,
    scheduler,
    base_model: model,
    resolution,
    version,
    loras,
    ...more
  } = known;
  const [width, height] = asText(resolution)?.match(/\d+/gu) ?? (Array.isArray(resolution) ? resolution : []);
  return foreignRecipe("fooocus", {
    version,
    prompt: asText(prompt) || listText(more["full_prompt"]),
    negativePrompt,
    seed,
    steps,
    guidance,
    sampler,
    scheduler,
    model,
    width,
    height,
    loras: lorasOf(loras, more),
    more,
  });
}

const listText = (value: unknown): string =>
  Array.isArray(value) ? value.map((part) => asText(part) ?? "").join(", ") : (asText(value) ?? "");

/** `[["name", 0.5, "hash"], …]`, or settings "LoRA 1": "name : 0.5" or "lora_combined_1". */
function lorasOf(loras: unknown, more: Readonly<Record<string, unknown>>): readonly Lora[] {
  const list =
    typeof loras === "string"
      ? lenientJson(loras.replaceAll("'", '"').replace(/\(/gu, "[").replace(/\)/gu, "]"))
      : loras;
  const pairs: readonly unknown[] = Array.isArray(list) ? list : [];
  const combined = Object.entries(more).filter(([name]) => /^lora(?:_combined_| \d|\s?\[)/iu.test(name));
  return [
    ...pairs.flatMap((pair) => (Array.isArray(pair) ? loraOf(asText(pair[0]), pair[1]) : [])),
    ...combined.flatMap(([, value]) => {
      const text = asText(value) ?? "";
      const at = text.lastIndexOf(":");
      return loraOf(text.slice(0, at).trim(), text.slice(at + 1));
    }),
  ];
}

const loraOf = (name: string | undefined, weight: unknown): readonly Lora[] =>
  name === undefined || name === "" || name === "None" ? [] : [{ name, weight: asNumber(weight) ?? null }];

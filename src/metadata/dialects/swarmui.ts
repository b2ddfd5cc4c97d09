import { type ForeignRecipe, type Lora, foreignRecipe } from "../foreign-recipe.ts";
import { asNumber, asObject, asText } from "../lenient-json.ts";

/** SwarmUI's JSON, which it puts where others put AUTOMATIC1111's text. */
export function readSwarmUi(json: Readonly<Record<string, unknown>>): ForeignRecipe | undefined {
  const parameters = asObject(json["sui_image_params"]);
  if (!parameters) return undefined;
  const {
    prompt,
    negativeprompt,
    seed,
    steps,
    cfgscale,
    fluxguidancescale,
    sampler,
    scheduler,
    model,
    width,
    height,
    initimagecreativity,
    variationseed,
    variationseedstrength,
    swarm_version: version,
    loras,
    loraweights,
    ...more
  } = parameters;
  const extra = asObject(json["sui_extra_data"]) ?? {};
  const amount = asNumber(variationseedstrength) ?? 0;
  return foreignRecipe("swarmui", {
    version,
    prompt: asText(prompt) ?? asText(extra["original_prompt"]),
    negativePrompt: negativeprompt,
    seed,
    steps,
    guidance: cfgscale ?? fluxguidancescale,
    sampler,
    scheduler,
    model,
    width,
    height,
    strength:
      "initimage" in more || "init_image" in more || "initimage_filename" in more ? initimagecreativity : undefined,
    variation:
      amount > 0 && amount <= 1 && asText(variationseed) ? { seed: asText(variationseed)!, strength: amount } : null,
    loras: lorasOf(loras, loraweights),
    more: { ...more, ...extra },
  });
}

function lorasOf(loras: unknown, weights: unknown): readonly Lora[] {
  const amounts = listOf(weights);
  return listOf(loras).flatMap((name, i) => {
    const text = asText(name)?.trim();
    return text ? [{ name: text, weight: asNumber(amounts[i]) ?? null }] : [];
  });
}

/** A list, or texts with commas between them. */
const listOf = (list: unknown): readonly unknown[] => (Array.isArray(list) ? list : (asText(list)?.split(",") ?? []));

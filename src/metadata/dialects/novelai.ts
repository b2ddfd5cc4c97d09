import { type ForeignRecipe, foreignRecipe } from "../foreign-recipe.ts";
import { asObject, asText, lenientJson } from "../lenient-json.ts";
import type { RawText } from "../raw-metadata.ts";

/** NovelAI: the settings are JSON in "Comment", the prompt again in "Description". In WebP all of it is one JSON in EXIF. */
export function readNovelAi(texts: readonly RawText[]): ForeignRecipe | undefined {
  const named = (keyword: string): string | undefined => texts.find((text) => text.keyword === keyword)?.text;
  const whole = asObject(lenientJson(named("UserComment") ?? ""));
  const comment = asObject(lenientJson(named("Comment") ?? asText(whole?.["Comment"]) ?? ""));
  const software = named("Software") ?? asText(whole?.["Software"]) ?? "";
  if (!comment || (!/novelai/iu.test(software) && !("uc" in comment && "scale" in comment))) return undefined;
  const {
    prompt,
    uc,
    seed,
    steps,
    scale,
    sampler,
    noise_schedule: schedule,
    width,
    height,
    strength,
    ...more
  } = comment;
  return foreignRecipe("novelai", {
    version: named("Source") ?? asText(whole?.["Source"]),
    prompt: captionOf(more["v4_prompt"]) ?? asText(prompt) ?? named("Description"),
    negativePrompt: captionOf(more["v4_negative_prompt"]) ?? uc,
    seed,
    steps,
    guidance: scale,
    sampler,
    scheduler: schedule,
    width,
    height,
    strength: more["request_type"] === "Img2ImgRequest" ? strength : undefined,
    model: named("Source") ?? asText(whole?.["Source"]),
    more,
  });
}

/** Version 4 prompts: one caption for the scene and one for each character. */
function captionOf(value: unknown): string | undefined {
  const caption = asObject(asObject(value)?.["caption"]);
  const base = asText(caption?.["base_caption"]);
  if (base === undefined) return undefined;
  const characters = Array.isArray(caption?.["char_captions"]) ? caption["char_captions"] : [];
  return [base, ...characters.map((one: unknown) => asText(asObject(one)?.["char_caption"]) ?? "")]
    .filter((part) => part.trim() !== "")
    .join("\n");
}

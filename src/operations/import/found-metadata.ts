import { z } from "zod";
import { Size } from "../../core/size.ts";
import { type ForeignRecipe, toolTitles } from "../../metadata/foreign-recipe.ts";
import type { RawMetadata } from "../../metadata/raw-metadata.ts";
import type { StandardWords } from "../../metadata/standard-words.ts";

/** What an imported file says of itself. */
export const FoundMetadata = z.object({
  /** "automatic1111", "comfyui", "invokeai" …; null when no recipe was found. */
  tool: z.string().nullable(),
  title: z.string(),
  version: z.string().nullable(),
  prompt: z.string(),
  negativePrompt: z.string(),
  /** Digits: seeds of other programs may have 64 bits. */
  seed: z.string().nullable(),
  steps: z.number().nullable(),
  guidance: z.number().nullable(),
  sampler: z.string().nullable(),
  scheduler: z.string().nullable(),
  model: z.string().nullable(),
  size: Size.nullable(),
  strength: z.number().nullable(),
  loras: z.array(z.object({ name: z.string(), weight: z.number().nullable() })),
  /** Every other setting by the name that the program gives it. */
  more: z.record(z.string(), z.string()),
  /** IPTC's code for how it came about, as its whole address; empty when the file does not say. */
  digitalSourceType: z.string(),
  creator: z.string(),
  caption: z.string(),
  /** Content Credentials (C2PA) are inside. */
  credentials: z.boolean(),
  /** Every text as it stands in the file. */
  raw: z.array(z.object({ where: z.string(), keyword: z.string(), text: z.string() })),
});
export type FoundMetadata = z.infer<typeof FoundMetadata>;

/** Of each raw text this many characters are answered; the whole stays in the file, which is kept as it came. */
const shownLetters = 100_000;

export function foundMetadata(
  found: ForeignRecipe | undefined,
  raw: RawMetadata,
  standard: StandardWords,
): FoundMetadata {
  return {
    tool: found?.tool ?? null,
    title: found ? toolTitles[found.tool] : "",
    version: found?.version ?? null,
    prompt: found?.prompt ?? "",
    negativePrompt: found?.negativePrompt ?? "",
    seed: found?.seed ?? null,
    steps: found?.steps ?? null,
    guidance: found?.guidance ?? null,
    sampler: found?.sampler ?? null,
    scheduler: found?.scheduler ?? null,
    model: found?.model ?? null,
    size: found?.size ?? null,
    strength: found?.strength ?? null,
    loras: [...(found?.loras ?? [])],
    more: { ...found?.more },
    digitalSourceType: standard.digitalSourceType,
    creator: standard.creator.slice(0, 500),
    caption: standard.caption.slice(0, 5_000),
    credentials: raw.credentials !== null,
    raw: raw.texts.map(({ where, keyword, text }) => ({ where, keyword, text: text.slice(0, shownLetters) })),
  };
}

/** What was found, in a few lines. */
export function describeFound(found: FoundMetadata): readonly string[] {
  if (found.tool === null) return ["It carries no recipe that could be read."];
  const settings = [
    ["seed", found.seed],
    ["steps", found.steps],
    ["guidance", found.guidance],
    ["sampler", [found.sampler, found.scheduler].filter(Boolean).join(" ") || null],
    ["model", found.model],
  ].flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  const made = `Made with ${found.title}${found.version ? ` (${found.version})` : ""}.`;
  return [settings.length > 0 ? `${made} ${settings.join(", ")}.` : made];
}

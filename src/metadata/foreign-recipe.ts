import type { Size } from "../core/size.ts";

/** Which program wrote the metadata. */
export type Tool =
  | "samebut"
  | "automatic1111"
  | "comfyui"
  | "invokeai"
  | "swarmui"
  | "fooocus"
  | "novelai"
  | "draw-things"
  | "easy-diffusion"
  | "midjourney"
  | "unknown";

export const toolTitles: Readonly<Record<Tool, string>> = {
  samebut: "Samebut",
  automatic1111: "AUTOMATIC1111",
  comfyui: "ComfyUI",
  invokeai: "InvokeAI",
  swarmui: "SwarmUI",
  fooocus: "Fooocus",
  novelai: "NovelAI",
  "draw-things": "Draw Things",
  "easy-diffusion": "Easy Diffusion",
  midjourney: "Midjourney",
  unknown: "an unnamed program",
};

export interface Lora {
  readonly name: string;
  readonly weight: number | null;
}

/** How another program says it made a picture, in our words; what it does not say is null or empty. */
export interface ForeignRecipe {
  readonly tool: Tool;
  /** The version, or the kindred program, as it names itself. */
  readonly version: string | null;
  readonly prompt: string;
  readonly negativePrompt: string;
  /** Digits: seeds of other programs may have 64 bits. */
  readonly seed: string | null;
  readonly steps: number | null;
  /** Classifier-free guidance scale; the distilled guidance of Flux models where there is no other. */
  readonly guidance: number | null;
  readonly sampler: string | null;
  readonly scheduler: string | null;
  readonly model: string | null;
  /** What was generated, before any enlargement. */
  readonly size: Size | null;
  /** Denoising strength of image-to-image. */
  readonly strength: number | null;
  readonly variation: { readonly seed: string; readonly strength: number } | null;
  readonly loras: readonly Lora[];
  /** Every other setting by the name that the program gives it. */
  readonly more: Readonly<Record<string, string>>;
}

/** A recipe from what a reader found: fields that are no use become null, texts are cleaned. */
export interface Findings {
  readonly version?: unknown;
  readonly prompt?: unknown;
  readonly negativePrompt?: unknown;
  readonly seed?: unknown;
  readonly steps?: unknown;
  readonly guidance?: unknown;
  readonly sampler?: unknown;
  readonly scheduler?: unknown;
  readonly model?: unknown;
  readonly width?: unknown;
  readonly height?: unknown;
  readonly strength?: unknown;
  readonly variation?: ForeignRecipe["variation"];
  readonly loras?: readonly Lora[];
  readonly more?: Readonly<Record<string, unknown>>;
}

export function foreignRecipe(tool: Tool, found: Findings): ForeignRecipe {
  const prompt = longText(found.prompt);
  return {
    tool,
    version: shortText(found.version),
    prompt,
    negativePrompt: longText(found.negativePrompt),
    seed: seedOf(found.seed),
    steps: numberIn(found.steps, 1, 1000, Math.round),
    guidance: numberIn(found.guidance, 0, 100),
    sampler: shortText(found.sampler),
    scheduler: shortText(found.scheduler),
    model: shortText(found.model),
    size: sizeOf(found.width, found.height),
    strength: numberIn(found.strength, 0, 1),
    variation: found.variation ?? null,
    loras: [...(found.loras ?? []), ...lorasIn(prompt)],
    more: moreOf(found.more ?? {}),
  };
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "";

/** A prompt: control characters but line breaks and tabs are gone. */
const longText = (value: unknown): string =>
  textOf(value)
    .replace(/\r\n?/gu, "\n")
    .replace(/(?![\n\t])\p{Control}/gu, "")
    .toWellFormed()
    .trim();

function shortText(value: unknown): string | null {
  const text = longText(value).replace(/\s+/gu, " ").slice(0, 500);
  return text === "" || /^(?:none|null|undefined)$/iu.test(text) ? null : text;
}

function seedOf(value: unknown): string | null {
  const text = textOf(value).trim();
  return /^\d{1,20}$/u.test(text) ? text.replace(/^0+(?=\d)/u, "") : null;
}

function numberIn(
  value: unknown,
  least: number,
  most: number,
  round: (number: number) => number = (number) => number,
): number | null {
  const text = textOf(value).trim();
  const number = round(Number(text));
  return text !== "" && number >= least && number <= most ? number : null;
}

function sizeOf(width: unknown, height: unknown): Size | null {
  const [w, h] = [width, height].map((side) => numberIn(side, 1, 65_536, Math.round));
  return w && h ? { width: w, height: h } : null;
}

/** `<lora:name:0.8>`, as most programs write it into the prompt. */
export const lorasIn = (prompt: string): readonly Lora[] =>
  [...prompt.matchAll(/<(?:lora|lyco):([^:<>]{1,200})(?::(-?[\d.]{1,10}))?[^<>]{0,100}>/giu)].map(
    ([, name = "", weight]) => ({ name, weight: weight === undefined ? null : Number(weight) }),
  );

const mostSettings = 200;

function moreOf(more: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(more).flatMap(([name, value]) => {
    if (value === null || value === undefined || value === "") return [];
    const text = typeof value === "object" ? JSON.stringify(value) : textOf(value);
    return text === "" ? [] : [[name.slice(0, 100), text.slice(0, 4_000).toWellFormed()] as const];
  });
  return Object.fromEntries(entries.slice(0, mostSettings));
}

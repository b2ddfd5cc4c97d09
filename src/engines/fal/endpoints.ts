import type { Ability } from "../../core/engine.ts";

/** fal has an endpoint per way of working; this says which ones belong to a model, and what they take. */
export interface Endpoints {
  readonly fits: RegExp;
  /** From words alone; an upscaler has only this one, and draws nothing. */
  readonly draw: (model: string) => string;
  /** It only enlarges: the input that says how many times, and how many it may be. */
  readonly enlarges?: { readonly factor: string | undefined; readonly most: number; readonly seeds: boolean };
  /** From a picture and a denoising strength. */
  readonly redraw?: (model: string) => string;
  /** From a picture and a sentence. */
  readonly edit?: (model: string) => string;
  /** From a picture, a mask and a strength. */
  readonly inpaint?: (model: string) => string;
  /** How pictures go into an edit. */
  readonly pictures: "image_url" | "image_urls";
  readonly negativePrompt?: boolean;
  readonly steps?: { readonly minimum: number; readonly maximum: number; readonly default: number };
  readonly guidance?: { readonly minimum: number; readonly maximum: number; readonly default: number };
}

const same = (model: string): string => model;
const below =
  (path: string) =>
  (model: string): string =>
    `${model}/${path}`;

const diffusionSteps = { minimum: 1, maximum: 50, default: 28 };
const diffusionGuidance = { minimum: 1, maximum: 20, default: 3.5 };

/** https://fal.ai/models, category image-to-image: how often each enlarges, and by which input. */
const upscaler = (fits: RegExp, enlarges: NonNullable<Endpoints["enlarges"]>): Endpoints => ({
  fits,
  draw: same,
  pictures: "image_url",
  enlarges,
});

/** The first that fits. Anything unknown draws from words with seeds, as nearly every endpoint does. */
const table: readonly Endpoints[] = [
  upscaler(/^fal-ai\/esrgan$/u, { factor: "scale", most: 8, seeds: false }),
  upscaler(/^fal-ai\/aura-sr$/u, { factor: undefined, most: 4, seeds: false }),
  upscaler(/^fal-ai\/clarity-upscaler$/u, { factor: "upscale_factor", most: 4, seeds: true }),
  upscaler(/^fal-ai\/seedvr\/upscale\/image$/u, { factor: "upscale_factor", most: 10, seeds: true }),
  { fits: /kontext/u, draw: below("text-to-image"), edit: same, pictures: "image_url", guidance: diffusionGuidance },
  {
    fits: /flux\/(?:dev|krea)$/u,
    draw: same,
    redraw: below("image-to-image"),
    pictures: "image_url",
    steps: diffusionSteps,
    guidance: diffusionGuidance,
  },
  {
    fits: /flux-(?:general|lora)$/u,
    draw: same,
    redraw: below("image-to-image"),
    inpaint: below("inpainting"),
    pictures: "image_url",
    steps: diffusionSteps,
    guidance: diffusionGuidance,
  },
  {
    fits: /(?:fast-sdxl|fast-lightning-sdxl|stable-diffusion)/u,
    draw: same,
    redraw: below("image-to-image"),
    inpaint: below("inpainting"),
    pictures: "image_url",
    negativePrompt: true,
    steps: { minimum: 1, maximum: 50, default: 25 },
    guidance: { minimum: 0, maximum: 20, default: 7.5 },
  },
  { fits: /flux\/schnell$/u, draw: same, pictures: "image_url", steps: { minimum: 1, maximum: 12, default: 4 } },
  { fits: /(?:flux-2|nano-banana|seedream|qwen-image)/u, draw: same, edit: below("edit"), pictures: "image_urls" },
  { fits: /./u, draw: same, pictures: "image_url" },
];

export const endpointsFor = (model: string): Endpoints => table.find(({ fits }) => fits.test(model)) as Endpoints;

/** Edits that take a list of pictures look at all of them. */
export const takesReferences = ({ edit, pictures }: Endpoints): boolean =>
  edit !== undefined && pictures === "image_urls";

const upscalerAbilities = ({ seeds }: NonNullable<Endpoints["enlarges"]>): Ability[] => [
  "upscale",
  ...(seeds ? (["seeds"] as const) : []),
];

export const abilitiesOf = (endpoints: Endpoints): Ability[] =>
  endpoints.enlarges ? upscalerAbilities(endpoints.enlarges) : drawingAbilities(endpoints);

const drawingAbilities = (endpoints: Endpoints): Ability[] => [
  "text-to-image",
  "seeds",
  ...(endpoints.redraw ? (["image-to-image"] as const) : []),
  ...(endpoints.edit ? (["instruction"] as const) : []),
  ...(takesReferences(endpoints) ? (["references"] as const) : []),
  ...(endpoints.inpaint ? (["mask"] as const) : []),
  ...(endpoints.negativePrompt ? (["negative-prompt"] as const) : []),
];

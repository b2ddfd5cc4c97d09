import type { Size } from "../../core/size.ts";

/** When the tables below were last compared with the providers' own pages. A person's own figure outranks them. */
export const pricesAsOf = "2026-11-23";

/** US dollars per million tokens. */
export interface TokenPrice {
  readonly textIn: number;
  readonly imageIn: number;
  readonly out: number;
}

/** OpenAI: https://developers.openai.com/api/docs/pricing */
const openaiTokens: Readonly<Record<string, TokenPrice>> = {
  "gpt-image-2.6": { textIn: 5, imageIn: 8, out: 30 },
  "gpt-image-2.5": { textIn: 5, imageIn: 8, out: 30 },
  "gpt-image-2": { textIn: 5, imageIn: 8, out: 30 },
  "gpt-image-1.5": { textIn: 5, imageIn: 8, out: 32 },
  "gpt-image-1-mini": { textIn: 2, imageIn: 2.5, out: 8 },
};

/** Square and oblong pictures of about one megapixel, by quality: the provider's examples, output only. */
const openaiPictures: Readonly<Record<string, Readonly<Record<string, readonly [square: number, oblong: number]>>>> = {
  "gpt-image-2": { low: [0.006, 0.005], medium: [0.053, 0.041], high: [0.211, 0.165] },
  "gpt-image-1.5": { low: [0.009, 0.013], medium: [0.034, 0.05], high: [0.133, 0.2] },
  "gpt-image-1-mini": { low: [0.005, 0.006], medium: [0.011, 0.015], high: [0.036, 0.052] },
};

/** The longest name in the table that the model's name is, or begins with before a dash. */
function rowFor<Row>(table: Readonly<Record<string, Row>>, model: string): Row | undefined {
  const [name] = Object.keys(table)
    .filter((known) => model === known || model.startsWith(`${known}-`) || model.startsWith(`${known}:`))
    .toSorted((a, b) => b.length - a.length);
  return name === undefined ? undefined : table[name];
}

export const tokenPriceOf = (model: string): TokenPrice | undefined => rowFor(openaiTokens, model);

/** Before a call; null where it is not known: another size, or a quality that the provider chooses. */
export function openaiPicturePrice(model: string, quality: string, { width, height }: Size): number | null {
  const row = rowFor(openaiPictures, model)?.[quality];
  const standard = /^(?:1024x1024|1024x1536|1536x1024)$/u.test(`${width}x${height}`);
  if (!row || !standard) return null;
  return micros(width === height ? row[0] : row[1]);
}

export interface TokenUsage {
  readonly textIn: number;
  readonly imageIn: number;
  readonly out: number;
}

/** After a call, from the usage that the provider returned; null where the model's price is not known. */
export function tokenCost(model: string, usage: TokenUsage): number | null {
  const price = tokenPriceOf(model);
  if (!price) return null;
  return micros((usage.textIn * price.textIn + usage.imageIn * price.imageIn + usage.out * price.out) / 1e6);
}

interface Rate {
  /** US dollars for the first megapixel, or for a picture of any size. */
  readonly first: number;
  /** For each further megapixel, begun ones whole; absent where a picture costs the same at any size. */
  readonly further?: number;
}

/** https://docs.bfl.ai/quick_start/pricing, text to image. */
const blackForestLabs: Readonly<Record<string, Rate>> = {
  "flux-2-klein-4b": { first: 0.014, further: 0.001 },
  "flux-2-klein-9b": { first: 0.015, further: 0.002 },
  "flux-2-pro": { first: 0.03, further: 0.015 },
  "flux-2-max": { first: 0.07, further: 0.03 },
  "flux-2-flex": { first: 0.05, further: 0.05 },
  "flux-kontext-pro": { first: 0.04 },
  "flux-kontext-max": { first: 0.08 },
  "flux-pro-1.1": { first: 0.04 },
  "flux-pro-1.1-ultra": { first: 0.06 },
  "flux-pro-1.0-fill": { first: 0.05 },
};

/** The providers' model pages. */
const rates: Readonly<Record<string, Readonly<Record<string, Rate>>>> = {
  "black-forest-labs": blackForestLabs,
  fal: {
    "fal-ai/flux/schnell": { first: 0.003, further: 0.003 },
    "fal-ai/flux/dev": { first: 0.025, further: 0.025 },
    "fal-ai/flux-pro/v1.1": { first: 0.04, further: 0.04 },
    "fal-ai/flux-pro/kontext": { first: 0.04 },
  },
  replicate: {
    "black-forest-labs/flux-schnell": { first: 0.003 },
    "black-forest-labs/flux-dev": { first: 0.025 },
    "black-forest-labs/flux-1.1-pro": { first: 0.04 },
    "black-forest-labs/flux-kontext-pro": { first: 0.04 },
  },
  xai: { "grok-imagine-image": { first: 0.02 }, "grok-imagine-image-quality": { first: 0.05 } },
  stability: {
    core: { first: 0.03 },
    ultra: { first: 0.08 },
    "sd3.5-large": { first: 0.065 },
    "sd3.5-medium": { first: 0.035 },
  },
  google: {
    "gemini-2.5-flash-image": { first: 0.039 },
    "gemini-3-pro-image": { first: 0.134 },
  },
};

/** Micros of a picture of this size before it is made; null where our table does not know the model. */
export function picturePrice(provider: string, model: string, { width, height }: Size): number | null {
  const rate =
    rowExactly(rates[provider] ?? {}, model) ??
    (provider === "google" ? rowFor(rates["google"] ?? {}, model) : undefined);
  if (!rate) return null;
  const megapixels = Math.max(1, Math.ceil((width * height) / 1_048_576));
  return micros(rate.first + (rate.further ?? 0) * (megapixels - 1));
}

const rowExactly = <Row>(table: Readonly<Record<string, Row>>, model: string): Row | undefined =>
  Object.hasOwn(table, model) ? table[model] : undefined;

export const micros = (dollars: number): number => Math.round(dollars * 1e6);

import type { Size } from "../../core/size.ts";
import { type Conditioner, type Conditioning, openConditioner } from "./conditioning.ts";
import { type Denoiser, openDenoiser } from "./denoiser.ts";
import { type Geometry, geometryOf } from "./geometry.ts";
import type { Grid, GridPoint } from "./grid.ts";
import { needsGuidance } from "./guidance.ts";
import { gridFor, noised, startingNoise } from "./image-to-image.ts";
import { type ModelFolder, loadFolder } from "./load-folder.ts";
import { keepOutside, latentMask, pasteInside } from "./mask.ts";
import { gaussianNoise } from "./noise.ts";
import { type Window, windowNoise, windowShares } from "./noise-field.ts";
import { showsPreview } from "./preview.ts";
import { samplerNamed } from "./samplers/index.ts";
import { slerp } from "./slerp.ts";
import { type Vae, openVae } from "./vae.ts";

/** One picture to draw: a recipe with everything decided and every file read. */
export interface DrawRequest {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly seed: number;
  /** A second seed mixed in by spherical interpolation. */
  readonly variation: { readonly seed: number; readonly strength: number } | null;
  readonly size: Size;
  /** The part of a larger picture that is drawn; its noise is cut from the field of the whole. */
  readonly window: Window | null;
  readonly steps: number;
  readonly guidance: number;
  readonly sampler: string;
  readonly source: Source | null;
  readonly previews: boolean;
}

/** A picture to start from. Pixels are 8-bit RGB; the mask has one byte per pixel, 255 is changed, 0 kept. */
export interface Source {
  readonly pixels: Uint8Array;
  /** Denoising strength, above 0 up to 1. */
  readonly strength: number;
  readonly mask: Uint8Array | null;
}

export interface DrawHooks {
  progress(step: number, steps: number): void;
  preview(pixels: Uint8Array): void;
  warning(setting: string, message: string): void;
  /** Throws when the picture is no longer wanted; asked between steps. */
  throwIfStopped(): void;
}

/** An opened model. */
export interface Pipeline {
  /** @returns 8-bit RGB, three bytes per pixel */
  draw(request: DrawRequest, hooks: DrawHooks): Promise<Uint8Array>;
}

interface Parts {
  readonly folder: ModelFolder;
  readonly geometry: Geometry;
  readonly conditioner: Conditioner;
  readonly denoiser: Denoiser;
  readonly vae: Vae;
}

/** @param threads cores per operator; 1 is fastest for small models */
export async function openPipeline(path: string, threads: number): Promise<Pipeline> {
  const folder = await loadFolder(path);
  const geometry = geometryOf(folder);
  const [conditioner, denoiser, vae] = await Promise.all([
    openConditioner(folder, threads),
    openDenoiser(folder, geometry, threads),
    openVae(folder, geometry, threads),
  ]);
  const parts: Parts = { folder, geometry, conditioner, denoiser, vae };
  return { draw: (request, hooks) => draw(parts, request, hooks) };
}

async function draw(parts: Parts, request: DrawRequest, hooks: DrawHooks): Promise<Uint8Array> {
  const { folder, vae } = parts;
  const { sample, style } = samplerNamed(folder.scheduler, request.sampler);
  const grid = gridFor(folder.scheduler, style, request.steps, request.source?.strength ?? 1);
  const conditions = await hear(parts, request, hooks);
  const noise = noiseFor(parts, request);
  const kept = request.source && (await vae.encode(request.source.pixels, request.size));
  const first = grid[0] as GridPoint;
  const start = kept ? noised(kept, noise, first) : startingNoise(noise, first, request.sampler, folder.scheduler);
  const protect = kept && request.source?.mask ? protector(parts, request, grid, kept, noise) : undefined;
  const latents = await sample(start, {
    grid,
    config: folder.scheduler,
    predict: parts.denoiser.predictor(
      conditions,
      request.guidance,
      request.size,
      windowShares(request.window, request.size),
    ),
    freshNoise: (step) => streamOfNoise(parts, request, request.seed, step + 1),
    afterStep: async (step, now, estimate) => {
      hooks.throwIfStopped();
      protect?.(step, now);
      hooks.progress(step + 1, grid.length - 1);
      if (request.previews && showsPreview(step, grid.length - 1))
        hooks.preview(await vae.decode(estimate, request.size));
    },
  });
  const pixels = await vae.decode(latents, request.size);
  return request.source?.mask ? pasteInside(request.source.pixels, pixels, request.source.mask) : pixels;
}

async function hear(
  { conditioner, denoiser }: Parts,
  request: DrawRequest,
  hooks: DrawHooks,
): Promise<{ prompt: Conditioning; negative: Conditioning | undefined }> {
  const prompt = await conditioner.condition(request.prompt, request.size, false);
  warnOfUnheard("prompt", prompt, hooks);
  if (denoiser.guidesItself || !needsGuidance(request.guidance)) {
    if (request.negativePrompt !== "")
      hooks.warning("negativePrompt", "The negative prompt has no effect without guidance above 1.");
    return { prompt, negative: undefined };
  }
  const negative = await conditioner.condition(request.negativePrompt, request.size, true);
  warnOfUnheard("negativePrompt", negative, hooks);
  return { prompt, negative };
}

function warnOfUnheard(
  setting: "prompt" | "negativePrompt",
  { unheard, length }: Conditioning,
  hooks: DrawHooks,
): void {
  if (unheard === "") return;
  const what = setting === "prompt" ? "prompt" : "negative prompt";
  hooks.warning(
    setting,
    `The ${what} is longer than the ${length} tokens that the model hears. It did not hear: “${unheard}”.`,
  );
}

function noiseFor(parts: Parts, request: DrawRequest): Float32Array {
  const { seed, variation } = request;
  const noise = streamOfNoise(parts, request, seed, 0);
  return variation ? slerp(noise, streamOfNoise(parts, request, variation.seed, 0), variation.strength) : noise;
}

function streamOfNoise({ geometry }: Parts, { window, size }: DrawRequest, seed: number, stream: number): Float32Array {
  const { latentChannels: channels, cell } = geometry;
  if (window) return windowNoise(seed, window, { ...size, channels, cell }, stream);
  return gaussianNoise(seed, (channels * size.width * size.height) / cell ** 2, stream);
}

/** After every step the cells outside the mask get back the source, with as much noise as the next step expects. */
function protector({ geometry }: Parts, request: DrawRequest, grid: Grid, kept: Float32Array, noise: Float32Array) {
  const mask = latentMask(
    request.source?.mask ?? new Uint8Array(),
    request.size.width,
    request.size.height,
    geometry.cell,
  );
  return (step: number, latents: Float32Array): void =>
    keepOutside(latents, noised(kept, noise, grid[step + 1] as GridPoint), mask);
}

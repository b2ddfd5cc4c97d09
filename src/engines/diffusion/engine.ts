import { basename, resolve } from "node:path";
import type { Engine, EngineCall, EngineEvent } from "../../core/engine.ts";
import { invalid } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { type Limits, type ModelDescription, reasonsAgainst } from "./check-recipe.ts";
import { describeModel } from "./describe.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { geometryOf } from "./geometry.ts";
import { loadFolder } from "./load-folder.ts";
import type { DrawEvent } from "./messages.ts";
import { requireRunnable } from "./model-family.ts";
import { greyOf, readPicture } from "./pictures.ts";
import type { DrawRequest, Source } from "./pipeline.ts";
import { type WorkerClient, createWorkerClient } from "./worker-client.ts";

export interface DiffusionOptions {
  readonly id: string;
  /** A model folder in the layout of the diffusers ONNX export. */
  readonly folder: string;
  /** Default: the folder's name. */
  readonly title?: string;
  readonly about?: string;
  /** Cores per operator. Default 1, which is fastest for small models; large ones want all. */
  readonly threads?: number;
}

/** Draws with any diffusion model folder, on this computer. Importing or making it loads nothing; the first picture does. */
export function createDiffusionEngine(options: DiffusionOptions): Engine {
  const folder = resolve(options.folder);
  const client = createWorkerClient({ folder, threads: options.threads ?? 1 }, workerEntry());
  const limits = rememberedBriefly(() => limitsOf(options, folder));
  return {
    id: options.id,
    makes: "image",
    describe: async () => (await limits()).description,
    check: async (recipe) => reasonsAgainst(recipe, await limits()),
    generate: (recipe, call) => generate(client, limits, recipe, call),
    close: () => client.close(),
  };
}

/** TypeScript in a clone, JavaScript once built. */
const workerEntry = (): URL =>
  new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

/** A folder may be mended or replaced while the program runs, so it is read again, but not for every picture of a round. */
const rememberedMilliseconds = 2_000;

function rememberedBriefly<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let remembered: { readonly value: Promise<Value>; readonly until: number } | undefined;
  return () => {
    if (remembered && performance.now() < remembered.until) return remembered.value;
    const value = read();
    // What failed may be mended the next moment.
    value.catch(() => (remembered = undefined));
    remembered = { value, until: performance.now() + rememberedMilliseconds };
    return value;
  };
}

async function limitsOf(options: DiffusionOptions, path: string): Promise<Limits> {
  const folder = await loadFolder(path);
  const geometry = geometryOf(folder);
  requireRunnable(folder, geometry);
  const description: ModelDescription = {
    id: options.id,
    title: options.title ?? basename(path),
    makes: "image",
    ...describeModel(folder, geometry),
    fingerprint: await fingerprintOf(folder),
    price: { micros: 0, currency: "USD" },
    idempotent: true,
    concurrency: 1,
    about: options.about ?? `A diffusion model (${folder.index._class_name}) run on this computer with onnxruntime.`,
  };
  const encoderDrawsNoise = folder.encoder?.header.drawsNoise ?? false;
  return { description, geometry, scheduler: folder.scheduler, encoderDrawsNoise };
}

async function* generate(
  client: WorkerClient,
  limits: () => Promise<Limits>,
  recipe: Recipe,
  call: EngineCall,
): AsyncGenerator<EngineEvent> {
  const known = await limits();
  const [reason] = reasonsAgainst(recipe, known);
  if (reason !== undefined) throw invalid(reason);
  if (recipe.source !== null && known.encoderDrawsNoise) yield chanceWarning;
  const { source, notes } = await readSource(recipe, call);
  yield* notes;
  if (source?.strength === 0) {
    yield output(await encodePng(source.pixels, recipe.size));
    return;
  }
  const request = requestOf(recipe, known.description, source, call.previews);
  for await (const event of client.draw(request, call.signal)) yield await toEngineEvent(event, recipe);
}

const chanceWarning: EngineEvent = {
  type: "warning",
  setting: "source",
  message:
    "This model's encoder adds chance of its own, so the same seed will not give the same picture again. Export the model with a newer exporter, which leaves that out.",
};

function requestOf(
  recipe: Recipe,
  description: ModelDescription,
  source: Source | null,
  previews: boolean,
): DrawRequest {
  return {
    prompt: recipe.prompt,
    negativePrompt: recipe.negativePrompt,
    seed: recipe.seed ?? 0,
    variation: recipe.variation,
    window: recipe.window,
    size: recipe.size,
    steps: recipe.steps ?? description.steps.default,
    guidance: recipe.guidance ?? description.guidance.default,
    sampler: recipe.sampler ?? description.samplers[0],
    source,
    previews,
  };
}

async function readSource(
  recipe: Recipe,
  call: EngineCall,
): Promise<{ source: Source | null; notes: readonly EngineEvent[] }> {
  if (recipe.source === null) return { source: null, notes: [] };
  const picture = await readPicture(await call.readBlob(recipe.source), recipe.size);
  const mask = recipe.mask === null ? undefined : await readPicture(await call.readBlob(recipe.mask), recipe.size);
  const notes = [
    ["source", picture.note],
    ["mask", mask?.note],
  ] as const;
  return {
    source: { pixels: picture.pixels, strength: recipe.strength ?? 0, mask: mask ? greyOf(mask.pixels) : null },
    notes: notes.flatMap(([setting, message]) =>
      message === undefined ? [] : [{ type: "warning", setting, message }],
    ),
  };
}

async function toEngineEvent(event: DrawEvent, { size }: Recipe): Promise<EngineEvent> {
  switch (event.type) {
    case "progress":
      return { type: "progress", fraction: event.step / event.steps, step: event.step, steps: event.steps };
    case "warning":
      return { type: "warning", setting: event.setting, message: event.message };
    case "preview":
      return { type: "preview", output: { data: await encodePng(event.pixels, size), mediaType: "image/png" } };
    case "done":
      return output(await encodePng(event.pixels, size));
  }
}

const output = (data: Uint8Array): EngineEvent => ({ type: "output", output: { data, mediaType: "image/png" } });

const encodePng = (pixels: Uint8Array, { width, height }: Size): Promise<Uint8Array> =>
  encodePicture({ width, height, channels: 3, data: pixels }, "png");

import { setTimeout as wait } from "node:timers/promises";
import type { Ability, Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { ErrorCode } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { sameSize, sizeText, type Size } from "../../core/size.ts";
import type { Warning } from "../../core/variation.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { resizeLanczos } from "../../imaging/lanczos.ts";
import { flattenPicture, type Picture } from "../../imaging/picture.ts";
import { drawFlatPicture, drawOver } from "./flat-picture.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { writePng } from "./write-png.ts";

/** One thing that goes wrong: at the nth call of this engine object (from 1), or whenever a seed is drawn. */
export interface ScriptedMishap {
  readonly at: { readonly call: number } | { readonly seed: number };
  /**
   * "fail" throws before anything is charged, "fail-after-charge" after it, "hang" waits until it is aborted,
   * "half-picture" delivers the first half of the bytes.
   */
  readonly how: "fail" | "fail-after-charge" | "hang" | "half-picture";
  readonly code?: ErrorCode;
  readonly message?: string;
}

/** Plain JSON, so that a test can hand it to another process. */
export interface ScriptedOptions {
  readonly id?: string;
  readonly title?: string;
  readonly abilities?: readonly Ability[];
  /** The default first. */
  readonly sizes?: readonly [Size, ...Size[]];
  readonly fingerprint?: string;
  /** Progress events per picture, and the pause before each. */
  readonly steps?: number;
  readonly millisecondsPerStep?: number;
  readonly priceMicros?: number;
  readonly concurrency?: number;
  /** File that gets one line per charge. */
  readonly ledger?: string;
  /** Whether a repeated idempotency key is answered again without another charge. */
  readonly honoursKeys?: boolean;
  readonly warnings?: readonly Warning[];
  readonly mishaps?: readonly ScriptedMishap[];
}

const everyAbility: readonly Ability[] = [
  "text-to-image",
  "image-to-image",
  "mask",
  "seeds",
  "seed-variation",
  "window",
  "negative-prompt",
];

/** Draws flat pictures at once: an engine for tests, demonstrations and measuring what everything around it costs. */
export function createScriptedEngine(options: ScriptedOptions = {}): Engine {
  const description = describeScripted(options);
  const ledger = options.ledger === undefined ? undefined : createLedger(options.ledger);
  let calls = 0;
  return {
    id: description.id,
    makes: "image",
    describe: async () => description,
    check: async (recipe) => reasonsAgainst(recipe, description),
    async *generate(recipe, call) {
      calls += 1;
      const mishap = findMishap(options.mishaps ?? [], calls, recipe);
      yield* runScript({ recipe, call, options, description, ledger, mishap });
    },
  };
}

interface Script {
  readonly recipe: Recipe;
  readonly call: EngineCall;
  readonly options: ScriptedOptions;
  readonly description: EngineDescription;
  readonly ledger: Ledger | undefined;
  readonly mishap: ScriptedMishap | undefined;
}

async function* runScript({ recipe, call, options, description, ledger, mishap }: Script): AsyncGenerator<EngineEvent> {
  const [reason] = reasonsAgainst(recipe, description);
  if (reason !== undefined) throw new StudioError("invalid", reason);
  stopIfAborted(call.signal);
  for (const warning of options.warnings ?? []) yield { type: "warning", ...warning };
  if (mishap?.how === "fail") throw failureOf(mishap);
  if (ledger) yield* charge(ledger, { recipe, call, description, honoursKeys: options.honoursKeys ?? false });
  if (mishap?.how === "fail-after-charge") throw failureOf(mishap);
  if (mishap?.how === "hang") await pause(2 ** 31 - 1, call.signal);
  const data = await drawPicture(recipe, call);
  yield* showProgress(options, call, data);
  const delivered = mishap?.how === "half-picture" ? data.subarray(0, data.length >> 1) : data;
  yield { type: "output", output: { data: delivered, mediaType: "image/png" } };
}

async function* charge(
  ledger: Ledger,
  {
    recipe,
    call,
    description,
    honoursKeys,
  }: Pick<Script, "recipe" | "call" | "description"> & { honoursKeys: boolean },
): AsyncGenerator<EngineEvent> {
  yield { type: "accepted", providerJob: `scripted-${call.idempotencyKey}` };
  if (honoursKeys && (await ledger.charges()).some((known) => known.key === call.idempotencyKey)) return;
  await ledger.add({ key: call.idempotencyKey, seed: recipe.seed, prompt: recipe.prompt });
  yield { type: "cost", micros: description.price.micros ?? 0, currency: description.price.currency };
}

async function* showProgress(
  options: ScriptedOptions,
  call: EngineCall,
  picture: Uint8Array,
): AsyncGenerator<EngineEvent> {
  const steps = options.steps ?? 4;
  for (let step = 1; step <= steps; step++) {
    if (options.millisecondsPerStep) await pause(options.millisecondsPerStep, call.signal);
    stopIfAborted(call.signal);
    yield { type: "progress", fraction: step / steps, step, steps };
    if (call.previews && step < steps) yield { type: "preview", output: { data: picture, mediaType: "image/png" } };
  }
}

async function drawPicture(recipe: Recipe, call: EngineCall): Promise<Uint8Array> {
  const picture = drawFlatPicture(recipe, call.idempotencyKey);
  if (recipe.source === null) return writePng(picture);
  const source = await readFitted(recipe.source, recipe, call);
  const mask = recipe.mask === null ? undefined : await readFitted(recipe.mask, recipe, call);
  return writePng(drawOver(source, picture, recipe.strength ?? 1, mask));
}

const readFitted = async (hash: string, recipe: Recipe, call: EngineCall): Promise<Picture> =>
  resizeLanczos(flattenPicture(await decodePicture(await call.readBlob(hash))), recipe.size);

function describeScripted(options: ScriptedOptions): EngineDescription {
  return {
    id: options.id ?? "scripted",
    title: options.title ?? "Scripted",
    makes: "image",
    abilities: [...(options.abilities ?? everyAbility)],
    fingerprint: options.fingerprint ?? "scripted-1",
    sizes: [...(options.sizes ?? [{ width: 64, height: 64 }])],
    steps: { minimum: 1, maximum: 100, default: 20 },
    guidance: { minimum: 0, maximum: 20, default: 3 },
    samplers: ["flat"],
    price: { micros: options.priceMicros ?? 0, currency: "USD" },
    idempotent: options.honoursKeys ?? false,
    concurrency: options.concurrency ?? 4,
    about:
      "Draws flat pictures at once from the prompt and the seed. For tests, demonstrations and measurements; it understands nothing.",
  };
}

function reasonsAgainst(recipe: Recipe, description: EngineDescription): readonly string[] {
  const reasons: string[] = [];
  const can = (ability: Ability): boolean => description.abilities.includes(ability);
  const sizes = description.sizes === "any" ? [recipe.size] : description.sizes;
  if (!sizes.some((size) => sameSize(size, recipe.size))) {
    reasons.push(
      `${description.title} cannot make ${sizeText(recipe.size)}. Use one of: ${sizes.map(sizeText).join(", ")}.`,
    );
  }
  if (recipe.seed !== null && !can("seeds")) reasons.push(`${description.title} has no seeds. Leave the seed out.`);
  if (recipe.source !== null && !can("image-to-image"))
    reasons.push(`${description.title} cannot start from a picture. Leave the source out.`);
  if (recipe.strength !== null && recipe.source === null)
    reasons.push("A denoising strength needs a source picture. Give one, or leave the strength out.");
  if (recipe.mask !== null && recipe.source === null)
    reasons.push("A mask needs a source picture. Give one, or leave the mask out.");
  if (recipe.mask !== null && !can("mask")) reasons.push(`${description.title} knows no masks. Leave the mask out.`);
  if (recipe.window !== null && !can("window"))
    reasons.push(`${description.title} draws no tiles of larger pictures. Leave the window out.`);
  if (recipe.sampler !== null && !description.samplers?.includes(recipe.sampler)) {
    reasons.push(`${description.title} has no sampler “${recipe.sampler}”. Use “flat”, or leave it out.`);
  }
  return reasons;
}

const findMishap = (mishaps: readonly ScriptedMishap[], call: number, recipe: Recipe): ScriptedMishap | undefined =>
  mishaps.find(({ at }) => ("call" in at ? at.call === call : at.seed === recipe.seed));

const failureOf = (mishap: ScriptedMishap): StudioError =>
  new StudioError(mishap.code ?? "unavailable", mishap.message ?? "The scripted engine was told to fail here.", {
    hint: "Try again.",
  });

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => stopIfAborted(signal));
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new StudioError("cancelled", "The picture was stopped before it was finished.");
}

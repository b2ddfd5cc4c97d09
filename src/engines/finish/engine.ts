import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError, invalid } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { maximumPixels } from "../../imaging/files/decode.ts";
import { encodeRowFile } from "../../imaging/files/encode-file.ts";
import { localRows } from "../../imaging/rows/local-rows.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { type RowFile, streamRows, writeRows } from "../../imaging/rows/row-file.ts";
import type { RowStream } from "../../imaging/rows/row-stream.ts";
import { strip } from "../../imaging/strip.ts";
import { tileCount, tilesOver } from "../../imaging/tiles/tile-layout.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";
import { sharpenReach, sharpenRows } from "../../pixels/sharpen.ts";
import { enlargedBase, partsOf } from "./base.ts";
import { type Cache, createCache } from "./cache.ts";
import { drawProof, proofWarning, redraw, tallyWarning } from "./redraw.ts";
import { reasonsAgainstUpscaler, serverUpscaler } from "./server-upscaler.ts";
import { type FinishSettings, readSettings } from "./settings.ts";
import { createTileDrawer } from "./tile-drawer.ts";

export interface FinishOptions {
  /** Where work in progress is kept. */
  readonly folder: string;
  /** The engine that draws tiles again. */
  readonly engineNamed: (id: string) => Engine | undefined;
}

/** Changes whenever the same recipe would give other pixels. */
const fingerprint = "finish-3";

/** What the cache may hold between passes: a few 8K pictures and their tiles. */
const cacheBytes = 2e9;

const description: EngineDescription = {
  id: "finish",
  title: "Finish",
  makes: "image",
  abilities: ["adjust", "upscale"],
  fingerprint,
  sizes: "any",
  price: { micros: 0, currency: "USD" },
  idempotent: true,
  concurrency: 1,
  about:
    "The final pass: enlarges with a network's texture over centred Lanczos3, and lets another engine draw the result again in tiles at low strength where that is asked for.",
};

/** Makes the delivery of an approved picture. Row by row, so that its size needs disk and time, not memory. */
export function createFinishEngine({ folder, engineNamed }: FinishOptions): Engine {
  const cache = createCache(folder);
  return {
    id: "finish",
    makes: "image",
    describe: () => Promise.resolve(description),
    check: (recipe) => reasonsAgainst(recipe, engineNamed),
    generate: (recipe, call) => generate(recipe, call, cache, engineNamed),
  };
}

async function reasonsAgainst(recipe: Recipe, engineNamed: FinishOptions["engineNamed"]): Promise<readonly string[]> {
  const settings = readSettings(recipe);
  if ("reasons" in settings) return settings.reasons;
  const reasons: string[] = [];
  if (recipe.source === null) reasons.push("A final pass needs an approved picture. Name the variation to finish.");
  if (recipe.mask !== null) reasons.push("A final pass works on the whole picture. Leave the mask out.");
  if (recipe.window !== null) reasons.push("A final pass works on the whole picture. Leave the window out.");
  const { size } = partsOf(recipe);
  if (size.width * size.height > maximumPixels)
    reasons.push(`A picture has at most ${maximumPixels / 1e6} megapixels. Choose a smaller size.`);
  const server = serverUpscaler(settings.upscaler, engineNamed);
  if (server) reasons.push(...(await reasonsAgainstUpscaler(server)));
  if (settings.redraw === undefined) return reasons;
  const engine = engineNamed(settings.redraw);
  if (!engine || engine.id === "finish")
    return [...reasons, `There is no engine “${settings.redraw}” to draw tiles with. \`samebut engines\` lists them.`];
  const drawing = await engine.describe();
  if (!drawing.abilities.includes("image-to-image"))
    reasons.push(`${drawing.title} cannot start from a picture, so it cannot draw tiles again. Use another engine.`);
  if (recipe.strength === null || recipe.strength <= 0 || recipe.strength > 0.6)
    reasons.push("Tiles are drawn again at a strength above 0, at most 0.6; 0.35 to 0.45 is usual.");
  return reasons;
}

async function* generate(
  recipe: Recipe,
  call: EngineCall,
  cache: Cache,
  engineNamed: FinishOptions["engineNamed"],
): AsyncGenerator<EngineEvent> {
  const [reason] = await reasonsAgainst(recipe, engineNamed);
  if (reason !== undefined) throw invalid(reason);
  const settings = readSettings(recipe) as FinishSettings;
  await mkdir(cache.folder, { recursive: true });
  await cache.shrink(cacheBytes);
  let paid = 0;
  const enlarged = yield* watched(call.signal, (tell) =>
    enlargedBase({
      recipe,
      settings,
      cache,
      call,
      engineNamed,
      tell: (event) => {
        if (event.type === "cost") paid += event.micros;
        tell(event);
      },
      progress: (fraction) => tell({ type: "progress", fraction: fraction * (settings.redraw ? 0.2 : 0.8) }),
    }),
  );
  const engine = settings.redraw === undefined ? undefined : engineNamed(settings.redraw);
  if (!engine) yield* finished(streamRows(enlarged), { recipe, settings, cache });
  else yield* costing(paid, redrawn(enlarged, engine, { recipe, settings, cache, call }));
}

/** The tiles tell what they cost together; what was paid before them is added. */
async function* costing(before: number, events: AsyncIterable<EngineEvent>): AsyncGenerator<EngineEvent> {
  for await (const event of events) yield event.type === "cost" ? { ...event, micros: event.micros + before } : event;
}

interface Pass {
  readonly recipe: Recipe;
  readonly settings: FinishSettings;
  readonly cache: Cache;
}

async function* redrawn(
  base: RowFile,
  engine: Engine,
  pass: Pass & { readonly call: EngineCall },
): AsyncGenerator<EngineEvent> {
  const { recipe, cache, call } = pass;
  const asked = recipe.strength ?? 0;
  const drawing = await engine.describe(call.signal);
  const layout = tilesOver(drawing, base);
  const drawer = createTileDrawer({ engine, description: drawing, recipe, layout, cache, call });
  const proof = await drawProof(base, layout, drawer, asked);
  yield* drawer.news();
  const picture = await sideBySide(proof.base, proof.drawn);
  if (call.previews) yield { type: "preview", output: { data: picture, mediaType: "image/png" } };
  const warning = proofWarning(proof, asked);
  if (warning) yield warning;
  if (pass.settings.proof) {
    yield { type: "output", output: { data: picture, mediaType: "image/png" } };
    return;
  }
  if (proof.strength === null) {
    yield* finished(streamRows(base), pass);
    return;
  }
  const tally = { tiles: 0, lowered: 0, kept: 0, doubtful: 0 };
  const all = tileCount(layout);
  const file = yield* watched(call.signal, (tell) => {
    const tileDone = (): void => {
      drawer.news().forEach(tell);
      tell({ type: "progress", fraction: 0.2 + (0.7 * tally.tiles) / all, step: tally.tiles, steps: all });
    };
    const lanes = drawing.concurrency;
    return kept(redraw({ base, layout, drawer, strength: proof.strength!, lanes, tally, tileDone }), pass);
  });
  const tallied = tallyWarning(tally);
  if (tallied) yield tallied;
  yield* packed(file);
}

async function* finished(rows: RowStream, pass: Pass): AsyncGenerator<EngineEvent> {
  yield* packed(await kept(rows, pass));
}

/** What comes after the enlargement, and the pixels on disk. */
async function kept(rows: RowStream, { recipe, settings, cache }: Pass): Promise<RowFile> {
  const path = cache.pathOf(`result-${randomUUID()}.part`);
  try {
    return await writeRows(sharpened(rows, recipe), path, settings.depth);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function* packed(file: RowFile): AsyncGenerator<EngineEvent> {
  try {
    yield { type: "progress", fraction: 0.95 };
    const data = await encodeRowFile(file, { format: "png", depth: file.depth });
    yield { type: "output", output: { data, mediaType: "image/png" } };
  } finally {
    await rm(file.path, { force: true });
  }
}

function sharpened(rows: RowStream, recipe: Recipe): RowStream {
  return partsOf(recipe).after.reduce((stream, adjustment) => {
    if (adjustment.kind !== "sharpen")
      throw invalid(
        `A final pass cannot apply “${adjustment.kind}” after enlarging.`,
        "Adjust the picture first with `samebut refine`, then finish it.",
      );
    const { amount, radius } = adjustment;
    return localRows(stream, sharpenReach(radius), (part) => sharpenRows(part, amount, radius));
  }, rows);
}

const sideBySide = async (...pieces: readonly FloatRows[]): Promise<Uint8Array> => {
  const pictures = pieces.map(({ width, height, data }) => ({
    width,
    height,
    channels: 3 as const,
    data: new Uint8Array(Uint8ClampedArray.from(data).buffer),
  }));
  return encodePicture(strip(pictures, pictures[0]?.height ?? 1, 4), "png");
};

/** Runs a task that tells what happens, and yields that while it runs. */
async function* watched<Result>(
  signal: AbortSignal,
  task: (tell: (event: EngineEvent) => void) => Promise<Result>,
): AsyncGenerator<EngineEvent, Result> {
  const told: EngineEvent[] = [];
  let wake: () => void = () => undefined;
  let done = false;
  const running = task((event) => {
    told.push(event);
    wake();
  }).finally(() => {
    done = true;
    wake();
  });
  running.catch(() => undefined);
  for (;;) {
    yield* told.splice(0);
    if (done) break;
    await new Promise<void>((resolve) => (wake = resolve));
  }
  try {
    return await running;
  } catch (error) {
    if (signal.aborted)
      throw new StudioError("cancelled", "The final pass was stopped; what it finished is kept.", { cause: error });
    throw error;
  }
}

import { createHash } from "node:crypto";
import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { resizeLanczos } from "../../imaging/lanczos.ts";
import { flattenPicture, type Picture } from "../../imaging/picture.ts";
import type { TileLayout } from "../../imaging/tiles/tile-layout.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";
import { type Cache, keyOf } from "./cache.ts";

/** One tile to draw again. */
export interface TileOrder {
  readonly base: FloatRows;
  readonly left: number;
  readonly top: number;
  readonly strength: number;
}

export interface DrawnTile {
  readonly floats: FloatRows;
  /** The engine's call for it was cut off once and may have been paid for, so it was not called again. */
  readonly doubtful: boolean;
}

export interface TileDrawer {
  draw(order: TileOrder): Promise<DrawnTile>;
  /** Warnings since the last time, and what all tiles of this pass cost so far, for the pass to hand on. */
  news(): readonly EngineEvent[];
}

export interface TileDrawerOptions {
  readonly engine: Engine;
  readonly description: EngineDescription;
  readonly recipe: Recipe;
  readonly layout: TileLayout;
  readonly cache: Cache;
  readonly call: EngineCall;
}

/**
 * Draws tiles with any engine that starts from pictures. Each is kept under the hash of everything it was made from, so
 * a pass that was stopped or killed goes on at the tile, and nothing is paid for twice.
 */
export function createTileDrawer(options: TileDrawerOptions): TileDrawer {
  const { engine, description, cache, call } = options;
  const waiting: EngineEvent[] = [];
  const told = new Set<string>();
  const repeatable = description.idempotent || description.price.micros === 0;

  let spent = 0;

  const tell = (event: EngineEvent): void => {
    if (event.type === "cost") {
      spent += event.micros;
      waiting.push({ ...event, micros: spent });
      return;
    }
    if (event.type === "warning" && told.has(event.message)) return;
    if (event.type === "warning") told.add(event.message);
    waiting.push(event);
  };

  const ask = async (order: Asked): Promise<Uint8Array> => {
    const { recipe, key, source, job, named } = order;
    const inner: EngineCall = {
      signal: call.signal,
      idempotencyKey: `${call.idempotencyKey}-${key.slice(0, 16)}`,
      job,
      previews: false,
      readBlob: (hash) => (hash === recipe.source ? Promise.resolve(source) : call.readBlob(hash)),
    };
    for await (const event of engine.generate(recipe, inner)) {
      if (event.type === "output") return event.output.data;
      if (event.type === "accepted" && event.providerJob !== inner.idempotencyKey) await named(event.providerJob);
      if (event.type === "cost" || event.type === "warning") tell(event);
    }
    throw new StudioError("unavailable", `${description.title} ended a tile without a picture.`, {
      hint: "`samebut resume --failed` goes on at this tile.",
    });
  };

  return {
    news: () => waiting.splice(0),
    async draw(order) {
      const source = await encodePicture(pictureOf(order.base), "png");
      const recipe = tileRecipe(options, order, createHash("sha256").update(source).digest("hex"));
      const key = keyOf([description.fingerprint, recipe]);
      const [name, asked] = [`tiles/${key.slice(0, 2)}/${key}`, `tiles/${key.slice(0, 2)}/${key}.asked`];
      const kept = await readWhole(cache, name);
      if (kept) return { floats: floatsOf(kept, order.base), doubtful: false };
      const before = repeatable ? undefined : await cache.read(asked);
      const job = description.resumable && before ? new TextDecoder().decode(before) || undefined : undefined;
      if (before && job === undefined) return { floats: order.base, doubtful: true };
      const note = (text: string): Promise<void> => cache.write(asked, new TextEncoder().encode(text));
      if (!repeatable && job === undefined) await note("");
      const named = async (name: string): Promise<void> => (repeatable ? undefined : note(name));
      const data = await ask({ recipe, key, source, job, named }).catch(async (error: unknown) => {
        // A failure that was told is no doubt about the bill; only a cut-off call is.
        if (error instanceof StudioError && error.code !== "uncertain" && !call.signal.aborted)
          await cache.remove(asked);
        throw error;
      });
      const picture = await decodePicture(data);
      await cache.write(name, data);
      await cache.remove(asked);
      return { floats: floatsOf(picture, order.base), doubtful: false };
    },
  };
}

interface Asked {
  readonly recipe: Recipe;
  readonly key: string;
  readonly source: Uint8Array;
  /** The provider's job of an earlier call, to go on with. */
  readonly job: string | undefined;
  /** Keeps the provider's name for the job. */
  readonly named: (job: string) => Promise<void>;
}

/** A file that the disk spoilt is no tile. */
async function readWhole(cache: Cache, name: string): Promise<Picture | undefined> {
  const data = await cache.read(name);
  return data && decodePicture(data).catch(() => undefined);
}

/** What the engine is told: tiles of an engine that knows windows share one noise field; others have a seed each. */
function tileRecipe({ description, recipe, layout }: TileDrawerOptions, order: TileOrder, source: string): Recipe {
  const { left, top, strength } = order;
  const windows = description.abilities.includes("window");
  const place = top * layout.canvas.width + left;
  const seed = recipe.seed ?? 0;
  return {
    ...recipe,
    engine: description.id,
    fingerprint: description.fingerprint,
    negativePrompt: description.abilities.includes("negative-prompt") ? recipe.negativePrompt : "",
    seed: description.abilities.includes("seeds") ? (windows ? seed : (seed + place) % 2 ** 32) : null,
    size: layout.tile,
    source,
    strength,
    adjustments: [],
    settings: {},
    mask: null,
    window: windows ? { canvas: layout.canvas, left, top } : null,
  };
}

function pictureOf({ width, height, data }: FloatRows): Picture {
  return { width, height, channels: 3, data: new Uint8Array(Uint8ClampedArray.from(data).buffer) };
}

/** Engines that answer in another size are brought to the tile's. */
function floatsOf(picture: Picture, { width, height }: FloatRows): FloatRows {
  const fitted = resizeLanczos(flattenPicture(picture), { width, height });
  return { width, height, data: Float32Array.from(fitted.data) };
}

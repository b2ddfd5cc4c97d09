import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Engine, EngineCall, EngineEvent } from "../../core/engine.ts";
import type { Adjustment, Recipe } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import { decodeDeep } from "../../imaging/files/decode.ts";
import { type DeepPicture, flattened, shallow } from "../../imaging/deep-picture.ts";
import { type RowFile, writeRows } from "../../imaging/rows/row-file.ts";
import { streamFloats } from "../../imaging/rows/row-stream.ts";
import { enlarge } from "../../imaging/upscale/enlarge.ts";
import { bundledUpscaler, openUpscaler } from "../../imaging/upscale/upscaler.ts";
import { deblockRows, findBlocks, seenBlocks } from "../../imaging/clean-up/deblock.ts";
import { adjustDeep } from "../adjust/apply-adjustments.ts";
import { type Cache, keyOf } from "./cache.ts";
import { type Note, enlargeOnServer, serverUpscaler } from "./server-upscaler.ts";
import type { FinishSettings } from "./settings.ts";

export interface BaseRequest {
  readonly recipe: Recipe;
  readonly settings: FinishSettings;
  readonly cache: Cache;
  readonly call: EngineCall;
  readonly engineNamed: (id: string) => Engine | undefined;
  readonly progress: (fraction: number) => void;
  /** Costs and warnings of a server that enlarges. */
  readonly tell: (event: EngineEvent) => void;
}

/** The recipe's adjustments around the enlargement: what the source gets first, its final size, and what comes after. */
export function partsOf({ adjustments, size }: Recipe): {
  readonly before: readonly Adjustment[];
  readonly size: Size;
  readonly after: readonly Adjustment[];
} {
  const at = adjustments.findLastIndex(({ kind }) => kind === "resize");
  const resize = adjustments[at];
  if (resize?.kind !== "resize") return { before: [], size, after: adjustments };
  return { before: adjustments.slice(0, at), size: resize.size, after: adjustments.slice(at + 1) };
}

/** The source cut, enlarged and kept in the cache: made once for every try at redrawing it. */
export async function enlargedBase({
  recipe,
  settings,
  cache,
  call,
  engineNamed,
  progress,
  tell,
}: BaseRequest): Promise<RowFile> {
  const { before, size } = partsOf(recipe);
  const server = serverUpscaler(settings.upscaler, engineNamed);
  const file = server ? undefined : upscalerFile(settings.upscaler);
  const by = server
    ? [settings.upscaler, (await server.engine.describe(call.signal)).fingerprint]
    : await identity(file);
  const name = `base/${keyOf([recipe.source, before, size, settings.texture, settings.clean, settings.depth, by])}.tif`;
  const shape: RowFile = { ...size, path: cache.pathOf(name), depth: settings.depth };
  if (await cache.has(name)) return shape;
  const decoded = cleaned(flattened(await decodeDeep(await call.readBlob(recipe.source ?? ""))), settings, tell);
  const cut = flattened(adjustDeep(decoded, before));
  const grows = size.width > cut.colour.width || size.height > cut.colour.height;
  // A server takes and gives bytes; every other way the numbers of a 16-bit source are kept.
  const note = noteIn(cache, `${name}.asked`);
  const source =
    server && grows
      ? await enlargeOnServer(server, { source: shallow(cut), target: size, call, note, tell })
      : streamFloats(cut.colour);
  const upscaler = file === undefined || !grows ? undefined : await openUpscaler(file, call.signal);
  try {
    const rows = enlarge(source, size, { upscaler, texture: settings.texture, signal: call.signal, progress });
    await cache.make(name, async (temporary) => void (await writeRows(rows, temporary, settings.depth)));
    await note.remove();
  } finally {
    await upscaler?.close();
  }
  return shape;
}

/** Without the blocks that a strong JPEG or a model left, which an enlargement would make large; how much there was of them is told. */
function cleaned(picture: DeepPicture, { clean }: FinishSettings, tell: BaseRequest["tell"]): DeepPicture {
  if (!clean) return picture;
  const blocks = findBlocks(picture.colour);
  if (blocks.strength < seenBlocks) return picture;
  const colour = deblockRows(picture.colour, blocks);
  const left = findBlocks(colour).strength;
  tell({
    type: "warning",
    setting: "clean",
    message: `The approved picture had blocks of 8 pixels, as JPEG and some models leave them (steps at their borders ${blocks.strength.toFixed(1)} times those elsewhere). They were smoothed before enlarging: ${left.toFixed(1)} times are left. \`--no-clean\` keeps them.`,
  });
  return { ...picture, colour };
}

const noteIn = (cache: Cache, name: string): Note => ({
  read: async () => {
    const data = await cache.read(name);
    return data && new TextDecoder().decode(data);
  },
  write: (text) => cache.write(name, new TextEncoder().encode(text)),
  remove: () => cache.remove(name),
});

/** undefined: no network. */
function upscalerFile(upscaler: string): string | undefined {
  if (upscaler === "lanczos") return undefined;
  return upscaler === "built-in" ? bundledUpscaler : resolve(upscaler);
}

/** A file that was replaced by another is another upscaler. */
async function identity(file: string | undefined): Promise<unknown> {
  if (file === undefined) return "lanczos";
  const facts = await stat(file).catch(() => undefined);
  return file === bundledUpscaler ? "esrgan-gans-x4" : [file, facts?.size, facts?.mtimeMs];
}

import type { EngineCall, EngineEvent, EngineOutput } from "../../core/engine.ts";
import type { Recipe } from "../../core/recipe.ts";
import { type Size, sameSize } from "../../core/size.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { resizeLanczos } from "../../imaging/lanczos.ts";
import { readSize } from "../../imaging/files/read-size.ts";
import { flattenPicture } from "../../imaging/picture.ts";
import { pasteInside } from "../diffusion/mask.ts";
import { greyOf, readPicture } from "../diffusion/pictures.ts";
import type { SentPicture } from "../http/picture-bytes.ts";
import { sizeNote } from "../http/picture-bytes.ts";

/** The pictures that a recipe starts from, upright, in the size of the work. */
export interface StartingPictures {
  /** PNG, RGB. */
  readonly source: Uint8Array;
  /** PNG, white where it may change. */
  readonly mask: Uint8Array | undefined;
  /** 8-bit RGB of the source, and one byte per pixel of the mask. */
  readonly pixels: Uint8Array;
  readonly grey: Uint8Array | undefined;
  readonly notes: readonly EngineEvent[];
}

/**
 * Reads and fits what a recipe starts from; undefined when it starts from nothing.
 *
 * @throws StudioError "invalid" or "corrupt" for what is not a whole picture
 */
export async function startingPictures(recipe: Recipe, call: EngineCall): Promise<StartingPictures | undefined> {
  if (recipe.source === null) return undefined;
  const { size } = recipe;
  const picture = await readPicture(await call.readBlob(recipe.source), size);
  const mask = recipe.mask === null ? undefined : await readPicture(await call.readBlob(recipe.mask), size);
  const grey = mask && greyOf(mask.pixels);
  return {
    source: await encodePng(picture.pixels, size),
    mask: grey && (await encodePng(spread(grey), size)),
    pixels: picture.pixels,
    grey,
    notes: [...noteOf("source", picture.note), ...noteOf("mask", mask?.note)],
  };
}

/** A source as it is, in its own size, as PNG: for enlarging. */
export async function wholeSource(
  hash: string,
  call: EngineCall,
): Promise<{ readonly png: Uint8Array; readonly size: Size }> {
  const picture = flattenPicture(await decodePicture(await call.readBlob(hash)));
  return { png: await encodePicture(picture, "png"), size: { width: picture.width, height: picture.height } };
}

/**
 * A server's picture as the variation: its bytes as they came. Where a mask was given, every pixel outside it is the source's
 * own, whatever the server blurred there; then it is written anew.
 */
export async function finishPicture(
  sent: SentPicture,
  recipe: Recipe,
  started: StartingPictures | undefined,
  server: string,
): Promise<readonly EngineEvent[]> {
  const made = await readSize(sent.data);
  const note = noteOf("size", sizeNote(server, made, recipe.size));
  if (!started?.grey) return [...note, output(sent)];
  const drawn = flattenPicture(await decodePicture(sent.data));
  const fitted = sameSize(drawn, recipe.size) ? drawn : resizeLanczos(drawn, recipe.size);
  const data = await encodePng(pasteInside(started.pixels, fitted.data, started.grey), recipe.size);
  return [...note, output({ data, mediaType: "image/png" })];
}

/** A picture brought to exactly the size that was asked for, where a server can only come near it. */
export async function exactSize(sent: SentPicture, size: Size): Promise<EngineOutput> {
  if (sameSize(await readSize(sent.data), size)) return sent;
  const picture = resizeLanczos(flattenPicture(await decodePicture(sent.data)), size);
  return { data: await encodePicture(picture, "png"), mediaType: "image/png" };
}

/** Strength 0 is the source itself: no server has to be asked. */
export const unchanged = ({ source }: StartingPictures): EngineEvent =>
  output({ data: source, mediaType: "image/png" });

export const output = (made: EngineOutput): EngineEvent => ({ type: "output", output: made });

export const base64 = (data: Uint8Array): string => Buffer.from(data).toString("base64");

const noteOf = (setting: string, message: string | undefined): readonly EngineEvent[] =>
  message === undefined ? [] : [{ type: "warning", setting, message }];

const spread = (grey: Uint8Array): Uint8Array => {
  const pixels = new Uint8Array(grey.length * 3);
  grey.forEach((value, i) => pixels.fill(value, 3 * i, 3 * i + 3));
  return pixels;
};

const encodePng = (data: Uint8Array, { width, height }: Size): Promise<Uint8Array> =>
  encodePicture({ width, height, channels: 3, data }, "png");

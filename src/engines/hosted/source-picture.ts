import { createHash } from "node:crypto";
import { StudioError } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { referencesOf } from "../../core/references.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { resizeLanczos } from "../../imaging/lanczos.ts";
import { loadSharp } from "../../imaging/files/load-sharp.ts";
import { type Picture, flattenPicture } from "../../imaging/picture.ts";
import type { Size } from "../../core/size.ts";
import { kindOf } from "../http/picture-bytes.ts";
import type { EngineCall } from "../../core/engine.ts";

/** A picture as providers take it. */
export interface SourcePicture {
  readonly data: Uint8Array;
  readonly mediaType: "image/png" | "image/jpeg" | "image/webp";
}

const taken: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/webp"]);

/** The bytes as they are stored where every provider opens their kind; anything else as PNG. */
export async function readSource(hash: string, call: Pick<EngineCall, "readBlob">): Promise<SourcePicture> {
  const data = await call.readBlob(hash);
  const kind = kindOf(data);
  const picture = await decodePicture(data); // a damaged source is said before anything is paid
  if (kind !== undefined && taken.has(kind)) return { data, mediaType: kind as SourcePicture["mediaType"] };
  return { data: await encodePicture(picture, "png"), mediaType: "image/png" };
}

/** The source first, then the references. */
export async function readSources(
  recipe: Recipe,
  call: Pick<EngineCall, "readBlob">,
): Promise<readonly SourcePicture[]> {
  const source = recipe.source === null ? [] : [await readSource(recipe.source, call)];
  return [...source, ...(await readReferences(recipe, call))];
}

/** Pictures that only lend their looks. */
export const readReferences = (recipe: Recipe, call: Pick<EngineCall, "readBlob">): Promise<readonly SourcePicture[]> =>
  Promise.all(referencesOf(recipe).map((hash) => readSource(hash, call)));

/** A reason against more pictures than a provider takes at once. */
export const tooManyPictures = (provider: string, recipe: Recipe, most: number): readonly string[] =>
  referencesOf(recipe).length + (recipe.source === null ? 0 : 1) > most
    ? [`${provider} takes at most ${most} pictures at once. Leave some references out.`]
    : [];

export const dataUrl = ({ data, mediaType }: SourcePicture): string =>
  `data:${mediaType};base64,${Buffer.from(data).toString("base64")}`;

/** White where it may change, as pixels of the source's size. */
export async function readMask(
  hash: string,
  source: SourcePicture,
  call: Pick<EngineCall, "readBlob">,
): Promise<Picture> {
  const { width, height } = await decodePicture(source.data);
  const mask = flattenPicture(await decodePicture(await call.readBlob(hash)), [0, 0, 0]);
  return mask.width === width && mask.height === height ? mask : resizeLanczos(mask, { width, height });
}

/** The same mask as PNG, white where it may change. */
export const whiteMask = (mask: Picture): Promise<Uint8Array> => encodePicture(mask, "png");

/** The same mask with a hole (alpha 0) where it may change. */
export function holeMask(mask: Picture): Promise<Uint8Array> {
  const pixels = mask.width * mask.height;
  const data = new Uint8Array(pixels * 4);
  for (let i = 0; i < pixels; i++) data[i * 4 + 3] = 255 - (mask.data[i * 3] ?? 0);
  return encodePicture({ width: mask.width, height: mask.height, channels: 4, data }, "png");
}

/**
 * The picture with everything outside the mask put back: hosted models draw the whole picture anew and only mostly keep the
 * rest. Soft edges of the mask mix. A picture of another size is brought to the source's first.
 */
export async function keepOutside(drawn: Uint8Array, source: SourcePicture, mask: Picture): Promise<Uint8Array> {
  const before = flattenPicture(await decodePicture(source.data));
  const after = flattenPicture(await decodePicture(drawn));
  const fitted =
    after.width === before.width && after.height === before.height
      ? after
      : resizeLanczos(after, { width: before.width, height: before.height });
  const data = before.data.map((value, index) => {
    const share = (mask.data[index] ?? 0) / 255;
    return Math.round(value + ((fitted.data[index] ?? value) - value) * share);
  });
  return encodePicture({ ...before, data }, "png");
}

/** Width and height as the header of encoded bytes says; nothing is unpacked. */
export async function sizeOf(data: Uint8Array): Promise<Size> {
  const sharp = await loadSharp();
  try {
    const { width, height } = await sharp(data, { limitInputPixels: false }).metadata();
    return { width, height };
  } catch (cause) {
    throw new StudioError("corrupt", "What was sent as a picture cannot be opened.", {
      hint: "Try the variation again: `samebut resume --failed`.",
      cause,
    });
  }
}

export const sha256 = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");

export const noPicture = (provider: string, why: string): StudioError =>
  new StudioError("unavailable", `${provider} finished without a picture${why === "" ? "" : `: ${why}`}.`, {
    hint: "Try the variation again: `samebut resume --failed`. If it happens twice, change the prompt.",
  });

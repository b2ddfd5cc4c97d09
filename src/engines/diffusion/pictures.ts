import { type Size, sameSize, sizeText } from "../../core/size.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { resizeLanczos } from "../../imaging/lanczos.ts";
import { type Picture, cropPicture, flattenPicture } from "../../imaging/picture.ts";

/** A picture file brought to the size of the work. */
export interface FittedPicture {
  /** 8-bit RGB, three bytes per pixel. */
  readonly pixels: Uint8Array;
  /** A sentence when it had another size. */
  readonly note: string | undefined;
}

/**
 * Upright, without transparency, exactly `size`: scaled until it covers it, and what stands over is cut off evenly.
 *
 * @throws StudioError "invalid" or "corrupt" for what is not a whole picture
 */
export async function readPicture(data: Uint8Array, size: Size): Promise<FittedPicture> {
  const picture = flattenPicture(await decodePicture(data));
  return { pixels: cover(picture, size).data, note: fittingNote(picture, size) };
}

/** The brightness of an RGB picture, one byte per pixel: the middle of its strongest and weakest channel. */
export function greyOf(pixels: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: pixels.length / 3 }, (_, index) => {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(index * 3, index * 3 + 3);
    return Math.round((Math.max(red, green, blue) + Math.min(red, green, blue)) / 2);
  });
}

function cover(picture: Picture, size: Size): Picture {
  if (sameSize(picture, size)) return picture;
  const scale = Math.max(size.width / picture.width, size.height / picture.height);
  const scaled = {
    width: Math.max(size.width, Math.round(picture.width * scale)),
    height: Math.max(size.height, Math.round(picture.height * scale)),
  };
  const left = Math.floor((scaled.width - size.width) / 2);
  const top = Math.floor((scaled.height - size.height) / 2);
  return cropPicture(resizeLanczos(picture, scaled), { ...size, left, top });
}

function fittingNote(original: Size, size: Size): string | undefined {
  if (sameSize(original, size)) return undefined;
  const sameShape = original.width * size.height === original.height * size.width;
  return `The picture is ${sizeText(original)} and was ${sameShape ? "scaled" : "scaled and cut"} to ${sizeText(size)}.`;
}

import { StudioError } from "../../core/errors.ts";
import { type Size, sameSize, sizeText } from "../../core/size.ts";

/** The same pixels give the same bytes: no metadata, no palette, fixed filters. */
export async function encodePng(pixels: Uint8Array, size: Size): Promise<Uint8Array> {
  const sharp = await importSharp();
  return sharp(pixels, { raw: { ...size, channels: 3 } }).png({ compressionLevel: 9, adaptiveFiltering: false, palette: false }).toBuffer();
}

export interface ReadPicture {
  /** 8-bit samples, `channels` per pixel. */
  readonly pixels: Uint8Array;
  /** The size it had. */
  readonly original: Size;
}

/**
 * Pixels of a picture file, upright, without transparency, filling `size` exactly; what does not fit the proportions is
 * cut off evenly.
 *
 * @param channels 3 for RGB, 1 for a mask
 * @throws StudioError "corrupt" when it cannot be decoded
 */
export async function readPicture(data: Uint8Array, size: Size, channels: 1 | 3, what: string): Promise<ReadPicture> {
  const sharp = await importSharp();
  try {
    const upright = sharp(data, { failOn: "error" }).autoOrient();
    const { autoOrient: original } = await upright.metadata();
    const fitted = sameSize(original, size) ? upright : upright.resize(size.width, size.height, { fit: "cover", kernel: "lanczos3" });
    const opaque = fitted.flatten({ background: "#ffffff" });
    const pixels = await opaque.toColourspace(channels === 1 ? "b-w" : "srgb").raw().toBuffer();
    return { pixels, original: { width: original.width, height: original.height } };
  } catch (cause) {
    throw new StudioError("corrupt", `The ${what} is not a picture that can be read.`, { hint: "Give a PNG, JPEG or WebP file that opens elsewhere.", cause });
  }
}

/** A sentence when a picture had to be fitted to the size of the work. */
export function fittingNote(original: Size, size: Size): string | undefined {
  if (sameSize(original, size)) return undefined;
  const sameShape = Math.abs(original.width * size.height - original.height * size.width) < Math.max(original.width, original.height);
  return `It is ${sizeText(original)} and was ${sameShape ? "scaled" : "scaled and cut"} to ${sizeText(size)}.`;
}

async function importSharp(): Promise<(typeof import("sharp"))["default"]> {
  try {
    return (await import("sharp")).default;
  } catch (cause) {
    throw new StudioError("unavailable", "sharp, which reads and writes pictures, cannot be loaded on this computer.", {
      hint: "Install it again with `npm install sharp`.",
      cause,
    });
  }
}

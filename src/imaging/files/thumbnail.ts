import { StudioError } from "../../core/errors.ts";
import { maximumPixels } from "./decode.ts";
import { loadSharp } from "./load-sharp.ts";

/**
 * A picture as WebP, at most `side` pixels wide and high, upright, in sRGB and without metadata; never enlarged. sharp
 * decodes on a thread of its own and shrinks while it decodes. Throws "corrupt" for bytes that are no whole picture.
 */
export async function thumbnailOf(data: Uint8Array, side: number): Promise<Uint8Array> {
  const sharp = await loadSharp();
  try {
    return await sharp(data, { limitInputPixels: maximumPixels, failOn: "error" })
      .autoOrient()
      // Bytes before anything else: sharp takes 16-bit pixels with a profile for Display P3.
      .pipelineColourspace("srgb")
      .resize(side, side, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 88, effort: 2, smartSubsample: true })
      .toBuffer();
  } catch (cause) {
    throw new StudioError("corrupt", "This picture cannot be opened to make it small.", {
      hint: "Its stored file is damaged: `samebut doctor` says which.",
      cause,
    });
  }
}

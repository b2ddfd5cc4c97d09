import { StudioError } from "../../core/errors.ts";
import type { Size } from "../../core/size.ts";
import { loadSharp } from "./load-sharp.ts";

/** Pixels of a picture by its header alone, upright. Throws "corrupt" when the header is none. */
export async function readSize(bytes: Uint8Array): Promise<Size> {
  const sharp = await loadSharp();
  try {
    const { width, height, autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return { width: autoOrient?.width ?? width, height: autoOrient?.height ?? height };
  } catch (cause) {
    throw new StudioError("corrupt", "The beginning of the picture is damaged.", {
      hint: "Make or copy it again; part of it is wrong.",
      cause,
    });
  }
}

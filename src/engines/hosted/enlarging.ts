import type { Size } from "../../core/size.ts";
import { type SourcePicture, sizeOf } from "./source-picture.ts";

/**
 * How many times a picture has to be enlarged to reach a size, rounded up to a whole number, within what an upscaler can do.
 * What is too large or too small after it is brought to the size by Lanczos.
 */
export async function timesLarger(
  source: SourcePicture,
  target: Size,
  { least, most }: { readonly least: number; readonly most: number },
): Promise<number> {
  const { width, height } = await sizeOf(source.data);
  const times = Math.ceil(Math.max(target.width / width, target.height / height) - 0.01);
  return Math.min(most, Math.max(Math.min(most, Math.max(2, least)), times));
}

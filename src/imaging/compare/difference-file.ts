import { differenceMap } from "./compare.ts";
import { decodePicture } from "../files/decode.ts";
import { encodePicture } from "../files/encode.ts";

/** Two picture files in, a PNG of where the second differs from the first out (see `differenceMap`). */
export async function differenceFile(first: Uint8Array, second: Uint8Array): Promise<Uint8Array> {
  const [a, b] = await Promise.all([decodePicture(first), decodePicture(second)]);
  return encodePicture(differenceMap(a, b), "png");
}

import { decodePicture } from "../../imaging/files/decode.ts";

/** Only files so small that they can hold nothing else are unpacked to look. */
const largestOfNothing = 40_000;

/** Whether a picture is nothing but black: what overflowed numbers and filters leave of one. */
export async function isBlackPicture(data: Uint8Array): Promise<boolean> {
  if (data.length > largestOfNothing) return false;
  const picture = await decodePicture(data);
  return picture.data.every((value, i) => value === 0 || (picture.channels === 4 && i % 4 === 3));
}

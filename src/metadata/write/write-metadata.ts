import { kindOf } from "../../imaging/files/file-kind.ts";
import { orientationIn } from "./orientation.ts";
import { writeIsobmff } from "./isobmff.ts";
import { writeJpeg } from "./jpeg.ts";
import { writePng } from "./png.ts";
import { writeTiff } from "./tiff.ts";
import { writeWebp } from "./webp.ts";
import type { PictureWords } from "./words.ts";

/**
 * The picture file with exactly these words about itself, whatever it said before; the pixels stay byte for byte. Formats
 * that cannot be written to are returned as they are.
 */
export function writeMetadata(bytes: Uint8Array, words: PictureWords): Uint8Array {
  switch (kindOf(bytes)) {
    case "png":
      return writePng(bytes, words, orientationIn(bytes));
    case "jpeg":
      return writeJpeg(bytes, words, orientationIn(bytes));
    case "webp":
      return writeWebp(bytes, words, orientationIn(bytes));
    case "avif":
    case "heic":
      return writeIsobmff(bytes, words);
    case "tiff":
      return writeTiff(bytes, words);
    default:
      return bytes;
  }
}

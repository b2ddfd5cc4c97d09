import type { PngText } from "../../imaging/files/png-chunks.ts";
import type { ExifWords } from "./exif-block.ts";

/** Everything that is written into a picture file; what is null is left out. What the file said before goes. */
export interface PictureWords extends Omit<ExifWords, "orientation"> {
  /** Of PNG only: other formats have no named texts. */
  readonly texts: readonly PngText[];
  /** An XMP packet. */
  readonly xmp: string | null;
}

export const noWords: PictureWords = { software: null, userComment: null, texts: [], xmp: null };

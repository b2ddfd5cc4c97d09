import { type PngChunk, type PngText, readChunks, writeChunks, writeTexts } from "../../imaging/files/png-chunks.ts";
import { exifBlock } from "./exif-block.ts";
import type { PictureWords } from "./words.ts";

/** Chunks in which a PNG speaks of itself. Pixels, colour and size on paper stay. */
const speaking: ReadonlySet<string> = new Set(["tEXt", "zTXt", "iTXt", "eXIf", "caBX", "tIME"]);

export function writePng(png: Uint8Array, words: PictureWords, orientation: number): Uint8Array {
  const kept = readChunks(png).filter(({ type }) => !speaking.has(type));
  const exif = exifBlock({ software: null, userComment: null, orientation });
  const pixels = kept.findIndex(({ type }) => type === "IDAT");
  const turned: readonly PngChunk[] = exif ? [{ type: "eXIf", data: exif }] : [];
  const bare = writeChunks([...kept.slice(0, pixels), ...turned, ...kept.slice(pixels)]);
  const xmp: PngText[] =
    words.xmp === null ? [] : [{ keyword: "XML:com.adobe.xmp", text: words.xmp, international: true }];
  const texts = [...words.texts, ...xmp];
  return texts.length === 0 ? bare : writeTexts(bare, texts);
}

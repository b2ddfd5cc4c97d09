import { invalid } from "../../core/errors.ts";
import { type RiffChunk, webpChunks } from "../containers/webp.ts";
import { exifBlock } from "./exif-block.ts";
import type { PictureWords } from "./words.ts";

const flags = { profile: 0x20, alpha: 0x10, exif: 0x08, xmp: 0x04, animation: 0x02 } as const;

/** The WebP in its extended layout (RFC 9649, section 2.7) with our EXIF and XMP behind the pixels, which stay byte for byte. */
export function writeWebp(webp: Uint8Array, words: PictureWords, orientation: number): Uint8Array {
  const chunks = [...webpChunks(webp)].filter(({ type }) => !["EXIF", "XMP ", "C2PA", "VP8X"].includes(type));
  const header = [...webpChunks(webp)].find(({ type }) => type === "VP8X");
  const exif = exifBlock({ ...words, orientation });
  const words_: RiffChunk[] = [
    ...(exif ? [{ type: "EXIF", data: exif }] : []),
    ...(words.xmp === null ? [] : [{ type: "XMP ", data: Buffer.from(words.xmp) }]),
  ];
  const extended = { type: "VP8X", data: header ? headerOf(header.data) : headerFor(chunks) };
  extended.data[0]! |= (exif ? flags.exif : 0) | (words.xmp === null ? 0 : flags.xmp);
  const body = Buffer.concat([extended, ...chunks, ...words_].flatMap(chunkBytes));
  const head = Buffer.from("RIFF\0\0\0\0WEBP", "latin1");
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

/** The header as it was, but for what is written anew. */
const headerOf = (data: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(data);
  copy[0]! &= ~(flags.exif | flags.xmp);
  return copy;
};

function headerFor(chunks: readonly RiffChunk[]): Uint8Array {
  const image = chunks.find(({ type }) => type === "VP8 " || type === "VP8L");
  if (!image || image.data.length < 10) throw invalid("The WebP file is damaged.", "Export it again.");
  const view = new DataView(image.data.buffer, image.data.byteOffset, image.data.byteLength);
  const lossless = image.type === "VP8L";
  const bits = view.getUint32(1, true);
  const width = lossless ? (bits & 0x3fff) + 1 : view.getUint16(6, true) & 0x3fff;
  const height = lossless ? ((bits >>> 14) & 0x3fff) + 1 : view.getUint16(8, true) & 0x3fff;
  const header = new Uint8Array(10);
  const hasAlpha = lossless && ((bits >>> 28) & 1) === 1;
  header[0] = (hasAlpha ? flags.alpha : 0) | (chunks.some(({ type }) => type === "ICCP") ? flags.profile : 0);
  [width - 1, height - 1].forEach((side, i) => header.set([side & 255, (side >> 8) & 255, side >> 16], 4 + i * 3));
  return header;
}

function chunkBytes({ type, data }: RiffChunk): readonly Uint8Array[] {
  const head = Buffer.from(`${type}\0\0\0\0`, "latin1");
  head.writeUInt32LE(data.length, 4);
  return [head, data, Buffer.alloc(data.length % 2)];
}

import { readChunks } from "../../imaging/files/png-chunks.ts";
import { kindOf } from "../../imaging/files/file-kind.ts";
import { jpegSegments } from "../containers/jpeg.ts";
import { webpChunks } from "../containers/webp.ts";
import { latin1 } from "../decode-text.ts";

/** How the pixels of a PNG, JPEG or WebP are turned, EXIF 1–8: 1, upright, where nothing is said. It outlives other words. */
export function orientationIn(bytes: Uint8Array): number {
  const block = exifOf(bytes);
  if (!block || block.length < 14) return 1;
  const tiff = latin1(block, 0, 6) === "Exif\0\0" ? block.subarray(6) : block;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = tiff[0] === 0x49;
  const start = view.getUint32(4, little);
  const count = start + 2 <= tiff.length ? view.getUint16(start, little) : 0;
  for (let at = start + 2; at < start + 2 + count * 12 && at + 12 <= tiff.length; at += 12) {
    const value = view.getUint16(at, little) === 0x0112 ? view.getUint16(at + 8, little) : 0;
    if (value >= 1 && value <= 8) return value;
  }
  return 1;
}

function exifOf(bytes: Uint8Array): Uint8Array | undefined {
  const kind = kindOf(bytes);
  if (kind === "png") return readChunks(bytes).find(({ type }) => type === "eXIf")?.data;
  if (kind === "webp") return [...webpChunks(bytes)].find(({ type }) => type === "EXIF")?.data;
  return [...jpegSegments(bytes)].find(({ marker, data }) => marker === 0xe1 && latin1(data, 0, 5) === "Exif\0")?.data;
}

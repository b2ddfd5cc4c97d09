import { decodeLoose, latin1 } from "../decode-text.ts";
import type { TextCollector } from "../raw-metadata.ts";
import { readExif } from "./exif.ts";
import { readXmp } from "./xmp.ts";

export interface RiffChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** The chunks of a WebP (RFC 9649, section 2.3); a chunk that is cut short is the last. */
export function* webpChunks(bytes: Uint8Array): Generator<RiffChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length;
    if (end > bytes.length) return;
    yield { type: latin1(bytes, at, at + 4), data: bytes.subarray(at + 8, end) };
    at = end + (length % 2);
  }
}

export function readWebp(bytes: Uint8Array, into: TextCollector): void {
  for (const { type, data } of webpChunks(bytes)) {
    if (type === "EXIF") readExif(data, into);
    else if (type === "XMP ") readXmp(decodeLoose(data), into);
    else if (type === "C2PA") into.credentials(data);
  }
}

import { decodeLoose, latin1 } from "../decode-text.ts";
import type { TextCollector } from "../raw-metadata.ts";
import { readExif } from "./exif.ts";
import { readPhotoshopBlocks } from "./iptc.ts";
import { readXmp } from "./xmp.ts";

export const xmpHeader = "http://ns.adobe.com/xap/1.0/\0";
const extensionHeader = "http://ns.adobe.com/xmp/extension/\0";

/** One segment before the pixels of a JPEG: its marker's second byte and its data. */
export interface JpegSegment {
  readonly marker: number;
  readonly data: Uint8Array;
  /** Where it begins in the file, marker included. */
  readonly start: number;
  readonly end: number;
}

const startOfScan = 0xda;

/** The segments up to the pixels; stops quietly where the file breaks. */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++; // fill byte
      continue;
    }
    const end = at + 2 + bytes[at + 2]! * 256 + bytes[at + 3]!;
    if (marker === startOfScan || end > bytes.length || end < at + 4) return;
    yield { marker, data: bytes.subarray(at + 4, end), start: at, end };
    at = end;
  }
}

/** The texts of a JPEG: EXIF and XMP (APP1), IPTC (APP13), comments; C2PA (APP11) only as a fact. */
export function readJpeg(bytes: Uint8Array, into: TextCollector): void {
  const extensions: Uint8Array[] = [];
  for (const { marker, data } of jpegSegments(bytes)) {
    const head = latin1(data, 0, 40);
    if (marker === 0xe1 && head.startsWith("Exif\0")) readExif(data, into);
    else if (marker === 0xe1 && head.startsWith(xmpHeader)) readXmp(decodeLoose(data.subarray(xmpHeader.length)), into);
    else if (marker === 0xe1 && head.startsWith(extensionHeader)) extensions.push(data);
    else if (marker === 0xed && head.startsWith("Photoshop 3.0")) readPhotoshopBlocks(data, into);
    else if (marker === 0xeb && head.includes("jumb")) into.credentials(data);
    else if (marker === 0xfe) into.add("JPEG comment", "comment", decodeLoose(data));
  }
  if (extensions.length > 0) readXmp(decodeLoose(joinExtensions(extensions)), into);
}

/** Parts of a long XMP packet (XMP specification, part 3): after a digest of 32 bytes the whole length and the offset. */
function joinExtensions(parts: readonly Uint8Array[]): Uint8Array {
  const start = extensionHeader.length + 40;
  const placed = parts
    .filter((part) => part.length > start)
    .map((part) => ({
      offset: new DataView(part.buffer, part.byteOffset).getUint32(extensionHeader.length + 36),
      data: part.subarray(start),
    }));
  return Buffer.concat(placed.toSorted((a, b) => a.offset - b.offset).map(({ data }) => data));
}

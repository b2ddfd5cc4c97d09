import { decodeLoose, decodeUserComment, decodeUtf16, latin1 } from "../decode-text.ts";
import type { TextCollector } from "../raw-metadata.ts";
import { readIptc } from "./iptc.ts";
import { readXmp } from "./xmp.ts";

/** Tags with words in them, by number (EXIF 3.0 and TIFF 6.0; 0x9c… are Microsoft's, two bytes per character). */
const names: ReadonlyMap<number, string> = new Map([
  [0x010d, "DocumentName"],
  [0x010e, "ImageDescription"],
  [0x010f, "Make"],
  [0x0110, "Model"],
  [0x0131, "Software"],
  [0x013b, "Artist"],
  [0x8298, "Copyright"],
  [0x9003, "DateTimeOriginal"],
  [0x927c, "MakerNote"],
  [0x9286, "UserComment"],
  [0x9c9b, "XPTitle"],
  [0x9c9c, "XPComment"],
  [0x9c9d, "XPAuthor"],
  [0x9c9e, "XPKeywords"],
  [0x9c9f, "XPSubject"],
]);
const exifFolder = 0x8769;
const xmpTag = 0x02bc;
const iptcTag = 0x83bb;
/** ComfyUI's WebP nodes count down from Make, one text per tag. */
const isAscii = 2;

const sizes: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/** The words of an EXIF block, which is a small TIFF file; "Exif\0\0" before it is skipped. Also reads TIFF pictures. */
export function readExif(bytes: Uint8Array, into: TextCollector): void {
  const block = latin1(bytes, 0, 6) === "Exif\0\0" ? bytes.subarray(6) : bytes;
  const order = latin1(block, 0, 2);
  if (block.length < 8 || (order !== "II" && order !== "MM")) return into.problem("The EXIF block cannot be read.");
  const tiff = {
    bytes: block,
    view: new DataView(block.buffer, block.byteOffset, block.byteLength),
    little: order === "II",
  };
  readFolder(tiff, tiff.view.getUint32(4, tiff.little), into, 0);
  return undefined;
}

interface Tiff {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly little: boolean;
}

function readFolder(tiff: Tiff, at: number, into: TextCollector, depth: number): void {
  if (at + 2 > tiff.bytes.length) return;
  const count = tiff.view.getUint16(at, tiff.little);
  for (let i = 0; i < count && at + 14 + i * 12 <= tiff.bytes.length; i++) readTag(tiff, at + 2 + i * 12, into, depth);
}

function readTag(tiff: Tiff, at: number, into: TextCollector, depth: number): void {
  const { view, little, bytes } = tiff;
  const tag = view.getUint16(at, little);
  const type = view.getUint16(at + 2, little);
  const length = view.getUint32(at + 4, little) * (sizes[type] ?? 0);
  const start = length <= 4 ? at + 8 : view.getUint32(at + 8, little);
  if (tag === exifFolder && depth === 0) return readFolder(tiff, view.getUint32(at + 8, little), into, 1);
  if (length === 0 || start + length > bytes.length) return undefined;
  const data = bytes.subarray(start, start + length);
  if (tag === xmpTag) return readXmp(decodeLoose(data), into);
  if (tag === iptcTag) return readIptc(data, into);
  const name = names.get(tag) ?? (type === isAscii ? `tag 0x${tag.toString(16)}` : undefined);
  if (name !== undefined) into.add("EXIF", name, wordsOf(name, data));
  return undefined;
}

function wordsOf(name: string, data: Uint8Array): string {
  if (name === "UserComment") return decodeUserComment(data);
  if (name.startsWith("XP")) return decodeUtf16(data);
  return decodeLoose(data).replace(/\0+$/u, "");
}

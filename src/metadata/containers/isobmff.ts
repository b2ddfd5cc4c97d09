import { decodeLoose, latin1 } from "../decode-text.ts";
import type { TextCollector } from "../raw-metadata.ts";
import { readExif } from "./exif.ts";
import { readXmp } from "./xmp.ts";

/** A box of an ISO base media file (ISO/IEC 14496-12), by its place in the file. */
export interface Box {
  readonly type: string;
  /** Where its size field begins. */
  readonly start: number;
  /** Where its content begins. */
  readonly content: number;
  readonly end: number;
}

export function boxesIn(bytes: Uint8Array, from: number, to: number): readonly Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to;) {
    const short = view.getUint32(at);
    const long = short === 1 && at + 16 <= to;
    const size = long ? Number(view.getBigUint64(at + 8)) : short === 0 ? to - at : short;
    const content = at + (long ? 16 : 8);
    if (size < content - at || at + size > to) break;
    boxes.push({ type: latin1(bytes, at + 4, at + 8), start: at, content, end: at + size });
    at += size;
  }
  return boxes;
}

export interface Item {
  readonly id: number;
  /** "av01", "Exif", "mime". */
  readonly type: string;
  readonly mediaType: string;
}

/** The boxes that say which items a HEIF file has and where they lie (ISO/IEC 23008-12). */
export interface ItemBoxes {
  readonly meta: Box;
  readonly information: Box;
  readonly location: Box;
}

export function findItemBoxes(bytes: Uint8Array): ItemBoxes | undefined {
  const meta = boxesIn(bytes, 0, bytes.length).find(({ type }) => type === "meta");
  if (!meta) return undefined;
  const children = boxesIn(bytes, meta.content + 4, meta.end);
  const information = children.find(({ type }) => type === "iinf");
  const location = children.find(({ type }) => type === "iloc");
  return information && location ? { meta, information, location } : undefined;
}

export function itemsIn(bytes: Uint8Array, { content, end }: Box): readonly Item[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = content + (bytes[content] === 0 ? 6 : 8);
  return boxesIn(bytes, first, end).flatMap((box) => {
    const version = bytes[box.content] ?? 0;
    if (box.type !== "infe" || version < 2) return [];
    const wide = version > 2;
    const at = box.content + (wide ? 10 : 8);
    if (at + 4 > box.end) return [];
    const id = wide ? view.getUint32(box.content + 4) : view.getUint16(box.content + 4);
    const [, mediaType = ""] = latin1(bytes, at + 4, box.end).split("\0");
    return [{ id, type: latin1(bytes, at, at + 4), mediaType }];
  });
}

export interface Extent {
  readonly id: number;
  /** 0: offsets count from the beginning of the file. */
  readonly method: number;
  readonly offset: number;
  readonly length: number;
  /** Where the file keeps the offset, and in how many bytes; 0 bytes: the base offset alone counts. */
  readonly offsetAt: number;
  readonly offsetBytes: number;
  readonly baseAt: number;
  readonly baseBytes: number;
}

/** Where the items lie. Throws RangeError when the box is cut short. */
export function extentsIn(bytes: Uint8Array, { content, end }: Box): readonly Extent[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, end);
  let at = content + 6;
  const read = (size: number): number => {
    at += size;
    if (size === 2) return view.getUint16(at - 2);
    if (size === 4) return view.getUint32(at - 4);
    return size === 8 ? Number(view.getBigUint64(at - 8)) : 0;
  };
  const version = view.getUint8(content);
  const [offsetBytes, lengthBytes] = [view.getUint8(content + 4) >> 4, view.getUint8(content + 4) & 15];
  const [baseBytes, indexBytes] = [view.getUint8(content + 5) >> 4, version > 0 ? view.getUint8(content + 5) & 15 : 0];
  const extents: Extent[] = [];
  for (let items = read(version < 2 ? 2 : 4); items > 0; items--) {
    const id = read(version < 2 ? 2 : 4);
    const method = version > 0 ? read(2) & 15 : 0;
    read(2); // data reference
    const baseAt = at;
    const base = read(baseBytes);
    for (let count = read(2); count > 0; count--) {
      read(indexBytes);
      const offsetAt = at;
      const offset = base + read(offsetBytes);
      extents.push({ id, method, offset, length: read(lengthBytes), offsetAt, offsetBytes, baseAt, baseBytes });
    }
  }
  return extents;
}

/** The texts of an AVIF or HEIF file. */
export function readIsobmff(bytes: Uint8Array, into: TextCollector): void {
  try {
    const found = findItemBoxes(bytes);
    if (!found) return;
    const items = itemsIn(bytes, found.information);
    for (const { id, method, offset, length } of extentsIn(bytes, found.location)) {
      const item = items.find((one) => one.id === id);
      const data = bytes.subarray(offset, offset + length);
      if (method !== 0 || !item) continue;
      if (item.type === "Exif") readExif(afterPrefix(data), into);
      else if (item.type === "mime" && item.mediaType.includes("rdf+xml")) readXmp(decodeLoose(data), into);
    }
  } catch {
    into.problem("The boxes of this picture file break off, so its metadata could not be read.");
  }
}

/** An Exif item begins with four bytes that say how far the TIFF header is. */
const afterPrefix = (data: Uint8Array): Uint8Array =>
  data.length < 4 ? data : data.subarray(4 + new DataView(data.buffer, data.byteOffset).getUint32(0));

import { inflateSync } from "node:zlib";
import { decodeLoose, latin1 } from "../decode-text.ts";
import { type TextCollector, longestText } from "../raw-metadata.ts";
import { readExif } from "./exif.ts";
import { readXmp } from "./xmp.ts";

/**
 * The texts of a PNG, wherever they stand. Unlike our own reader this one forgives: wrong checksums, a missing end and
 * texts that cannot be unpacked cost that text and nothing else.
 */
export function readPng(bytes: Uint8Array, into: TextCollector): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const end = at + 8 + length;
    const type = latin1(bytes, at + 4, at + 8);
    if (end > bytes.length) return into.problem("The PNG ends in the middle of its metadata.");
    if (type !== "IDAT") readChunk(type, bytes.subarray(at + 8, end), into);
    if (type === "IEND") return undefined;
    at = end + 4;
  }
  return undefined;
}

function readChunk(type: string, data: Uint8Array, into: TextCollector): void {
  if (type === "eXIf") readExif(data, into);
  else if (type === "caBX") into.credentials(data);
  else if (type === "tEXt" || type === "zTXt" || type === "iTXt") readText(type, data, into);
}

function readText(type: string, data: Uint8Array, into: TextCollector): void {
  const end = data.indexOf(0);
  if (end < 1) return;
  const keyword = latin1(data, 0, Math.min(end, 79));
  try {
    const text = decodeLoose(contentOf(type, data.subarray(end + 1)));
    if (/^XML:com\.adobe\.xmp$/iu.test(keyword)) readXmp(text, into);
    else into.add("PNG text", keyword, text);
  } catch {
    into.problem(`The PNG text “${keyword}” cannot be unpacked, or is longer than any recipe; it was left out.`);
  }
}

function contentOf(type: string, rest: Uint8Array): Uint8Array {
  if (type === "tEXt") return rest;
  if (type === "zTXt") return unpack(rest.subarray(1));
  const language = rest.indexOf(0, 2);
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
  if (translated < 0) throw new RangeError("cut short");
  const text = rest.subarray(translated + 1);
  return rest[0] === 1 ? unpack(text) : text;
}

const unpack = (data: Uint8Array): Uint8Array => inflateSync(data, { maxOutputLength: longestText });

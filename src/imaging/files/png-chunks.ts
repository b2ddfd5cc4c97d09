import { crc32, inflateSync } from "node:zlib";
import { StudioError, invalid } from "../../core/errors.ts";

/** One chunk of a PNG file (W3C PNG, third edition, section 5.3): four letters and its data. */
export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** A text that travels in a PNG. */
export interface PngText {
  readonly keyword: string;
  readonly text: string;
  /** Always as iTXt (UTF-8), even where Latin-1 would do. */
  readonly international?: boolean;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Texts longer than this when unpacked are left out: nobody writes them by hand, and a few bytes can unpack to gigabytes. */
const longestText = 4 * 1024 * 1024;

export const isPng = (bytes: Uint8Array): boolean => signature.every((value, i) => bytes[i] === value);

/** All chunks in order. Throws "corrupt" where a checksum or a length is wrong. Bytes after IEND are ignored. */
export function readChunks(png: Uint8Array): readonly PngChunk[] {
  if (!isPng(png)) throw invalid("This is not a PNG file.", "Text can be kept in PNG files only.");
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: PngChunk[] = [];
  for (let at = signature.length; ;) {
    const end = at + 12 <= png.length ? at + 12 + view.getUint32(at) : Infinity;
    if (end > png.length) throw damaged("it ends in the middle");
    if (view.getUint32(end - 4) !== crc32(png.subarray(at + 4, end - 4))) throw damaged("a checksum is wrong");
    const chunk = {
      type: fromLatin1(png.subarray(at + 4, at + 8)),
      data: png.subarray(at + 8, end - 4),
    };
    chunks.push(chunk);
    if (chunk.type === "IEND") return chunks;
    at = end;
  }
}

export function writeChunks(chunks: readonly PngChunk[]): Uint8Array {
  const parts: Uint8Array[] = [signature];
  for (const { type, data } of chunks) {
    const head = new Uint8Array(8);
    new DataView(head.buffer).setUint32(0, data.length);
    head.set(latin1Bytes(type), 4);
    const check = new Uint8Array(4);
    new DataView(check.buffer).setUint32(0, crc32(data, crc32(head.subarray(4))));
    parts.push(head, data, check);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** The texts of a PNG (tEXt, zTXt, iTXt) in order. Ones that cannot be read are left out: foreign metadata is never a reason to fail. */
export function readTexts(png: Uint8Array): readonly PngText[] {
  return readChunks(png).flatMap((chunk) => readText(chunk) ?? []);
}

/** The PNG with these texts; ones with the same keyword are replaced, pixels and other chunks stay byte for byte. */
export function writeTexts(png: Uint8Array, texts: readonly PngText[]): Uint8Array {
  const replaced = new Set(texts.map((text) => text.keyword));
  const kept = readChunks(png).filter((chunk) => !replaced.has(keywordOf(chunk) ?? ""));
  // Before the pixels, so that a reader finds them without reading the picture.
  const pixels = kept.findIndex((chunk) => chunk.type === "IDAT");
  return writeChunks([...kept.slice(0, pixels), ...texts.map(textChunk), ...kept.slice(pixels)]);
}

/** True Latin-1; a TextDecoder of that name would decode Windows-1252. */
const fromLatin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
const utf8 = new TextDecoder("utf-8", { fatal: true });
const latin1Bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const isLatin1 = (text: string): boolean => /^[\n\x20-\x7e\xa0-\xff]*$/u.test(text);

const textTypes: ReadonlySet<string> = new Set(["tEXt", "zTXt", "iTXt"]);

function keywordOf(chunk: PngChunk): string | undefined {
  if (!textTypes.has(chunk.type)) return undefined;
  const end = chunk.data.indexOf(0);
  return end > 0 ? fromLatin1(chunk.data.subarray(0, end)) : undefined;
}

function readText(chunk: PngChunk): PngText | undefined {
  const keyword = keywordOf(chunk);
  if (keyword === undefined) return undefined;
  const rest = chunk.data.subarray(keyword.length + 1);
  try {
    if (chunk.type === "tEXt") return { keyword, text: fromLatin1(rest) };
    if (chunk.type === "zTXt") return { keyword, text: fromLatin1(unpack(rest.subarray(1))) };
    return { keyword, text: readInternational(rest) };
  } catch {
    return undefined;
  }
}

/** iTXt after its keyword: compressed?, method, language, NUL, translated keyword, NUL, UTF-8 text. */
function readInternational(rest: Uint8Array): string {
  const language = rest.indexOf(0, 2);
  const translated = rest.indexOf(0, language + 1);
  if (language < 0 || translated < 0) throw damaged("a text is cut short");
  const text = rest.subarray(translated + 1);
  return utf8.decode(rest[0] === 1 ? unpack(text) : text);
}

const unpack = (data: Uint8Array): Uint8Array => inflateSync(data, { maxOutputLength: longestText });

/** tEXt where Latin-1 can say it, because old readers know nothing else; iTXt otherwise. */
function textChunk({ keyword, text, international }: PngText): PngChunk {
  if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,77}[\x21-\x7e])?$/u.test(keyword)) {
    throw invalid(`${JSON.stringify(keyword)} cannot be a PNG keyword.`, "Use 1 to 79 plain letters.");
  }
  const name = latin1Bytes(keyword);
  if (!international && isLatin1(text))
    return {
      type: "tEXt",
      data: new Uint8Array(Buffer.concat([name, Uint8Array.of(0), latin1Bytes(text)])),
    };
  return {
    type: "iTXt",
    data: new Uint8Array(Buffer.concat([name, new Uint8Array(5), new TextEncoder().encode(text)])),
  };
}

const damaged = (how: string): StudioError =>
  new StudioError("corrupt", `The PNG file is damaged: ${how}.`, {
    hint: "Copy or export it again.",
  });

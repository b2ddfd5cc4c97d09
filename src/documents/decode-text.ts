import { invalid } from "../core/errors.ts";

export interface DecodedText {
  readonly text: string;
  /** What had to be assumed, as a sentence; undefined for clean UTF-8 and UTF-16. */
  readonly note: string | undefined;
}

/**
 * The text of a file, whatever wrote it: UTF-8, UTF-16 with or without a byte order mark, else Windows-1252 where that is
 * plausible. Throws "invalid", with the remedy, for anything else. Line ends stay as they are.
 */
export function decodeText(bytes: Uint8Array, name: string): DecodedText {
  refuseKnownFormats(bytes, name);
  const clean = byMark(bytes) ?? strict("utf-8", bytes) ?? bareUtf16(bytes);
  if (clean !== undefined) return { text: checked(clean, name), note: undefined };
  return mendedUtf8(bytes) ?? western(bytes) ?? unreadable(name);
}

const begins = (bytes: Uint8Array, ...marks: readonly number[]): boolean => marks.every((mark, i) => bytes[i] === mark);
const beginsWith = (bytes: Uint8Array, text: string): boolean =>
  begins(bytes, ...Array.from(text, (letter) => letter.charCodeAt(0)));

/** Formats that hold words and are no text. */
export function refuseKnownFormats(bytes: Uint8Array, name: string): void {
  const remedy = "Save it as .docx, .md or .txt in the program that wrote it, or paste its text.";
  if (beginsWith(bytes, "%PDF-")) throw invalid(`${name} is a PDF, which has pages and no running text.`, remedy);
  if (beginsWith(bytes, "{\\rtf")) throw invalid(`${name} is a text in RTF.`, remedy);
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw invalid(`${name} is a Word document of before 2007 (.doc).`, remedy);
  if (beginsWith(bytes.subarray(30, 80), "mimetypeapplication/vnd.oasis"))
    throw invalid(`${name} is an OpenDocument file.`, remedy);
  if (begins(bytes, 0xff, 0xfe, 0, 0) || begins(bytes, 0, 0, 0xfe, 0xff))
    throw invalid(`${name} is a text in UTF-32.`, "Save it in UTF-8.");
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

function strict(encoding: Encoding, bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

function byMark(bytes: Uint8Array): string | undefined {
  if (begins(bytes, 0xff, 0xfe)) return strict("utf-16le", bytes);
  return begins(bytes, 0xfe, 0xff) ? strict("utf-16be", bytes) : undefined;
}

const looked = 4_096;

/** Without a mark: zeros on one side of nearly half of the pairs and on the other of none, as in any European language. */
function bareUtf16(bytes: Uint8Array): string | undefined {
  const pairs = Math.floor(Math.min(bytes.length, looked) / 2);
  if (pairs < 2 || bytes.length % 2 === 1) return undefined;
  let [first, second] = [0, 0];
  for (let i = 0; i < pairs * 2; i += 2) {
    if (bytes[i] === 0) first++;
    if (bytes[i + 1] === 0) second++;
  }
  if (first === 0 && second > pairs * 0.4) return strict("utf-16le", bytes);
  return second === 0 && first > pairs * 0.4 ? strict("utf-16be", bytes) : undefined;
}

/** More than this share of control characters is no text. */
const mostControls = 0.01;

function checked(text: string, name: string): string {
  const controls = text.match(controlCharacters)?.length ?? 0;
  return controls > text.length * mostControls + 2 ? unreadable(name) : text;
}

// oxlint-disable-next-line no-control-regex
const controlCharacters = /[\u0001-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/gu;

/** UTF-8 with a few broken bytes, as cut downloads have: far more letters outside ASCII than broken ones. */
function mendedUtf8(bytes: Uint8Array): DecodedText | undefined {
  if (bytes.includes(0)) return undefined;
  const text = new TextDecoder("utf-8").decode(bytes);
  const broken = text.match(/\ufffd/gu)?.length ?? 0;
  const foreign = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  if (broken === 0 || foreign < 4 * broken) return undefined;
  const count = broken === 1 ? "1 broken character was" : `${broken} broken characters were`;
  return { text, note: `It is UTF-8 with faults: ${count} replaced by �.` };
}

/** More letters outside ASCII than this are another alphabet, and nobody can tell which. */
const mostForeign = 0.3;

function western(bytes: Uint8Array): DecodedText | undefined {
  let foreign = 0;
  for (const byte of bytes) {
    if (isNoLetter(byte)) return undefined;
    if (byte >= 0x80) foreign++;
  }
  if (foreign > bytes.length * mostForeign) return undefined;
  return {
    text: new TextDecoder("windows-1252").decode(bytes),
    note: "It is not UTF-8, so it was read as Windows-1252 (Western European). Where letters look wrong, save it in UTF-8 and give it again.",
  };
}

const isNoLetter = (byte: number): boolean =>
  (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) ||
  byte === 0x7f ||
  [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte);

function unreadable(name: string): never {
  throw invalid(
    `${name} is no text that can be read: neither UTF-8 nor UTF-16 nor Windows-1252.`,
    "Save it as plain text or Markdown in UTF-8.",
  );
}

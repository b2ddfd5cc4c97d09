import { StudioError } from "../../core/errors.ts";
import { type Size, sizeText } from "../../core/size.ts";
import { isPng, readChunks } from "../../imaging/files/png-chunks.ts";

export interface SentPicture {
  readonly data: Uint8Array;
  readonly mediaType: "image/png" | "image/jpeg" | "image/webp" | "image/gif" | "image/avif";
}

/**
 * What a server sent as a picture: its kind by its first bytes, whatever it was called, and complete to its last. Pixels are
 * not unpacked here. Throws "corrupt" in the server's name, for the remedy is to ask again and not to choose another file.
 */
export function sentPicture(data: Uint8Array, server: string): SentPicture {
  const mediaType = kindOf(data);
  if (mediaType === undefined) throw damaged(`${server} sent something that is not a picture`, data);
  if (!isComplete(data, mediaType)) throw damaged(`${server} sent only a part of the picture`, data);
  return { data, mediaType };
}

/** A base64 text, with or without "data:…;base64," before it. */
export function sentBase64(text: string, server: string): SentPicture {
  const plain = text.startsWith("data:") ? text.slice(text.indexOf(",") + 1) : text;
  return sentPicture(new Uint8Array(Buffer.from(plain, "base64")), server);
}

export function kindOf(data: Uint8Array): SentPicture["mediaType"] | undefined {
  if (isPng(data)) return "image/png";
  if (data[0] === 0xff && data[1] === 0xd8 && data[2] === 0xff) return "image/jpeg";
  if (ascii(data, 0, 4) === "RIFF" && ascii(data, 8, 12) === "WEBP") return "image/webp";
  if (ascii(data, 0, 4) === "GIF8") return "image/gif";
  if (ascii(data, 4, 12) === "ftypavif") return "image/avif";
  return undefined;
}

function isComplete(data: Uint8Array, mediaType: SentPicture["mediaType"]): boolean {
  switch (mediaType) {
    case "image/png":
      return isCompletePng(data);
    case "image/jpeg":
      // Some encoders pad after the end marker.
      return data.subarray(-64).some((byte, i, end) => byte === 0xff && end[i + 1] === 0xd9);
    case "image/webp":
      return Buffer.from(data.buffer, data.byteOffset).readUInt32LE(4) + 8 <= data.length;
    default:
      return true;
  }
}

function isCompletePng(data: Uint8Array): boolean {
  try {
    readChunks(data);
    return true;
  } catch {
    return false;
  }
}

const ascii = (data: Uint8Array, from: number, to: number): string =>
  Buffer.from(data.subarray(from, to)).toString("latin1");

const damaged = (what: string, data: Uint8Array): StudioError =>
  new StudioError("corrupt", `${what} (${data.length} bytes).`, {
    hint: "Try the variation again: `samebut resume --failed`. If it happens twice, look at the server's own log.",
  });

/** A sentence when a picture came in another size than was asked for. */
export const sizeNote = (server: string, made: Size, asked: Size): string | undefined =>
  made.width === asked.width && made.height === asked.height
    ? undefined
    : `${server} made ${sizeText(made)} instead of ${sizeText(asked)}.`;

export type FileKind = "png" | "jpeg" | "webp" | "avif" | "heic" | "tiff" | "gif";

/** What a file is by its first bytes, whatever its name says; undefined for what is no picture that we open. */
export function kindOf(bytes: Uint8Array): FileKind | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "webp";
  if (head.startsWith("GIF8")) return "gif";
  if (/^(?:II\x2a\0|MM\0\x2a|II\x2b\0|MM\0\x2b)/u.test(head)) return "tiff";
  if (head.slice(4, 8) !== "ftyp") return undefined;
  if (/avi[fs]/u.test(head.slice(8))) return "avif";
  return /hei[cxms]|hev[cx]|mif1/u.test(head.slice(8)) ? "heic" : undefined;
}

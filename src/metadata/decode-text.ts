const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/** Bytes that claim to be Latin-1 or ASCII: UTF-8 where they are valid UTF-8, because half the writers put that there. */
export function decodeLoose(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  }
}

/** Characters as bytes: "Exif", "RIFF". */
export const latin1 = (bytes: Uint8Array, from = 0, to = bytes.length): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1", from, to);

/** UTF-16 of an unknown byte order: a byte order mark decides, else the side on which the zeros are. */
export function decodeUtf16(bytes: Uint8Array): string {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  if (even[0] === 0xfe && even[1] === 0xff) return decoder("utf-16be").decode(even.subarray(2));
  if (even[0] === 0xff && even[1] === 0xfe) return decoder("utf-16le").decode(even.subarray(2));
  let high = 0;
  let low = 0;
  for (let i = 0; i < Math.min(even.length, 4096); i += 2) {
    if (even[i] === 0) high++;
    if (even[i + 1] === 0) low++;
  }
  return decoder(high >= low ? "utf-16be" : "utf-16le").decode(even);
}

const decoder = (encoding: "utf-16be" | "utf-16le") => new TextDecoder(encoding);

/**
 * EXIF UserComment (EXIF 3.0, section 4.6.6): eight bytes name the encoding. Writers get this wrong in every way, so
 * what does not fit its name is decoded by its looks.
 */
export function decodeUserComment(bytes: Uint8Array): string {
  const code = latin1(bytes, 0, 8);
  const rest = bytes.subarray(8);
  if (code.startsWith("UNICODE")) return looksWide(rest) ? decodeUtf16(rest) : decodeLoose(rest);
  if (code.startsWith("ASCII")) return decodeLoose(rest);
  if (code === "\0\0\0\0\0\0\0\0") return looksWide(rest) ? decodeUtf16(rest) : decodeLoose(rest);
  return looksWide(bytes) ? decodeUtf16(bytes) : decodeLoose(bytes);
}

/** Two bytes per character: many zeros on one side, or text that is no UTF-8. */
function looksWide(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  head.forEach((byte, i) => (byte === 0 ? zeros[i % 2]!++ : undefined));
  if (Math.max(...zeros) > head.length / 8) return true;
  try {
    strictUtf8.decode(bytes);
    return false;
  } catch {
    return bytes.length % 2 === 0;
  }
}

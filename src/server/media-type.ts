interface MediaType {
  readonly type: string;
  readonly extension: string;
}

const signatures: readonly (MediaType & { readonly at: number; readonly bytes: string })[] = [
  { type: "image/png", extension: "png", at: 0, bytes: "\x89PNG\r\n\x1a\n" },
  { type: "image/jpeg", extension: "jpg", at: 0, bytes: "\xff\xd8\xff" },
  { type: "image/webp", extension: "webp", at: 8, bytes: "WEBP" },
  { type: "image/avif", extension: "avif", at: 4, bytes: "ftypavif" },
  { type: "image/gif", extension: "gif", at: 0, bytes: "GIF8" },
];

/** What bytes are by their first ones. Only pictures and plain text are named: nothing that a browser would run. */
export function mediaTypeOf(data: Uint8Array): MediaType {
  const head = Buffer.from(data.buffer, data.byteOffset, Math.min(data.byteLength, 32)).toString("latin1");
  const known = signatures.find(({ at, bytes }) => head.startsWith(bytes, at));
  if (known) return known;
  return isText(data)
    ? { type: "text/plain; charset=utf-8", extension: "txt" }
    : { type: "application/octet-stream", extension: "bin" };
}

function isText(data: Uint8Array): boolean {
  if (data.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(data);
    return true;
  } catch {
    return false;
  }
}

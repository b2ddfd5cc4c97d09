import type { HttpAnswer } from "./request.ts";

/** The answer was longer than we read. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
}

/** The whole body, or `TooLarge` as soon as it is longer than `maximum` bytes; the rest is then not downloaded. */
export async function readBody(response: Response, maximum: number): Promise<HttpAnswer["data"]> {
  const announced = Number(response.headers.get("content-length") ?? 0);
  if (announced > maximum) {
    await response.body?.cancel();
    throw new TooLarge();
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > maximum) throw new TooLarge(); // leaving the loop cancels the stream
    parts.push(part);
  }
  return parts.length === 1 && parts[0] ? parts[0] : new Uint8Array(Buffer.concat(parts));
}

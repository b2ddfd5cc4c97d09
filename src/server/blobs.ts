import type { Hono } from "hono";
import { type Blobs, isHash } from "../core/blobs.ts";
import { StudioError } from "../core/errors.ts";
import { failureResponse } from "./failures.ts";
import { mediaTypeOf } from "./media-type.ts";

/** Bytes by what they are: they never change under their address, and nothing in them can act. */
export function mountBlobs(app: Hono, blobs: Blobs): void {
  app.get("/blobs/:hash", async (c) => {
    const hash = c.req.param("hash");
    if (!isHash(hash)) return failureResponse(unknownBlob);
    const etag = `"${hash}"`;
    if (c.req.header("if-none-match") === etag && (await blobs.has(hash)))
      return new Response(null, { status: 304, headers: forEver(etag) });
    const data = await blobs.read(hash).catch((error: unknown) => {
      throw error instanceof StudioError && error.code === "not-found" ? unknownBlob : error;
    });
    const { type, extension } = mediaTypeOf(data);
    return new Response(data as Uint8Array<ArrayBuffer>, {
      headers: {
        ...forEver(etag),
        "Content-Type": type,
        "Content-Length": String(data.byteLength),
        "Content-Disposition": `inline; filename="samebut-${hash.slice(0, 12)}.${extension}"`,
        "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        "X-Content-Type-Options": "nosniff",
      },
    });
  });
}

export const forEver = (etag: string): Record<string, string> => ({
  ETag: etag,
  "Cache-Control": "private, max-age=31536000, immutable",
});

export const unknownBlob = new StudioError("not-found", "There is no such picture or text in this workspace.", {
  hint: "An address of one looks like /blobs/ and 64 hexadecimal digits.",
});

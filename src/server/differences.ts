import type { Hono } from "hono";
import { type Blobs, isHash } from "../core/blobs.ts";
import { forEver, unknownBlob } from "./blobs.ts";
import { failureResponse } from "./failures.ts";

/** A PNG of where the second picture differs from the first. */
export type DrawDifference = (first: Uint8Array, second: Uint8Array) => Promise<Uint8Array>;

/** GET /differences/<sha-256>/<sha-256>: the map of ΔE2000 between two pictures, under an address that never changes. */
export function mountDifferences(app: Hono, blobs: Blobs, draw: DrawDifference | undefined): void {
  app.get("/differences/:first/:second", async (c) => {
    const { first, second } = c.req.param();
    if (!draw || !isHash(first) || !isHash(second)) return failureResponse(unknownBlob);
    const etag = `"${first}-${second}"`;
    if (c.req.header("if-none-match") === etag) return new Response(null, { status: 304, headers: forEver(etag) });
    const map = await draw(await blobs.read(first), await blobs.read(second));
    return new Response(map as Uint8Array<ArrayBuffer>, {
      headers: { ...forEver(etag), "Content-Type": "image/png", "X-Content-Type-Options": "nosniff" },
    });
  });
}

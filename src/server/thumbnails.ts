import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Hono } from "hono";
import { type Blobs, isHash } from "../core/blobs.ts";
import { StudioError } from "../core/errors.ts";
import { forEver, unknownBlob } from "./blobs.ts";
import { failureResponse } from "./failures.ts";
import { mediaTypeOf } from "./media-type.ts";

/** The picture as WebP that fits into `side` × `side` pixels. */
export type Shrink = (data: Uint8Array, side: number) => Promise<Uint8Array>;

/** Longest sides that are made, in pixels: few, so that few files are kept. */
export const thumbnailSides = [160, 320, 640, 1280] as const;

export interface Thumbnails {
  readonly blobs: Blobs;
  readonly shrink: Shrink | undefined;
  /** Where made ones are kept; it may be deleted at any time. */
  readonly folder: string;
}

/** GET /thumbnails/<side>/<sha-256>: a picture made small once, under an address that never changes. */
export function mountThumbnails(app: Hono, options: Thumbnails): void {
  const making = new Map<string, Promise<Uint8Array>>();
  app.get("/thumbnails/:side/:hash", async (c) => {
    const hash = c.req.param("hash");
    const side = thumbnailSides.find((known) => String(known) === c.req.param("side"));
    if (!isHash(hash)) return failureResponse(unknownBlob);
    if (side === undefined) return failureResponse(unknownSide);
    const etag = `"${hash}-${side}"`;
    if (c.req.header("if-none-match") === etag) return new Response(null, { status: 304, headers: forEver(etag) });
    const key = `${hash}-${side}`;
    const made = making.get(key) ?? thumbnail(options, hash, side).finally(() => making.delete(key));
    making.set(key, made);
    const data = await made;
    return new Response(data as Uint8Array<ArrayBuffer>, {
      headers: { ...forEver(etag), "Content-Type": mediaTypeOf(data).type, "X-Content-Type-Options": "nosniff" },
    });
  });
}

async function thumbnail({ blobs, shrink, folder }: Thumbnails, hash: string, side: number): Promise<Uint8Array> {
  const path = join(folder, hash.slice(0, 2), `${hash}-${side}.webp`);
  const kept = await readFile(path).catch(() => undefined);
  if (kept && kept.length > 0) return kept;
  const data = await blobs.read(hash).catch((error: unknown) => {
    throw error instanceof StudioError && error.code === "not-found" ? unknownBlob : error;
  });
  if (!shrink || !mediaTypeOf(data).type.startsWith("image/")) return data;
  const small = await shrink(data, side);
  await keep(path, small);
  return small;
}

/** A convenience: where it cannot be written, it is made again next time. */
async function keep(path: string, data: Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}`;
  try {
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(draft, data);
    await rename(draft, path);
  } catch {
    // A full or read-only disk must not cost the picture.
  }
}

const unknownSide = new StudioError("not-found", "Thumbnails are not made at this size.", {
  hint: `There are: ${thumbnailSides.join(", ")} pixels.`,
});

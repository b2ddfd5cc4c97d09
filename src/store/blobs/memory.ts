import type { Blobs } from "../../core/blobs.ts";
import { notFound } from "../../core/errors.ts";
import { assertHash, sha256 } from "./hash.ts";

/** For tests and for work that need not outlive the process. */
export function createMemoryBlobs(): Blobs {
  const stored = new Map<string, Uint8Array>();
  return {
    async put(data, mediaType) {
      const hash = sha256(data);
      if (!stored.has(hash)) stored.set(hash, Uint8Array.from(data));
      return { hash, mediaType, bytes: data.byteLength };
    },
    async read(hash) {
      assertHash(hash);
      const data = stored.get(hash);
      if (!data) throw notFound("blob", hash);
      return Uint8Array.from(data);
    },
    has: async (hash) => stored.has(hash),
    async *list() {
      yield* stored.keys();
    },
    sweep: async () => 0,
  };
}

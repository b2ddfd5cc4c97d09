import { type Blobs, isHash } from "../../core/blobs.ts";
import { invalid, notFound } from "../../core/errors.ts";
import { sha256 } from "./disk.ts";

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
      if (!isHash(hash))
        throw invalid(
          `${JSON.stringify(hash)} is not the name of a blob.`,
          "Use the 64 hex digits of its SHA-256.",
        );
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

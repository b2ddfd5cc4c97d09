import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Blobs } from "../../core/blobs.ts";
import { sha256 } from "./hash.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const unknown = sha256(bytes("never stored"));

async function all(blobs: Blobs): Promise<readonly string[]> {
  const hashes: string[] = [];
  for await (const hash of blobs.list()) hashes.push(hash);
  return hashes.toSorted((a, b) => (a < b ? -1 : 1));
}

/** What every store of bytes does, wherever it keeps them. Run it from the adapter's own test file. */
export function blobsContract(name: string, create: () => Promise<Blobs>): void {
  describe(`${name} as a store of bytes`, () => {
    let blobs: Blobs;
    beforeAll(async () => {
      blobs = await create();
    });
    afterAll(async () => expect(await blobs.sweep()).toBe(0));

    it("has nothing at first", async () => {
      expect(await all(blobs)).toEqual([]);
      expect(await blobs.sweep()).toBe(0);
      expect(await blobs.has(unknown)).toBe(false);
    });

    it("gives back what was put, under the hash of its content", async () => {
      const any = fc.uint8Array({ maxLength: 3_000 });
      await fc.assert(
        fc.asyncProperty(any, async (data) => {
          const ref = await blobs.put(data, "image/png");
          expect(ref).toEqual({ hash: sha256(data), mediaType: "image/png", bytes: data.length });
          expect(await blobs.has(ref.hash)).toBe(true);
          expect(Buffer.from(await blobs.read(ref.hash)).equals(data)).toBe(true);
        }),
        { numRuns: 25 },
      );
    });

    it("stores the same bytes once, also when put many times at once", async () => {
      const before = await all(blobs);
      const refs = await Promise.all(Array.from({ length: 8 }, () => blobs.put(bytes("the same"), "text/plain")));
      expect(new Set(refs.map(({ hash }) => hash)).size).toBe(1);
      expect(await all(blobs)).toEqual([...before, refs[0]?.hash ?? ""].toSorted((a, b) => (a < b ? -1 : 1)));
    });

    it("is not changed by changing what was put or read", async () => {
      const data = bytes("a pear");
      const { hash } = await blobs.put(data, "text/plain");
      data.fill(0);
      (await blobs.read(hash)).fill(0);
      expect(Buffer.from(await blobs.read(hash)).toString()).toBe("a pear");
    });

    it("stores a view's own bytes, not those around it", async () => {
      const view = bytes("xxpearxx").subarray(2, 6);
      const { hash } = await blobs.put(view, "text/plain");
      expect(Buffer.from(await blobs.read(hash)).toString()).toBe("pear");
    });

    it("says that it does not have what it was never given", async () => {
      await expect(blobs.read(unknown)).rejects.toMatchObject({ code: "not-found" });
    });

    it.each(["", "../../etc/passwd", "A".repeat(64), `${unknown}/..`, unknown.slice(1)])(
      "takes no other name than a hash: %j",
      async (name) => {
        expect(await blobs.has(name)).toBe(false);
        await expect(blobs.read(name)).rejects.toMatchObject({ code: "invalid" });
      },
    );
  });
}

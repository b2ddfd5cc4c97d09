import { existsSync } from "node:fs";
import { open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimOf, mustClaim, planSession, sampleAttempt, sampleOutcome } from "../../../src/store/contract/samples.ts";
import { examine } from "../../../src/store/doctor.ts";
import { type SmallDisk, mountSmallDisk } from "../../fixtures/small-disk.ts";
import { openTestBlobs, openTestStore } from "../../fixtures/workspace.ts";

const unable = "this process may not mount a small disk (it takes root on Linux)";

let disk: SmallDisk | undefined;
beforeEach(async () => {
  disk = await mountSmallDisk(40);
});
afterEach(() => disk?.remove());

/** Leaves only so many bytes. */
async function fillUp(folder: string, left: number): Promise<string> {
  const file = join(folder, "filler");
  const handle = await open(file, "w");
  const { bavail, bsize } = await statfs(folder);
  await handle.writeFile(Buffer.alloc(bavail * bsize - left));
  await handle.close();
  return file;
}

const picture = (name: string): Buffer => Buffer.alloc(60_000, name);

describe("a full disk", () => {
  it.for([0, 4_096, 50_000, 200_000])(
    "keeps what is being paid for, and begins nothing new (%i bytes left)",
    async (left, { skip }) => {
      if (!disk) return skip(unable);
      const store = await openTestStore(disk.folder);
      const blobs = openTestBlobs(disk.folder);
      const options = claimOf(await planSession(store, 10));
      await blobs.put(Buffer.from("the first lays the ballast"), "text/plain");
      const claims = [];
      for (let n = 0; n < 8; n++) claims.push(await mustClaim(store, options));
      const ballast = [join(disk.folder, "ballast"), join(disk.folder, "blobs", "ballast")];
      expect(ballast.map((file) => existsSync(file))).toEqual([true, true]);
      const filler = await fillUp(disk.folder, left);

      await expect(store.claim(options)).rejects.toMatchObject({
        code: "storage",
        hint: expect.stringContaining("Free some space"),
      });
      for (const claim of claims) {
        const blob = await blobs.put(picture(claim.slot.id), "image/png");
        await store.finish(claim, { ...sampleOutcome(""), blob });
      }
      expect(ballast.some((file) => !existsSync(file))).toBe(true);
      await expect(store.claim(options)).rejects.toMatchObject({ code: "storage" });

      await rm(filler);
      expect(await examine(store, blobs)).toMatchObject([{ severity: "note", where: "blobs" }]);
      await blobs.put(picture("goes on"), "image/png");
      await store.finish(await mustClaim(store, options), sampleOutcome("goes on"));
      expect((await store.history("session-1")).variations).toHaveLength(9);
      expect(ballast.map((file) => existsSync(file))).toEqual([true, true]);
      await store.close();
    },
  );

  it("that no ballast can help is said clearly, and nothing is half written", async ({ skip }) => {
    if (!disk) return skip(unable);
    const store = await openTestStore(disk.folder);
    const blobs = openTestBlobs(disk.folder);
    await planSession(store, 1);
    await fillUp(disk.folder, 0);
    const full = { code: "storage", hint: expect.stringContaining("Free some space") };
    await expect(blobs.put(Buffer.alloc(5_000_000), "image/png")).rejects.toMatchObject(full);
    const before = await store.history("session-1");
    const huge = { ...sampleAttempt("session-1", 2), reason: "light ".repeat(1_000_000) };
    await expect(store.openAttempt(huge)).rejects.toMatchObject(full);
    expect(await store.history("session-1")).toEqual(before);
    expect(await examine(store, blobs)).toEqual([]);
    await store.close();
  });

  it("can still be opened and looked at, and takes nothing new", async ({ skip }) => {
    if (!disk) return skip(unable);
    const before = await openTestStore(disk.folder);
    const plan = await planSession(before, 1);
    await before.close();
    await fillUp(disk.folder, 0);
    const store = await openTestStore(disk.folder);
    const { session, slots } = await store.history("session-1");
    expect(slots).toHaveLength(1);
    const refused = { code: "storage", hint: expect.stringContaining("Free some space") };
    const another = { ...session, id: "another" };
    await expect(store.createSession(another, sampleAttempt("another", 1))).rejects.toMatchObject(refused);
    const second = { ...plan, round: { ...plan.round, id: "second", ordinal: 2 }, arms: [], slots: [] };
    await expect(store.addRound(second)).rejects.toMatchObject(refused);
    expect(await store.sessions()).toHaveLength(1);
    await store.close();
  });

  it("or a read-only one is refused with what to do", async ({ skip }) => {
    if (!disk) return skip(unable);
    const there = await openTestStore(disk.folder);
    await planSession(there, 1);
    await there.close();
    disk.makeReadOnly();
    const refused = { code: "storage", hint: expect.stringContaining("read-only") };
    await expect(openTestStore(disk.folder)).rejects.toMatchObject(refused);
    await expect(openTestStore(join(disk.folder, "new", "workspace"))).rejects.toMatchObject(refused);
    await expect(openTestBlobs(disk.folder).put(Buffer.from("x"), "text/plain")).rejects.toMatchObject(refused);
  });
});

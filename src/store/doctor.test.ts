import { mkdtemp, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Blobs } from "../core/blobs.ts";
import type { Store } from "../core/store.ts";
import type { Variation } from "../core/variation.ts";
import { createDiskBlobs } from "./blobs/disk.ts";
import { claimOf, mustClaim, planSession, sampleBrief, sampleOutcome } from "./contract/samples.ts";
import { examine } from "./doctor.ts";
import { createSqliteStore } from "./open-store.ts";

let home: string;
let store: Store;
let blobs: Blobs;
let made: Variation[];
const fileOf = (hash: string): string => join(home, "blobs", hash.slice(0, 2), hash);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "samebut-doctor-"));
  let ids = 0;
  store = await createSqliteStore({
    file: join(home, "samebut.db"),
    runFolder: join(home, "run"),
    clock: { now: Date.now },
    ids: { next: () => `v${++ids}` },
    actor: "test",
  });
  blobs = createDiskBlobs({ folder: join(home, "blobs") });
  made = [];
  const options = claimOf(await planSession(store, 3));
  for (let n = 0; n < 3; n++) {
    const claim = await mustClaim(store, options);
    const blob = await blobs.put(new TextEncoder().encode(`picture ${n}`), "image/png");
    made.push(await store.finish(claim, { ...sampleOutcome(""), blob }));
  }
});
afterEach(async () => {
  await store.close();
  await rm(home, { recursive: true, force: true });
});

describe("doctor", () => {
  it("reads everything and finds nothing", async () => {
    const seen: number[] = [];
    expect(await examine(store, blobs, (progress) => seen.push(progress.blobs))).toEqual([]);
    expect(seen).toEqual([1, 2, 3]);
  });

  it("finds a damaged, a missing and an extra file, the worst first", async () => {
    const [damaged, missing] = made.map(({ blob }) => blob) as [string, string];
    await unlink(fileOf(damaged));
    await writeFile(fileOf(damaged), "picturf 0");
    await unlink(fileOf(missing));
    await blobs.put(new TextEncoder().encode("nobody's"), "image/png");
    expect(await examine(store, blobs)).toMatchObject([
      { severity: "error", where: `blob ${damaged}`, message: expect.stringContaining("damaged") },
      {
        severity: "error",
        where: `blob ${missing}`,
        message: expect.stringContaining("not stored"),
      },
      { severity: "note", where: "blobs", message: expect.stringContaining("1 stored file") },
    ]);
  });

  it("misses the references of a brief too", async () => {
    const hash = "ab".repeat(32);
    await store.reviseBrief("session-1", {
      ...sampleBrief(),
      references: [{ hash, name: "mood.png", note: "" }],
    });
    expect(await examine(store, blobs)).toMatchObject([{ severity: "error", where: `blob ${hash}` }]);
  });

  it("changes nothing", async () => {
    const history = await store.history("session-1");
    await unlink(fileOf(made[0]?.blob ?? ""));
    await examine(store, blobs);
    expect(await store.history("session-1")).toEqual(history);
  });
});

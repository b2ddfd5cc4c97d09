import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toFailure } from "../../../src/core/errors.ts";
import { planSession, runAll, sampleReading } from "../../../src/store/contract/samples.ts";
import { examine } from "../../../src/store/doctor.ts";
import { openTestBlobs, openTestStore } from "../../fixtures/workspace.ts";

const tables = [
  "session",
  "attempt",
  "round",
  "arm",
  "slot",
  "call",
  "blob",
  "variation",
  "reading",
  "verdict",
  "delivery",
  "event",
];

let home: string;
let whole: Buffer;
let said: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "samebut-rot-"));
  const store = await openTestStore(home);
  const made = await runAll(store, await planSession(store, 12));
  for (const { blob, id } of made) {
    await store.addReadings("session-1", [sampleReading(blob)]);
    await store.addVerdict("session-1", {
      variation: id,
      choice: "pick",
      elements: { pear: "right" },
    });
  }
  await store.addDelivery({
    id: "d",
    session: "session-1",
    variation: made[0]?.id ?? "",
    folder: "out",
    files: [],
    createdAt: 1,
  });
  await store.close();
  whole = await readFile(join(home, "samebut.db"));
  said = everythingIn(join(home, "samebut.db"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** What every row says; or that it cannot be read. */
function everythingIn(file: string): string {
  const sqlite = new Sqlite(file, { readonly: true });
  try {
    const rows = tables.flatMap((table) =>
      sqlite.prepare(`SELECT '${table}', * FROM "${table}" NOT INDEXED`).raw().all(),
    );
    return rows
      .map((row) => JSON.stringify(row))
      .toSorted()
      .join("\n");
  } catch (error) {
    return `unreadable: ${String(error)}`;
  } finally {
    sqlite.close();
  }
}

/** The findings on a copy of the workspace with one bit turned; undefined when every row still says the same. */
async function withFlippedBit(position: number, bit: number): Promise<readonly string[] | undefined> {
  const copy = join(home, "copy");
  await rm(copy, { recursive: true, force: true });
  await mkdir(copy);
  const damaged = Buffer.from(whole);
  damaged[position] = (damaged[position] ?? 0) ^ (1 << bit);
  await writeFile(join(copy, "samebut.db"), damaged);
  if (everythingIn(join(copy, "samebut.db")) === said) return undefined;
  try {
    const store = await openTestStore(copy);
    const findings = await store.check();
    await store.close();
    return findings.filter(({ severity }) => severity === "error").map(({ message }) => message);
  } catch (error) {
    return [toFailure(error).message];
  }
}

describe("bit rot", () => {
  it("every bit that changes what a row says is found", { timeout: 120_000 }, async () => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (position, bit) => {
        const findings = await withFlippedBit(position, bit);
        if (findings === undefined) return;
        changed++;
        expect(findings).not.toEqual([]);
      }),
      { numRuns: 150, endOnFailure: true },
    );
    expect(changed).toBeGreaterThan(30);
  });

  it("every bit of a stored file counts", async () => {
    const store = await openTestStore(join(home, "pictures"));
    const blobs = openTestBlobs(join(home, "pictures"));
    const { hash, bytes } = await blobs.put(new TextEncoder().encode("a pear ".repeat(20)), "text/plain");
    const file = join(home, "pictures", "blobs", hash.slice(0, 2), hash);
    const [sound, aside] = [await readFile(file), join(home, "aside")];
    await copyFile(file, aside);
    await rm(file);
    const places = fc.uniqueArray(fc.nat(bytes * 8 - 1), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(places, async (bits) => {
        const damaged = Buffer.from(sound);
        for (const bit of bits) damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await writeFile(file, damaged);
        expect(await examine(store, blobs)).toMatchObject([
          { severity: "error", where: `blob ${hash}` },
          { severity: "note" },
        ]);
      }),
      { numRuns: 50 },
    );
    await copyFile(aside, file);
    expect(await examine(store, blobs)).toMatchObject([{ severity: "note" }]);
    await store.close();
  });
});

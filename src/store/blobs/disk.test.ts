import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { blobsContract } from "./blobs-contract.ts";
import { createDiskBlobs } from "./disk.ts";

let home: string;
let folder: string;
let count = 0;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "samebut-blobs-"));
});
beforeEach(() => {
  folder = join(home, String(++count), "blobs");
});
afterAll(() => rm(home, { recursive: true, force: true }));

blobsContract("disk", async () => createDiskBlobs({ folder: join(home, "contract", "blobs") }));

const pear = new TextEncoder().encode("a pear");
const fileOf = (hash: string): string => join(folder, hash.slice(0, 2), hash);

describe("blobs on disk", () => {
  it("leaves one file per blob and no temporary one", async () => {
    const blobs = createDiskBlobs({ folder });
    const { hash } = await blobs.put(pear, "text/plain");
    await blobs.put(pear, "text/plain");
    expect((await readdir(folder)).toSorted()).toEqual([hash.slice(0, 2), "ballast", "tmp"].toSorted());
    expect(await readdir(join(folder, hash.slice(0, 2)))).toEqual([hash]);
    expect(await readdir(join(folder, "tmp"))).toEqual([]);
    expect(await readFile(fileOf(hash))).toEqual(Buffer.from(pear));
  });

  it.each([
    ["one bit", Buffer.from("a paar")],
    ["the end", Buffer.from("a pe")],
    ["everything", Buffer.alloc(0)],
  ])("notices a file that lost %s, and repairs it when the right bytes come again", async (_, damaged) => {
    const blobs = createDiskBlobs({ folder });
    const { hash } = await blobs.put(pear, "text/plain");
    await rm(fileOf(hash));
    await writeFile(fileOf(hash), damaged);
    await expect(blobs.read(hash)).rejects.toMatchObject({
      code: "corrupt",
      hint: expect.stringContaining("backup"),
    });
    await blobs.put(pear, "text/plain");
    expect(Buffer.from(await blobs.read(hash))).toEqual(Buffer.from(pear));
  });

  it("lists only what is a blob in its place", async () => {
    const blobs = createDiskBlobs({ folder });
    const { hash } = await blobs.put(pear, "text/plain");
    await mkdir(join(folder, "zz"), { recursive: true });
    for (const stray of [join("zz", hash), join(hash.slice(0, 2), "notes.txt"), join("tmp", hash), hash])
      await writeFile(join(folder, stray), "x");
    const listed: string[] = [];
    for await (const name of blobs.list()) listed.push(name);
    expect(listed).toEqual([hash]);
  });

  it("sweeps temporary files older than a day, and only those", async () => {
    const now = Date.now();
    const blobs = createDiskBlobs({ folder, clock: { now: () => now } });
    await blobs.put(pear, "text/plain");
    for (const [name, hours] of [
      ["old", 25],
      ["new", 23],
    ] as const) {
      const file = join(folder, "tmp", name);
      await writeFile(file, "half");
      await utimes(file, now / 1000, now / 1000 - hours * 3600);
    }
    expect(await blobs.sweep()).toBe(1);
    expect(await readdir(join(folder, "tmp"))).toEqual(["new"]);
  });

  it("says what to do when its folder cannot be one", async () => {
    await mkdir(join(folder, ".."), { recursive: true });
    await writeFile(folder, "a file where the folder should be");
    const put = createDiskBlobs({ folder }).put(pear, "text/plain");
    await expect(put).rejects.toMatchObject({
      code: "storage",
      hint: expect.stringContaining("folder"),
    });
  });

  it("goes on after its folder came back", async () => {
    const blobs = createDiskBlobs({ folder });
    await mkdir(join(folder, ".."), { recursive: true });
    await writeFile(folder, "");
    await expect(blobs.put(pear, "text/plain")).rejects.toThrow();
    await rm(folder);
    const { hash } = await blobs.put(pear, "text/plain");
    expect(await blobs.has(hash)).toBe(true);
  });
});

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { mountSmallDisk } from "../../test/fixtures/small-disk.ts";
import { folderName, writeDeliveryFolder, writeZip } from "./write-folder.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const emptyFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "samebut-delivery-"));

describe("a delivery folder", () => {
  it("holds the files and says what they are", async () => {
    const root = await emptyFolder();
    const made = await writeDeliveryFolder(join(root, "deep", "pear"), [
      { path: "a.txt", mediaType: "text/plain", data: bytes("a") },
    ]);
    expect(made.folder).toBe(join(root, "deep", "pear"));
    expect(made.files).toEqual([
      {
        path: "a.txt",
        mediaType: "text/plain",
        bytes: 1,
        hash: "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
      },
    ]);
    expect(await readFile(join(made.folder, "a.txt"), "utf8")).toBe("a");
  });

  it("never overwrites: a taken name gets a number", async () => {
    const root = await emptyFolder();
    const write = (text: string) =>
      writeDeliveryFolder(join(root, "pear"), [{ path: "a.txt", mediaType: "text/plain", data: bytes(text) }]);
    const [first, second] = [await write("one"), await write("two")];
    expect(second.folder).toBe(`${first.folder}-2`);
    expect(await readFile(join(first.folder, "a.txt"), "utf8")).toBe("one");
    expect(await readdir(root)).toEqual(["pear", "pear-2"]);
  });

  it("leaves nothing behind when a file cannot be written", async () => {
    const root = await emptyFolder();
    const bad = [
      { path: "a.txt", mediaType: "text/plain", data: bytes("a") },
      { path: "no/such/folder.txt", mediaType: "text/plain", data: bytes("b") },
    ];
    await expect(writeDeliveryFolder(join(root, "pear"), bad)).rejects.toMatchObject({ code: "storage" });
    expect(await readdir(root)).toEqual([]);
  });

  it("takes an empty folder that was made for it, and a number beside a file of that name", async () => {
    const root = await emptyFolder();
    await mkdir(join(root, "empty"));
    await writeFile(join(root, "taken"), "mine");
    const files = [{ path: "a.txt", mediaType: "text/plain", data: bytes("a") }];
    expect((await writeDeliveryFolder(join(root, "empty"), files)).folder).toBe(join(root, "empty"));
    expect((await writeDeliveryFolder(join(root, "taken"), files)).folder).toBe(join(root, "taken-2"));
    expect(await readFile(join(root, "taken"), "utf8")).toBe("mine");
  });

  it("says that the disk is full, and leaves nothing behind", async ({ skip }) => {
    const disk = await mountSmallDisk(2);
    if (!disk) return skip("mounting a small disk takes root on Linux");
    try {
      const files = [
        { path: "small.txt", mediaType: "text/plain", data: bytes("a") },
        { path: "large.bin", mediaType: "application/octet-stream", data: new Uint8Array(8_000_000) },
      ];
      await expect(writeDeliveryFolder(join(disk.folder, "pear"), files)).rejects.toMatchObject({
        code: "storage",
        message: expect.stringContaining("the disk is full"),
      });
      await expect(writeZip(join(disk.folder, "pear"), files, new Date(0))).rejects.toMatchObject({ code: "storage" });
      expect(await readdir(disk.folder)).toEqual([]);
      return undefined;
    } finally {
      await disk.remove();
    }
  });

  it("is there whole or not at all when the process is killed, and the next one clears up", async () => {
    const root = await emptyFolder();
    const script = `
      const { writeDeliveryFolder, writeZip } = await import(${JSON.stringify(new URL("write-folder.ts", import.meta.url).href)});
      const data = new Uint8Array(3_000_000).fill(7);
      const files = [1, 2, 3, 4].map((n) => ({ path: n + ".bin", mediaType: "application/octet-stream", data }));
      process.stdout.write("begin");
      for (;;) await writeZip((await writeDeliveryFolder(${JSON.stringify(join(root, "pear"))}, files)).folder, files, new Date(0));`;
    for (const wait of [0, 7, 20, 45, 90]) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      await once(child.stdout, "data");
      await setTimeout(wait);
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    const seen = (await readdir(root)).filter((name) => !name.startsWith("."));
    for (const name of seen) {
      if (name.endsWith(".zip")) expect((await stat(join(root, name))).size).toBeGreaterThan(12_000_000);
      else expect(await readdir(join(root, name))).toEqual(["1.bin", "2.bin", "3.bin", "4.bin"]);
    }
    await writeDeliveryFolder(join(root, "last"), []);
    expect((await readdir(root)).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("says so when the place is a file", async () => {
    const root = await emptyFolder();
    await writeFile(join(root, "file"), "");
    await expect(writeDeliveryFolder(join(root, "file", "pear"), [])).rejects.toMatchObject({ code: "storage" });
  });
});

it.each([
  ["A green pear, hard light!", "a-green-pear-hard-light-x1"],
  ["../../etc/passwd", "etc-passwd-x1"],
  ["Crème brûlée", "creme-brulee-x1"],
  ["\u202Eevil", "evil-x1"],
  ["梨", "delivery-x1"],
  ["a".repeat(200), `${"a".repeat(60)}-x1`],
])("the name of %j is %s", (title, name) => {
  expect(folderName(title, "x1")).toBe(name);
});

describe("a zip of it", () => {
  const files = [
    { path: "Größe 梨.txt", mediaType: "text/plain", data: bytes("a") },
    { path: "b.bin", mediaType: "application/octet-stream", data: new Uint8Array(100_000) },
  ];

  it("never overwrites and leaves no temporary file", async () => {
    const root = await emptyFolder();
    const [first, second] = [
      await writeZip(join(root, "pear"), files, new Date(0)),
      await writeZip(join(root, "pear"), files, new Date(0)),
    ];
    expect([first, second]).toEqual([join(root, "pear.zip"), join(root, "pear-2.zip")]);
    expect(await readdir(root)).toEqual(["pear-2.zip", "pear.zip"]);
  });

  it.skipIf(spawnSync("unzip", ["-v"]).status !== 0)("is what unzip reads (needs unzip)", async () => {
    const root = await emptyFolder();
    const zip = await writeZip(join(root, "pear"), files, new Date(0));
    expect(spawnSync("unzip", ["-t", zip], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
    const listed = spawnSync("unzip", ["-Z1", zip], { encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } });
    expect(listed.stdout.trim().split("\n")).toEqual(["pear/Größe 梨.txt", "pear/b.bin"]);
  });
});

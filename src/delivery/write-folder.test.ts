import { mkdtemp, readFile, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderName, writeDeliveryFolder } from "./write-folder.ts";

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

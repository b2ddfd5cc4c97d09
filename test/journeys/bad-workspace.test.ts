import { createHash } from "node:crypto";
import { chmod, cp, readFile, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mountSmallDisk } from "../fixtures/small-disk.ts";
import { type Json, type Terminal, ended, openTerminal } from "./command.ts";
import { type DrawnWorkspace, contents, expectRefusal, openDrawnWorkspace } from "./refusal.ts";

let workspace: DrawnWorkspace;
let terminal: Terminal;
let drawn: string;

beforeAll(async () => {
  workspace = await openDrawnWorkspace();
  ({ terminal, drawn } = workspace);
}, 60_000);
afterAll(() => workspace[Symbol.asyncDispose]());

describe("a workspace that cannot be used", () => {
  it("because it is read-only", async ({ skip }) => {
    const there = await readOnlyCopy();
    if (!there) return skip("this process may write everywhere and may not mount a disk");
    const { samebut } = await openTerminal(there.home);
    for (const args of [["list"], ["new", "a pear"]])
      expectRefusal(await samebut(...args), /samebut\.db cannot be opened for writing\.\n.*read-only/u);
    await there.remove();
  });

  it("because its disk is full: it can be looked at, and nothing new is begun", async ({ skip }) => {
    const disk = await mountSmallDisk(40);
    if (!disk) return skip("this process may not mount a small disk");
    const home = join(disk.folder, "home");
    await cp(terminal.home, home, { recursive: true });
    const { samebut, json } = await openTerminal(home);
    const before = await json("show", workspace.fresh);
    await fillUp(disk.folder);
    for (const args of [
      ["new", "a pear"],
      ["orient", workspace.fresh],
    ])
      expectRefusal(await samebut(...args), /^The disk is almost full: .+\nFree some space/u);
    expect(await json("show", workspace.fresh)).toEqual(before);
    await disk.remove();
  });

  it("because a newer version wrote it", async () => {
    const home = await workspace.copyOf("newer");
    const file = join(home, "samebut.db");
    const sqlite = new Sqlite(file);
    sqlite.exec("INSERT INTO migration VALUES ('999-later', '2030-01-01T00:00:00.000Z')");
    sqlite.close();
    const hash = async (): Promise<string> =>
      createHash("sha256")
        .update(await readFile(file))
        .digest("hex");
    const before = await hash();
    const { samebut } = await openTerminal(home);
    for (const args of [["list"], ["new", "a pear"]])
      expectRefusal(
        await samebut(...args),
        /^This workspace was written by a newer version .+\nUpdate Samebut.+Nothing was changed\./u,
      );
    expect(await hash()).toBe(before);
  });
});

/** The bytes of the first variation are damaged. */
describe("a stored picture that is damaged", () => {
  let copy: Terminal;
  let variation: Json;

  beforeAll(async () => {
    copy = await openTerminal(await workspace.copyOf("damaged"));
    [variation] = (await copy.json("show", drawn)).variations;
    const file = join(copy.home, "blobs", variation.blob.slice(0, 2), variation.blob);
    const bytes = await readFile(file);
    bytes[60] = (bytes[60] ?? 0) ^ 1;
    await chmod(file, 0o644);
    await writeFile(file, bytes);
  });

  it("is said by show and by doctor, each with what to do", async () => {
    const shown = await copy.samebut("show", drawn);
    const end = variation.id.slice(-8);
    expect(shown).toMatchObject({
      code: 0,
      out: expect.stringContaining(
        `Damaged: the stored file of ${end}. Restore it from a backup, or make it again: samebut redo ${end}`,
      ),
    });
    const { code, out } = await copy.samebut("doctor");
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(new RegExp(`1 error found\\.\n {2}error: blob ${variation.blob}: .+backup`, "u")),
    ]);
  });

  it("is not built on, and not delivered", async () => {
    const before = await contents(copy.home);
    const says = new RegExp(
      `^The stored file ${variation.blob} is damaged: .+\nRestore it from a backup, or make it again`,
      "u",
    );
    for (const args of [
      ["refine", drawn, "make it warmer", "--variation", variation.id],
      ["deliver", drawn],
    ])
      expectRefusal(await copy.samebut(...args), says);
    expect(await contents(copy.home)).toBe(before);
  });

  it("is mended by redo where its recipe gives the same bytes", async () => {
    expect(await copy.json("redo", variation.id)).toMatchObject({
      same: true,
      mended: true,
      summary: expect.stringContaining("it is whole again"),
    });
    expect(await copy.json("doctor")).toMatchObject({ ok: true });
  });
});

describe("others at the same time", () => {
  it("two processes that fix the same round both end well, and nothing is lost", async () => {
    const before = await terminal.json("show", drawn);
    const both = await Promise.all(
      ["hard light", "soft light"].map((words) => ended(terminal.start("fix", drawn, "--add", words, "--json"))),
    );
    const failed = both.filter(({ code }) => code !== 0);
    for (const { out, err } of failed)
      expect([JSON.parse(out), err]).toEqual([
        {
          error: {
            code: "conflict",
            message: "Another process planned this round meanwhile.",
            hint: expect.stringContaining("Look at the session again"),
          },
        },
        "",
      ]);
    expect(failed.length).toBeLessThan(2);
    const { rounds, slots, variations } = await terminal.json("show", drawn);
    const made = both.length - failed.length;
    expect(rounds.map((round: Json) => round.ordinal)).toEqual(Array.from({ length: 1 + made }, (_, i) => i + 1));
    expect(slots.every((slot: Json) => slot.state === "done" && slot.calls === 1)).toBe(true);
    expect(variations).toEqual([...before.variations, ...variations.slice(3)]);
    expect(variations).toHaveLength(3 + 3 * made);
    expect(await terminal.json("doctor")).toMatchObject({ ok: true });
  });

  it("a reader that leaves is no fault", async () => {
    const child = terminal.start("show", drawn, "--json");
    child.stdout?.destroy();
    expect(await ended(child)).toMatchObject({ code: 0, err: "" });
  });
});

/** undefined where nothing can be read-only: root ignores permissions. */
async function readOnlyCopy(): Promise<{ home: string; remove(): Promise<void> } | undefined> {
  const disk = await mountSmallDisk(40);
  if (disk) {
    await cp(terminal.home, join(disk.folder, "home"), { recursive: true });
    disk.makeReadOnly();
    return { home: join(disk.folder, "home"), remove: disk.remove };
  }
  if (process.getuid?.() === 0) return undefined;
  const home = await workspace.copyOf("read-only");
  for (const path of [join(home, "samebut.db"), home]) await chmod(path, 0o555);
  return { home, remove: () => chmod(home, 0o755) };
}

async function fillUp(place: string): Promise<void> {
  const { bavail, bsize } = await statfs(place);
  await writeFile(join(place, "filler"), Buffer.alloc(bavail * bsize));
}

import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "./database.ts";

let home: string;
let file: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "samebut-database-"));
  file = join(home, "deep", "down", "samebut.db");
});
afterEach(() => rm(home, { recursive: true, force: true }));

const open = (onWrite: () => void = () => undefined): Promise<Database> => openDatabase({ file, onWrite });

const addBlob = (database: Database, name: string): Promise<unknown> =>
  database.write((rows) =>
    rows
      .insertInto("blob")
      .values({
        sha256: name,
        bytes: 1,
        media_type: "text/plain",
        width: null,
        height: null,
        created_at: 1,
        hash: "0".repeat(64),
      })
      .execute(),
  );

const blobNames = (database: Database): Promise<readonly string[]> =>
  database.read(async (rows) =>
    (await rows.selectFrom("blob").select("sha256").orderBy("sha256").execute()).map(({ sha256 }) => sha256),
  );

describe("database", () => {
  it("keeps a write-ahead log and what was committed", async () => {
    const database = await open();
    await addBlob(database, "a");
    await database.close();
    const sqlite = new Sqlite(file, { readonly: true });
    expect(sqlite.pragma("journal_mode", { simple: true })).toBe("wal");
    sqlite.close();
    const again = await open();
    expect(await blobNames(again)).toEqual(["a"]);
    await again.close();
  });

  it("leaves nothing of a change that fails, and says nothing to listeners", async () => {
    let written = 0;
    const database = await open(() => written++);
    const failed = database.write(async (rows) => {
      await rows
        .insertInto("blob")
        .values({
          sha256: "half",
          bytes: 1,
          media_type: "x",
          width: null,
          height: null,
          created_at: 1,
          hash: "0".repeat(64),
        })
        .execute();
      throw new Error("in the middle");
    });
    await expect(failed).rejects.toThrow("in the middle");
    await database.write(async (rows) => rows.selectFrom("blob").selectAll().execute());
    expect([await blobNames(database), written]).toEqual([[], 0]);
    await addBlob(database, "whole");
    expect([await blobNames(database), written]).toEqual([["whole"], 1]);
    await database.close();
  });

  it("opens a new workspace many times at once within one process", async () => {
    const databases = await Promise.all(Array.from({ length: 5 }, () => open()));
    await Promise.all(databases.map((database, n) => addBlob(database, String(n))));
    for (const database of databases) expect(await blobNames(database)).toEqual(["0", "1", "2", "3", "4"]);
    for (const database of databases) await database.close();
  });

  it("reads one moment, whatever others write meanwhile", async () => {
    const [database, other] = [await open(), await open()];
    const version = database.version();
    const seen = await database.read(async (rows) => {
      const before = await rows.selectFrom("blob").selectAll().execute();
      await addBlob(other, "meanwhile");
      return [before.length, (await rows.selectFrom("blob").selectAll().execute()).length];
    });
    expect(seen).toEqual([0, 0]);
    expect(await blobNames(database)).toEqual(["meanwhile"]);
    expect(database.version()).not.toBe(version);
    await database.close();
    await other.close();
  });

  it("refuses a workspace of a newer version and changes nothing in it", async () => {
    await (await open()).close();
    const sqlite = new Sqlite(file);
    sqlite.exec(
      "INSERT INTO migration (name, timestamp) VALUES ('999-next-year', '2030'); CREATE TABLE future (id TEXT) STRICT",
    );
    sqlite.close();
    const [before, files] = [await readFile(file), await readdir(join(file, ".."))];
    await expect(open()).rejects.toMatchObject({
      code: "newer",
      hint: expect.stringContaining("Update"),
    });
    expect((await readFile(file)).equals(before)).toBe(true);
    expect(await readdir(join(file, ".."))).toEqual(files);
  });

  it.each([
    ["text", Buffer.from("This is not a database at all. ".repeat(100)), "corrupt"],
    ["another program's database", undefined, "invalid"],
  ])("refuses %s and leaves it alone", async (_, content, code) => {
    await mkdir(join(file, ".."), { recursive: true });
    if (content) await writeFile(file, content);
    else new Sqlite(file).exec("CREATE TABLE bookmarks (url TEXT)").close();
    const before = await readFile(file);
    await expect(open()).rejects.toMatchObject({ code, hint: expect.any(String) });
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it.each([
    ["a file where a folder should be", () => writeFile(join(home, "deep"), "x")],
    ["a folder where the file should be", () => mkdir(file, { recursive: true }).then(() => undefined)],
  ])("says what to do about %s", async (_, prepare) => {
    await prepare();
    await expect(open()).rejects.toMatchObject({
      code: "storage",
      hint: expect.stringContaining("folder"),
    });
  });
});

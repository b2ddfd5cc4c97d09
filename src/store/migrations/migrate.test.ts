import Sqlite from "better-sqlite3";
import { Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { afterEach, describe, expect, it } from "vitest";
import { SafeSqliteDialect } from "../safe-sqlite-dialect.ts";
import type { Tables } from "../tables.ts";
import { migrate, migrations } from "./migrate.ts";

const open: Kysely<Tables>[] = [];
afterEach(async () => {
  for (const database of open.splice(0)) await database.destroy();
});

function memory(): { sqlite: Sqlite.Database; database: Kysely<Tables> } {
  const sqlite = new Sqlite(":memory:");
  const database = new Kysely<Tables>({ dialect: new SafeSqliteDialect(sqlite) });
  open.push(database);
  return { sqlite, database };
}

const namesIn = (sqlite: Sqlite.Database): unknown[] =>
  sqlite.prepare("SELECT name FROM sqlite_schema ORDER BY name").pluck().all();

const later = (...statements: string[]): Migration => ({
  async up(database) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
});

describe("migrations", () => {
  it("are all of it or nothing: a later one that fails leaves a new file empty", async () => {
    const { sqlite, database } = memory();
    const broken = {
      ...migrations,
      "900-broken": later("CREATE TABLE half (id TEXT) STRICT", "CREATE TABLE half (id TEXT) STRICT"),
    };
    await expect(migrate(database, "x", broken)).rejects.toThrow("already exists");
    expect(namesIn(sqlite)).toEqual([]);
    await migrate(database, "x");
    expect(namesIn(sqlite)).toContain("slot");
  });

  it("leave a file that is in use as it was when the next one fails", async () => {
    const { sqlite, database } = memory();
    await migrate(database, "x");
    const before = namesIn(sqlite);
    const broken = {
      ...migrations,
      "900-broken": later("ALTER TABLE slot ADD COLUMN mask TEXT", "DROP TABLE nowhere"),
    };
    await expect(migrate(database, "x", broken)).rejects.toThrow("nowhere");
    expect(namesIn(sqlite)).toEqual(before);
    expect(sqlite.prepare("SELECT name FROM pragma_table_info('slot') WHERE name = 'mask'").all()).toEqual([]);
    await migrate(database, "x", {
      ...migrations,
      "900-mask": later("ALTER TABLE slot ADD COLUMN mask TEXT"),
    });
    expect(sqlite.prepare("SELECT name FROM migration ORDER BY name").pluck().all()).toEqual([
      "001-first-light",
      "002-turns",
      "003-expenses",
      "900-mask",
    ]);
  });

  it("refuse a file that has one of a newer version", async () => {
    const { sqlite, database } = memory();
    await migrate(database, "x", {
      ...migrations,
      "999-next-year": later("CREATE TABLE future (id TEXT) STRICT"),
    });
    const before = sqlite.serialize();
    await expect(migrate(database, "x")).rejects.toMatchObject({
      code: "newer",
      message: expect.stringContaining("999-next-year"),
    });
    expect(sqlite.serialize().equals(before)).toBe(true);
  });

  it("refuse a file of another program", async () => {
    const { sqlite, database } = memory();
    sqlite.exec("CREATE TABLE bookmarks (url TEXT)");
    await expect(migrate(database, "places.sqlite")).rejects.toMatchObject({ code: "invalid" });
    expect(namesIn(sqlite)).toEqual(["bookmarks"]);
  });

  it("make strict tables, whose every column has one type", async () => {
    const { sqlite, database } = memory();
    await migrate(database, "x");
    const tables = sqlite
      .prepare<[], { name: string; strict: number }>(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'migration%'",
      )
      .all();
    expect(tables.length).toBe(13);
    expect(tables.filter(({ strict }) => strict === 0)).toEqual([]);
  });
});

import Sqlite from "better-sqlite3";
import { Kysely } from "kysely";
import type { Finding } from "../../core/store.ts";
import { migrate } from "../migrations/migrate.ts";
import { SafeSqliteDialect } from "../safe-sqlite-dialect.ts";
import type { Tables } from "../tables.ts";
import { damage } from "./finding.ts";

/** What SQLite can say itself; it sees only damage to its own structures. */
export async function checkDatabase(sqlite: Sqlite.Database): Promise<readonly Finding[]> {
  return [...integrity(sqlite), ...foreignKeys(sqlite), ...(await structure(sqlite))];
}

const integrity = (sqlite: Sqlite.Database): readonly Finding[] =>
  sqlite
    .prepare<[], string>("PRAGMA integrity_check")
    .pluck()
    .all()
    .filter((line) => line !== "ok")
    .map((line) => damage("database", `SQLite reports: ${line}.`));

const foreignKeys = (sqlite: Sqlite.Database): readonly Finding[] =>
  sqlite
    .prepare<[], { table: string; rowid: number; parent: string }>("PRAGMA foreign_key_check")
    .all()
    .map(({ table, rowid, parent }) =>
      damage(`${table}, row ${rowid}`, `It refers to a ${parent} that does not exist.`),
    );

/** The tables and indexes are those that this version's migrations make. */
async function structure(sqlite: Sqlite.Database): Promise<readonly Finding[]> {
  const expected = new Map(await freshStructure());
  const found = new Map(structureOf(sqlite));
  const names = new Set([...expected.keys(), ...found.keys()]);
  return [...names]
    .filter((name) => expected.get(name) !== found.get(name))
    .map((name) => damage(name, "Its definition is not the one that Samebut made."));
}

async function freshStructure(): Promise<readonly (readonly [string, string])[]> {
  const sqlite = new Sqlite(":memory:");
  const rows = new Kysely<Tables>({ dialect: new SafeSqliteDialect(sqlite) });
  await migrate(rows, ":memory:");
  const made = structureOf(sqlite);
  await rows.destroy();
  return made;
}

const structureOf = (sqlite: Sqlite.Database): readonly (readonly [string, string])[] =>
  sqlite
    .prepare<[], { type: string; name: string; sql: string | null }>(
      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'",
    )
    .all()
    .map(({ type, name, sql }) => [`${type} ${name}`, sql ?? ""]);

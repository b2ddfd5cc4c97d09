import { setImmediate as pause } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import type { Finding } from "../../core/store.ts";
import { rowHash } from "../row-hash.ts";
import type { Tables } from "../tables.ts";
import { damage } from "./finding.ts";

/** Where each row's key is; events are checked along their chain instead. */
const keys: Readonly<Record<Exclude<keyof Tables, "event">, readonly string[]>> = {
  session: ["id"],
  attempt: ["id"],
  round: ["id"],
  arm: ["id"],
  slot: ["id"],
  call: ["slot", "number"],
  blob: ["sha256"],
  variation: ["id"],
  reading: ["blob", "reader", "version", "subject"],
  verdict: ["variation"],
  delivery: ["id"],
  expense: ["id"],
};

/** Rows whose content is not what their hash says. */
export async function checkRows(sqlite: Database): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [table, key] of Object.entries(keys) as [keyof Tables, readonly string[]][]) {
    for await (const row of each(sqlite, table)) {
      if (rowHash(table, row) === row.hash) continue;
      findings.push(
        damage(`${table} ${key.map((column) => row[column]).join(" ")}`, "The row was changed after it was written."),
      );
    }
  }
  return findings;
}

const pausedAfter = 500;

/** Lets others run now and then: a large workspace takes seconds. */
export async function* each(
  sqlite: Database,
  table: keyof Tables,
  order = "",
): AsyncGenerator<Record<string, unknown>> {
  let seen = 0;
  for (const row of sqlite.prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}" ${order}`).iterate()) {
    yield row;
    if (++seen % pausedAfter === 0) await pause();
  }
}

import { setImmediate as pause } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import type { Finding } from "../../core/store.ts";
import type { Liveness } from "../liveness.ts";
import { checkDatabase } from "./database.ts";
import { unreadable } from "./finding.ts";
import { checkJournal } from "./journal.ts";
import { checkRows } from "./rows.ts";
import { checkVerdicts } from "./verdicts.ts";
import { checkWork } from "./work.ts";

/** Everything wrong with the rows of a workspace, seen at one moment through a connection that cannot write. */
export async function checkWorkspace(file: string, { isAlive }: Liveness): Promise<readonly Finding[]> {
  const sqlite = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 15_000 });
  const checks = [
    checkDatabase,
    checkRows,
    checkJournal,
    checkVerdicts,
    (rows: Sqlite.Database) => checkWork(rows, isAlive),
  ];
  const findings: Finding[] = [];
  try {
    sqlite.exec("BEGIN");
    for (const check of checks) findings.push(...(await attempt(check, sqlite)));
  } catch (error) {
    findings.push(unreadable(error));
  } finally {
    sqlite.close();
  }
  return findings;
}

type Check = (sqlite: Sqlite.Database) => Promise<readonly Finding[]> | readonly Finding[];

/** A part that cannot be read is a finding; the others are still looked at. */
async function attempt(check: Check, sqlite: Sqlite.Database): Promise<readonly Finding[]> {
  await pause();
  try {
    return await check(sqlite);
  } catch (error) {
    return [unreadable(error)];
  }
}

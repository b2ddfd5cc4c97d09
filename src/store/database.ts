import { dirname, join, resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, type Transaction } from "kysely";
import { StudioError } from "../core/errors.ts";
import { type Ballast, createBallast } from "./ballast.ts";
import { inTurn } from "./in-turn.ts";
import { assertLocal, assertWritable, fileSystemOf, makeFolder } from "./folders.ts";
import { isCurrent, migrate } from "./migrations/migrate.ts";
import { assertRoomToBegin } from "./room.ts";
import { SafeSqliteDialect } from "./safe-sqlite-dialect.ts";
import { asStorageError, isDiskFull } from "./storage-errors.ts";
import type { Tables } from "./tables.ts";

export type Rows = Transaction<Tables>;

export interface Database {
  /** One consistent look: what other processes write meanwhile does not show. */
  read<Result>(look: (rows: Rows) => Promise<Result>): Promise<Result>;
  /** All of it, durable when it returns, or nothing. Never wait for a network or a blob inside. */
  write<Result>(change: (rows: Rows) => Promise<Result>): Promise<Result>;
  /** Throws "storage" when so little is free that nothing new should be begun. */
  assertRoomToBegin(): void;
  /** Changes whenever another connection or process has committed. */
  version(): unknown;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly file: string;
  /** Called after each transaction of this process that changed something. */
  readonly onWrite: () => void;
}

/** The busy handler is not fair: of four processes writing flat out one waited 2.7 s. */
const busyTimeout = 15_000;

const ballastBytes = 1_000_000;

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const file = resolve(options.file);
  try {
    const folder = dirname(file);
    await makeFolder(folder);
    assertLocal(folder, await fileSystemOf(folder));
    await assertWritable(folder);
    await assertWritable(file);
    const ballast = createBallast(join(folder, "ballast"), ballastBytes);
    const connection = await inTurn(file, () => rescued(ballast, () => connect(file)));
    return transactions(connection, ballast, { ...options, file });
  } catch (error) {
    throw asStorageError(error, file);
  }
}

interface Connection {
  readonly sqlite: Sqlite.Database;
  readonly rows: Kysely<Tables>;
}

async function connect(file: string): Promise<Connection> {
  const sqlite = new Sqlite(file, { timeout: busyTimeout });
  const rows = new Kysely<Tables>({ dialect: new SafeSqliteDialect(sqlite) });
  try {
    assertSqliteVersion(sqlite);
    // Before anything is written: a file of a newer version stays as it is.
    await isCurrent(rows, file);
    useWriteAheadLog(sqlite);
    await migrate(rows, file);
    return { sqlite, rows };
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** Earlier ones can lose commits of two processes: https://sqlite.org/wal.html#walresetbug */
function assertSqliteVersion(sqlite: Sqlite.Database): void {
  const version = sqlite.prepare<[], string>("SELECT sqlite_version()").pluck().get() ?? "0";
  if (version.localeCompare("3.51.3", "en", { numeric: true }) >= 0) return;
  throw new StudioError("unavailable", `SQLite ${version} can damage a database that several processes use.`, {
    hint: "Install Samebut again, so that better-sqlite3 brings SQLite 3.51.3 or newer.",
  });
}

function useWriteAheadLog(sqlite: Sqlite.Database): void {
  if (sqlite.pragma("journal_mode = WAL", { simple: true }) !== "wal") {
    throw new StudioError("storage", `${sqlite.name} is on a file system that processes cannot share a database on.`, {
      hint: "Use a workspace folder on a disk of this computer.",
    });
  }
  // better-sqlite3 is built with NORMAL here, which loses the last commits in a power cut.
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
  if (process.platform === "darwin") {
    sqlite.pragma("fullfsync = 1");
    sqlite.pragma("checkpoint_fullfsync = 1");
  }
}

function transactions({ sqlite, rows }: Connection, ballast: Ballast, { file, onWrite }: DatabaseOptions): Database {
  const totalChanges = sqlite.prepare<[], number>("SELECT total_changes()").pluck();

  const commit = async <Result>(change: (rows: Rows) => Promise<Result>): Promise<Result> => {
    let changed = false;
    const result = await rows.transaction().execute(async (transaction) => {
      const before = totalChanges.get();
      const value = await change(transaction);
      changed = totalChanges.get() !== before;
      return value;
    });
    if (changed) onWrite();
    return result;
  };

  return {
    read: (look) =>
      rows
        .transaction()
        .setAccessMode("read only")
        .execute(look)
        .catch((error: unknown) => fail(error, file)),
    write: (change) =>
      inTurn(file, () => rescued(ballast, () => commit(change))).catch((error: unknown) => fail(error, file)),
    assertRoomToBegin: () => assertRoomToBegin(dirname(file)),
    version: () => sqlite.pragma("data_version", { simple: true }),
    close: () =>
      inTurn(file, async () => {
        await rows.destroy();
        sqlite.close();
      }),
  };
}

/** On a full disk the ballast makes room for what was already paid for, and for looking at what is there. */
async function rescued<Result>(ballast: Ballast, step: () => Promise<Result>): Promise<Result> {
  try {
    await ballast.lay();
    return await step();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    await ballast.release();
    return step();
  }
}

function fail(error: unknown, file: string): never {
  throw asStorageError(error, file);
}

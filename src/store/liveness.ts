import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { StudioError } from "../core/errors.ts";
import { makeFolder } from "./folders.ts";
import { errorCode } from "./storage-errors.ts";

/**
 * Who is alive, without clocks: each process holds an exclusive lock on a file of its own, which the operating system
 * lets go when the process ends, however it ends. A stopped or sleeping process still holds it.
 */
export interface Liveness {
  /** The name under which this process owns slots. */
  readonly owner: string;
  readonly isAlive: (owner: string) => boolean;
  /** Lets others see us as gone. */
  release(): void;
}

/** A lock handle that nobody refers to is garbage-collected, and the lock with it. */
const held = new Set<Sqlite.Database>();

export async function createLiveness(folder: string): Promise<Liveness> {
  await makeFolder(folder);
  const { owner, lock } = takeLock(folder);
  held.add(lock);
  const isAlive = (other: string): boolean => (other === owner ? lock.open : isLocked(folder, other));
  removeDead(folder, isAlive);
  return {
    owner,
    isAlive,
    release() {
      if (!held.delete(lock)) return;
      remove(lockFile(folder, owner));
      lock.close();
    },
  };
}

const lockFile = (folder: string, owner: string): string => join(folder, `${owner}.lock`);

/** Another process may take the new file for a dead one in the moment before it is locked, and remove it: look again. */
function takeLock(folder: string): { owner: string; lock: Sqlite.Database } {
  for (let tries = 0; tries < 10; tries++) {
    const owner = `${process.pid}-${randomUUID()}`;
    const lock = openLock(lockFile(folder, owner));
    if (tryTo(lock, "BEGIN EXCLUSIVE") && existsSync(lockFile(folder, owner))) return { owner, lock };
    lock.close();
  }
  throw new StudioError("unavailable", `No lock could be taken in ${folder}.`, {
    hint: "Use a workspace folder on a disk of this computer.",
  });
}

/** Whether some process holds the lock; a file that nobody holds is removed. Never opens a file that is not there. */
function isLocked(folder: string, owner: string): boolean {
  const file = lockFile(folder, owner);
  if (!/^[\w-]+$/u.test(owner) || !existsSync(file)) return false;
  let probe: Sqlite.Database | undefined;
  try {
    probe = openLock(file, { fileMustExist: true });
    if (!tryTo(probe, "BEGIN IMMEDIATE")) return true;
    remove(file);
    return false;
  } catch {
    // What cannot be looked at is not known to be dead: nobody's work is taken over by mistake.
    return existsSync(file);
  } finally {
    probe?.close();
  }
}

/** Only its locks are used: nothing is ever written, so no journal may appear beside it either. */
function openLock(file: string, options: Sqlite.Options = {}): Sqlite.Database {
  const lock = new Sqlite(file, { ...options, timeout: 0 });
  lock.pragma("journal_mode = MEMORY");
  return lock;
}

/** Windows keeps a file that somebody has open; it does no harm. */
function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

function tryTo(lock: Sqlite.Database, statement: string): boolean {
  try {
    lock.exec(statement);
    return true;
  } catch (error) {
    if (errorCode(error) === "SQLITE_BUSY") return false;
    throw error;
  }
}

function removeDead(folder: string, isAlive: (owner: string) => boolean): void {
  for (const name of readdirSync(folder)) {
    if (name.endsWith(".lock")) isAlive(name.slice(0, -".lock".length));
  }
}

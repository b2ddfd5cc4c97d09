import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type BlobRef, type Blobs, isHash } from "../../core/blobs.ts";
import type { Clock } from "../../core/clock.ts";
import { StudioError, notFound } from "../../core/errors.ts";
import { type Ballast, createBallast } from "../ballast.ts";
import { makeFolder, syncFolder } from "../folders.ts";
import { asStorageError, isDiskFull } from "../storage-errors.ts";
import { assertHash, sha256 } from "./hash.ts";

export interface DiskBlobsOptions {
  /** Holds `ab/abcdef…` (the first two hex digits, then the whole hash), and `tmp` for what is being written. */
  readonly folder: string;
  /** Tells how old left-over temporary files are. */
  readonly clock?: Pick<Clock, "now">;
}

const ballastBytes = 1_500_000;
const day = 24 * 60 * 60 * 1000;

/** Content-addressed files, durable when `put` returns: the file is synced before its name appears, the name after. */
export function createDiskBlobs({ folder, clock = { now: Date.now } }: DiskBlobsOptions): Blobs {
  const ballast = createBallast(join(folder, "ballast"), ballastBytes);
  const prepare = once(() => makeFolder(join(folder, "tmp")));
  const syncedFolders = new Set<string>();

  async function store(data: Uint8Array, hash: string): Promise<void> {
    const shelf = join(folder, hash.slice(0, 2));
    const file = join(shelf, hash);
    if (!(await holds(file, hash))) {
      await makeShelf(shelf);
      await writeWhole(file, join(folder, "tmp"), data);
    }
    // Also when it was there already: another process may have renamed it and not yet synced.
    await syncFolder(shelf);
  }

  /** Synced once per process even when it exists: whoever made it may have been killed before the sync. */
  async function makeShelf(shelf: string): Promise<void> {
    if (syncedFolders.has(shelf)) return;
    await mkdir(shelf, { recursive: true });
    await syncFolder(folder);
    syncedFolders.add(shelf);
  }

  return {
    async put(data, mediaType): Promise<BlobRef> {
      const hash = sha256(data);
      await rescued(ballast, prepare, () => store(data, hash)).catch((error: unknown) => fail(error, folder));
      return { hash, mediaType, bytes: data.byteLength };
    },
    read: async (hash) => readVerified(pathOf(folder, hash), hash),
    async has(hash) {
      const file = isHash(hash) && (await stat(pathOf(folder, hash)).catch(() => undefined));
      return Boolean(file && file.isFile());
    },
    list: () => listHashes(folder),
    sweep: () => removeOlder(join(folder, "tmp"), clock.now() - day),
  };
}

function pathOf(folder: string, hash: string): string {
  assertHash(hash);
  return join(folder, hash.slice(0, 2), hash);
}

/** Content that is damaged does not count as there: putting the right bytes again repairs it. */
async function holds(file: string, hash: string): Promise<boolean> {
  const data = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return data !== undefined && sha256(data) === hash;
}

/** The name appears only when all bytes are on the disk. A failed sync is never tried again on the same file. */
async function writeWhole(file: string, temporaryFolder: string, data: Uint8Array): Promise<void> {
  const temporary = join(temporaryFolder, randomUUID());
  try {
    const handle = await open(temporary, "wx", 0o444);
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** On a full disk the ballast makes room for what was already paid for. */
async function rescued(ballast: Ballast, prepare: () => Promise<void>, store: () => Promise<void>): Promise<void> {
  try {
    await prepare();
    await ballast.lay();
    await store();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    await ballast.release();
    await prepare();
    await store();
  }
}

async function readVerified(file: string, hash: string): Promise<Uint8Array> {
  const data = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT")
      throw notFound("blob", hash, "Run `samebut doctor`, and restore the workspace from a backup.");
    return fail(error, file);
  });
  if (sha256(data) === hash) return data;
  throw new StudioError("corrupt", `The stored file ${hash} is damaged: its bytes are not those that were written.`, {
    hint: "Restore it from a backup, or make it again: `samebut show` says which variation it is.",
    facts: { hash, file },
  });
}

async function* listHashes(folder: string): AsyncGenerator<string> {
  for (const shelf of await names(folder)) {
    if (!/^[0-9a-f]{2}$/u.test(shelf)) continue;
    for (const name of await names(join(folder, shelf))) {
      if (isHash(name) && name.startsWith(shelf)) yield name;
    }
  }
}

async function removeOlder(folder: string, limit: number): Promise<number> {
  let removed = 0;
  for (const name of await names(folder)) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile() || found.mtimeMs >= limit) continue;
    await rm(file, { force: true });
    removed++;
  }
  return removed;
}

/** What is in a folder; nothing when there is none. */
const names = (folder: string): Promise<readonly string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    return fail(error, folder);
  });

/** Does it the first time, and again after a failure. */
function once(step: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= step().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}

function fail(error: unknown, path: string): never {
  throw asStorageError(error, path);
}

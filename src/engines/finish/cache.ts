import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StudioError } from "../../core/errors.ts";

/** Work in progress on disk, named by what it was made from. Everything in it can be made again; it may be deleted. */
export interface Cache {
  readonly folder: string;
  /** Where a file of this name lies, or will. */
  pathOf(name: string): string;
  read(name: string): Promise<Uint8Array | undefined>;
  has(name: string): Promise<boolean>;
  /** Written beside and renamed: a file of this name is whole, whenever the process dies. */
  write(name: string, data: Uint8Array): Promise<void>;
  /** Makes a file through a temporary path and gives it its name when it is whole. */
  make(name: string, write: (temporary: string) => Promise<void>): Promise<void>;
  remove(name: string): Promise<void>;
  /** Deletes the oldest files until at most so many bytes are left. */
  shrink(bytes: number): Promise<void>;
}

/** SHA-256 of anything that JSON can say. */
export const keyOf = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");

export function createCache(folder: string): Cache {
  const pathOf = (name: string): string => join(folder, name);
  const make: Cache["make"] = async (name, write) => {
    const path = pathOf(name);
    const temporary = `${path}.${randomUUID()}.part`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await write(temporary);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw storageError(error, folder);
    }
  };
  return {
    folder,
    pathOf,
    make,
    async read(name) {
      const data = await readFile(pathOf(name)).catch(() => undefined);
      if (data) await touch(pathOf(name));
      return data && new Uint8Array(data);
    },
    async has(name) {
      const there = await stat(pathOf(name)).then(
        () => true,
        () => false,
      );
      if (there) await touch(pathOf(name));
      return there;
    },
    write: (name, data) => make(name, (temporary) => writeFile(temporary, data)),
    remove: (name) => rm(pathOf(name), { force: true }),
    shrink: (bytes) => shrink(folder, bytes),
  };
}

const touch = async (path: string): Promise<void> => {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
};

async function shrink(folder: string, bytes: number): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = await Promise.all(
    names.map(async (name) => ({ name, facts: await stat(join(folder, name)).catch(() => undefined) })),
  );
  let left = 0;
  for (const { name, facts } of files.toSorted((a, b) => (b.facts?.mtimeMs ?? 0) - (a.facts?.mtimeMs ?? 0))) {
    if (!facts?.isFile()) continue;
    left += facts.size;
    if (left > bytes) await rm(join(folder, name), { force: true });
  }
}

/** Only what the disk refused; anything else stays what it is. */
function storageError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException)?.code;
  if (error instanceof StudioError || typeof code !== "string" || !/^E(?:NOSPC|DQUOT|ACCES|PERM|ROFS|IO)$/u.test(code))
    return error;
  return new StudioError("storage", `The final pass could not write into ${folder}.`, {
    hint: "Free some space (an 8K pass needs about 1 GB) and run `samebut resume`: finished tiles are kept.",
    cause: error,
  });
}

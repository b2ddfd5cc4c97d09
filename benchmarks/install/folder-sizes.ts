import { existsSync } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

export interface PackageSize {
  readonly name: string;
  readonly bytes: number;
}

/** Bytes of every file in a folder, as they are counted, not as they are laid on the disk; links are not followed. */
export async function bytesIn(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0;
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await lstat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}

/** Every package of a node_modules folder with what is nested in it, the largest first. */
export async function packagesIn(modules: string): Promise<readonly PackageSize[]> {
  const names = (await foldersIn(modules)).filter((name) => !name.startsWith("."));
  const all = await Promise.all(
    names.map(async (name) =>
      name.startsWith("@") ? (await foldersIn(join(modules, name))).map((part) => `${name}/${part}`) : [name],
    ),
  );
  const sizes = await Promise.all(
    all.flat().map(async (name) => ({ name, bytes: await bytesIn(join(modules, name)) })),
  );
  return sizes.toSorted((a, b) => b.bytes - a.bytes);
}

const foldersIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);

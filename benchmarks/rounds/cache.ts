import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Pictures and readings of earlier runs, outside git: reruns cost nothing, and policies share what they draw alike. */
export const cacheFolder =
  process.env["SAMEBUT_BENCHMARK_CACHE"] ?? fileURLToPath(new URL("../../.cache/rounds", import.meta.url));

export const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** Bytes by name; written whole or not at all, because several processes may fill one cache. */
export interface ByteCache {
  get(name: string): Promise<Uint8Array | undefined>;
  put(name: string, data: Uint8Array): Promise<void>;
}

export function createByteCache(folder: string): ByteCache {
  let puts = 0;
  const pathOf = (name: string): string => join(folder, name.slice(0, 2), name);
  return {
    get: (name) => readFile(pathOf(name)).catch(() => undefined),
    async put(name, data) {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true });
      const partial = `${path}.${process.pid}-${puts++}`;
      await writeFile(partial, data);
      await rename(partial, path);
    },
  };
}

/** JSON values by name, one line each, all in memory. */
export interface LineCache<Value> {
  get(name: string): Value | undefined;
  put(name: string, value: Value): void;
}

export function createLineCache<Value>(file: string): LineCache<Value> {
  mkdirSync(dirname(file), { recursive: true });
  const known = new Map<string, Value>();
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  for (const line of lines) {
    const parsed = entryOf<Value>(line);
    if (parsed) known.set(parsed[0], parsed[1]);
  }
  return {
    get: (name) => known.get(name),
    put(name, value) {
      known.set(name, value);
      appendFileSync(file, `${JSON.stringify([name, value])}\n`);
    },
  };
}

/** The last line may be cut off where a run was stopped. */
function entryOf<Value>(line: string): [string, Value] | undefined {
  try {
    return JSON.parse(line) as [string, Value];
  } catch {
    return undefined;
  }
}

import { stat } from "node:fs/promises";

interface Remembered<T> {
  readonly size: number;
  readonly modified: number;
  readonly value: Promise<T>;
}

/** A function of a file that is worked out once per process, and again when the file's size or time changes. */
export function rememberByFile<T>(read: (path: string) => T | Promise<T>): (path: string) => Promise<T> {
  const known = new Map<string, Remembered<T>>();
  return async (path) => {
    const { size, mtimeMs: modified } = await stat(path);
    const last = known.get(path);
    if (last && last.size === size && last.modified === modified) return last.value;
    const value = Promise.resolve(path).then(read);
    known.set(path, { size, modified, value });
    value.catch(() => known.delete(path));
    return value;
  };
}

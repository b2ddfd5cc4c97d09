import { randomBytes } from "node:crypto";
import { open, rm, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";

/** Space kept back so that a paid result can still be stored when the disk is full. */
export interface Ballast {
  /** Lays it where it is missing and there is room to spare. */
  lay(): Promise<void>;
  /** Gives the space free. False when there was none left to give. */
  release(): Promise<boolean>;
}

/** Lay ballast only where this many times its size stays free. */
const roomToSpare = 16;

/** @param bytes size of the file; random, so that no file system compresses it away */
export function createBallast(file: string, bytes: number): Ballast {
  return {
    async lay() {
      if (await exists(file)) return;
      const { bavail, bsize } = await statfs(dirname(file));
      if (bavail * bsize < bytes * roomToSpare) return;
      await write(file, randomBytes(bytes));
    },
    async release() {
      if (!(await exists(file))) return false;
      await rm(file, { force: true });
      return true;
    },
  };
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

async function write(file: string, data: Uint8Array): Promise<void> {
  const handle = await open(file, "w");
  try {
    await handle.writeFile(data);
    await handle.sync();
  } catch {
    await rm(file, { force: true });
  } finally {
    await handle.close();
  }
}

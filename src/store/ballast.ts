import { randomBytes } from "node:crypto";
import { open, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { hasRoom } from "./room.ts";

/** Space kept back so that a paid result can still be stored when the disk is full. */
export interface Ballast {
  /** Lays it where it is missing and there is room to spare. Never fails: without it everything else still works. */
  lay(): Promise<void>;
  /** Gives the space free. */
  release(): Promise<void>;
}

/** Lay ballast only where this many times its size stays free. */
const roomToSpare = 16;

/** @param bytes size of the file; random, so that no file system compresses it away */
export function createBallast(file: string, bytes: number): Ballast {
  let laid = false;
  return {
    async lay() {
      laid ||=
        (await exists(file)) ||
        (hasRoom(dirname(file), bytes * roomToSpare) && (await write(file, randomBytes(bytes))));
    },
    async release() {
      laid = false;
      await rm(file, { force: true });
    },
  };
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

async function write(file: string, data: Uint8Array): Promise<boolean> {
  try {
    const handle = await open(file, "w");
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return true;
  } catch {
    await rm(file, { force: true }).catch(() => undefined);
    return false;
  }
}

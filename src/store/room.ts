import { statfsSync } from "node:fs";
import { StudioError } from "../core/errors.ts";

/** Bytes that must be free before something new, perhaps paid for, is begun. */
const toBegin = 16_000_000;

/** Whether so many bytes are free. File systems that do not say how large they are count as large enough. */
export function hasRoom(folder: string, bytes: number): boolean {
  try {
    const { blocks, bavail, bsize } = statfsSync(folder);
    return blocks === 0 || bavail * bsize >= bytes;
  } catch {
    return true;
  }
}

export function assertRoomToBegin(folder: string): void {
  if (hasRoom(folder, toBegin)) return;
  throw new StudioError(
    "storage",
    `The disk is almost full: less than ${toBegin / 1_000_000} MB are free at ${folder}.`,
    {
      hint: "Free some space and try again; a round that was stopped goes on with `samebut resume`. Nothing was begun.",
    },
  );
}

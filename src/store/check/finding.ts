import type { Finding } from "../../core/store.ts";

const restore = "Bytes on the disk are not what was written. Check the disk, and restore the workspace from a backup.";

/** What was written once is not there, or not as it was. */
export const damage = (where: string, message: string): Finding => ({
  severity: "error",
  where,
  message,
  hint: restore,
});

export const unreadable = (error: unknown): Finding =>
  damage(
    "database",
    `A part of the database cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
  );

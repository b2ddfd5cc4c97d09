import { StudioError } from "../core/errors.ts";

const full = new Set(["ENOSPC", "EDQUOT", "SQLITE_FULL"]);
const forbidden = new Set([
  "EACCES",
  "ENOENT",
  "EPERM",
  "EROFS",
  "ENOTDIR",
  "SQLITE_READONLY",
  "SQLITE_CANTOPEN",
  "SQLITE_PERM",
]);
const failing = new Set(["EIO", "ENXIO", "ESTALE", "SQLITE_IOERR"]);
const damaged = new Set(["SQLITE_CORRUPT", "SQLITE_NOTADB"]);
const waiting = new Set(["SQLITE_BUSY", "SQLITE_LOCKED"]);

/** The file that SQLite's processes share could not grow: the disk is full. */
const noRoomToShare = "SQLITE_IOERR_SHMSIZE";

/** The code of a file system or SQLite error; SQLite's extended codes say "SQLITE_IOERR_WRITE". */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (typeof code !== "string") return "";
  return code === noRoomToShare ? "SQLITE_FULL" : code.replace(/^(SQLITE_[A-Z]+)_.*$/u, "$1");
}

export const isDiskFull = (error: unknown): boolean => full.has(errorCode(error));

/** Says what a failing disk means for the person; every other error is passed on as it is. `what` is a path. */
export function asStorageError(error: unknown, what: string): unknown {
  const code = errorCode(error);
  if (full.has(code)) {
    return storage(
      error,
      `The disk is full: ${what} could not be written.`,
      "Free some space and go on with `samebut resume`. Nothing that was finished is lost.",
    );
  }
  if (forbidden.has(code)) {
    return storage(
      error,
      `${what} cannot be opened for writing.`,
      "Check that the folder exists, belongs to you and is not read-only, or use another workspace folder.",
    );
  }
  if (failing.has(code)) {
    return storage(
      error,
      `The disk reported an error at ${what}.`,
      "Copy the workspace to another disk and check this one. Then run `samebut doctor`.",
    );
  }
  if (damaged.has(code)) {
    return new StudioError("corrupt", `${what} is damaged: ${(error as Error).message}.`, {
      hint: "Run `samebut doctor`, and restore the workspace from a backup.",
      cause: error,
    });
  }
  if (waiting.has(code)) {
    return new StudioError("unavailable", `Another process has kept ${what} locked for too long.`, {
      hint: "Wait until it is done, or end the process that hangs, and try again.",
      cause: error,
    });
  }
  if (code === "SQLITE_CONSTRAINT") return asConflict(error);
  return error;
}

/** A rule of the tables that no earlier check has put into words. */
function asConflict(error: unknown): StudioError {
  const message = error instanceof Error ? error.message : "";
  if (message.startsWith("FOREIGN KEY")) {
    return new StudioError("not-found", "It refers to something that does not exist in this workspace.", {
      cause: error,
    });
  }
  const taken = message.startsWith("UNIQUE");
  return taken
    ? new StudioError("conflict", "It is in this workspace already.", {
        hint: "Look at the session again.",
        cause: error,
      })
    : new StudioError("invalid", `It breaks a rule of the database: ${message}.`, { cause: error });
}

const storage = (cause: unknown, message: string, hint: string): StudioError =>
  new StudioError("storage", message, { hint, cause });

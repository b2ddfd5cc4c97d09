import { createHash } from "node:crypto";
import { chmod, link, lstat, mkdir, mkdtemp, open, readdir, rename, rm, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { makeZip } from "client-zip";
import type { Delivery } from "../core/delivery.ts";
import { StudioError } from "../core/errors.ts";

export interface DeliveryFile {
  /** A plain file name. */
  readonly path: string;
  readonly mediaType: string;
  readonly data: Uint8Array;
}

/**
 * Writes the files into a new folder at `wanted`, or beside it with a number when that name is taken: nothing is ever
 * overwritten. They are written and synced under a hidden name first and appear all at once, so neither a full disk nor a
 * killed process leaves anything half done in sight.
 */
export async function writeDeliveryFolder(
  wanted: string,
  files: readonly DeliveryFile[],
): Promise<Pick<Delivery, "folder" | "files">> {
  const parent = dirname(wanted);
  return orNothing(parent, async (temporaries) => {
    await mkdir(parent, { recursive: true });
    await sweepLeftOvers(parent);
    const temporary = await mkdtemp(join(parent, temporaryName()));
    temporaries.push(temporary);
    await chmod(temporary, 0o755); // mkdtemp makes folders for one person only
    for (const file of files) await writeSynced(join(temporary, file.path), file.data);
    await syncFolder(temporary);
    const folder = await moveToFree(temporary, wanted);
    await syncFolder(parent);
    return { folder, files: files.map(describe) };
  });
}

/** The same files as one archive next to the folder; it appears whole or not at all. Answers its path. */
export async function writeZip(folder: string, files: readonly DeliveryFile[], at: Date): Promise<string> {
  const parent = dirname(folder);
  return orNothing(parent, async (temporaries) => {
    const temporary = join(parent, `${temporaryName()}${Math.random().toString(36).slice(2, 8)}.zip`);
    temporaries.push(temporary);
    const entries = files.map(({ path, data }) => ({
      name: `${basename(folder)}/${path}`,
      input: data,
      lastModified: at,
    }));
    const handle = await open(temporary, "wx", 0o644);
    try {
      for await (const chunk of makeZip(entries)) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const path = await linkToFree(temporary, folder);
    await syncFolder(parent);
    return path;
  });
}

/** Whatever happens, nothing of `temporaries` stays unless it was moved away. */
async function orNothing<Result>(parent: string, write: (temporaries: string[]) => Promise<Result>): Promise<Result> {
  const temporaries: string[] = [];
  try {
    return await write(temporaries);
  } catch (cause) {
    for (const temporary of temporaries) await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw new StudioError("storage", `The delivery could not be written to ${parent}${reasonOf(cause)}.`, {
      hint: "Free some space or choose another folder with --to; nothing half-written was left behind.",
      cause,
    });
  }
}

function reasonOf(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return ": the disk is full";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return ": it may not be written to";
  return "";
}

/** Tells whose it is, so that the left-overs of a killed process can be cleared away by the next delivery. */
const temporaryName = (): string => `.samebut-${hostName()}-${process.pid}-`;
const hostName = (): string =>
  hostname()
    .replace(/[^A-Za-z0-9]+/gu, "")
    .slice(0, 40) || "host";

async function sweepLeftOvers(parent: string): Promise<void> {
  const pattern = new RegExp(`^\\.samebut-${hostName()}-(\\d+)-`, "u");
  for (const name of await readdir(parent)) {
    const owner = Number(pattern.exec(name)?.[1] ?? process.pid);
    if (!isAlive(owner)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

const describe = ({ path, mediaType, data }: DeliveryFile): Delivery["files"][number] => ({
  path,
  mediaType,
  bytes: data.byteLength,
  hash: createHash("sha256").update(data).digest("hex"),
});

async function writeSynced(file: string, data: Uint8Array): Promise<void> {
  const handle = await open(file, "wx", 0o644);
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename onto a folder with something in it fails, so the first free name is taken without a moment between. */
async function moveToFree(temporary: string, wanted: string): Promise<string> {
  for (let n = 1; ; n++) {
    const folder = numbered(wanted, n);
    if (n < mostNumbers && (await isTaken(folder))) continue;
    try {
      await rename(temporary, folder);
      return folder;
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      if (
        n >= mostNumbers ||
        !["ENOTEMPTY", "EEXIST", "ENOTDIR", ...(process.platform === "win32" ? ["EPERM"] : [])].includes(code)
      )
        throw error;
    }
  }
}

/** An empty folder that the person made for it is not taken. */
async function isTaken(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory() ? (await readdir(path)).length > 0 : true;
  } catch {
    return false;
  }
}

const mostNumbers = 10_000;
const numbered = (name: string, n: number): string => (n === 1 ? name : `${name}-${n}`);

/** A hard link never replaces anything; the temporary name goes. */
async function linkToFree(temporary: string, folder: string): Promise<string> {
  for (let n = 1; ; n++) {
    const path = `${numbered(folder, n)}.zip`;
    try {
      await link(temporary, path);
      await unlink(temporary);
      return path;
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      const linkless = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code);
      if (linkless && !(await isTaken(path))) return rename(temporary, path).then(() => path); // exFAT and the like
      if (n >= mostNumbers || (code !== "EEXIST" && !linkless)) throw error;
    }
  }
}

/** Windows cannot sync folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

/** A name that every file system takes: letters, digits and dashes of the title, at most 60. */
export function folderName(title: string, id: string): string {
  const slug = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-+|-+$/gu, "")
    .slice(0, 60)
    .replace(/-+$/u, "");
  return `${slug || "delivery"}-${id}`;
}

import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
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
 * overwritten. They are written and synced under a temporary name first, so a full disk leaves nothing half done.
 */
export async function writeDeliveryFolder(
  wanted: string,
  files: readonly DeliveryFile[],
): Promise<Pick<Delivery, "folder" | "files">> {
  const parent = dirname(wanted);
  let temporary: string | undefined;
  try {
    await mkdir(parent, { recursive: true });
    temporary = await mkdtemp(join(parent, `.${basename(wanted)}-`));
    await chmod(temporary, 0o755); // mkdtemp makes folders for one person only
    for (const file of files) await writeSynced(join(temporary, file.path), file.data);
    const folder = await moveToFree(temporary, wanted);
    await syncFolder(folder);
    await syncFolder(parent);
    return { folder, files: files.map(describe) };
  } catch (cause) {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    throw new StudioError("storage", `The delivery could not be written to ${parent}.`, {
      hint: "Free some space or choose another folder with --to; nothing half-written was left behind.",
      cause,
    });
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

/** Making the folder first claims the name; a rename onto an empty folder is atomic. */
async function moveToFree(temporary: string, wanted: string): Promise<string> {
  for (let n = 1; ; n++) {
    const folder = n === 1 ? wanted : `${wanted}-${n}`;
    const claimed = await mkdir(folder).then(
      () => true,
      (error: NodeJS.ErrnoException) => (error.code === "EEXIST" ? false : Promise.reject(error)),
    );
    if (!claimed) continue;
    if (process.platform === "win32") await rm(folder, { recursive: true });
    await rename(temporary, folder);
    return folder;
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

import { constants } from "node:fs";
import { access, mkdir, open, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { StudioError } from "../core/errors.ts";

/** Makes what was renamed into or created in this folder survive a power cut. Windows cannot open folders. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the folder and those above it, durably. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await mkdir(folder).catch(ignoreExisting);
  }
  await syncFolder(dirname(folder));
}

/** Another process may make it in the same moment. */
function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

/** Throws EACCES or EROFS when this process cannot write there; a file that does not exist yet is fine. */
export async function assertWritable(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/**
 * File systems (Linux statfs(2) magic numbers) on which processes of two machines could write at once: SQLite's
 * write-ahead log needs memory that all of them share. 9p is left out: it is also how sandboxes show a local disk.
 */
const networkFileSystems = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB"],
  [0x5346414f, "AFS"],
  [0x6b414653, "AFS"],
  [0x73757245, "Coda"],
  [0x564c, "NCP"],
  [0x00c36400, "Ceph"],
  [0x0bd00bd0, "Lustre"],
  [0x47504653, "GPFS"],
]);

export function assertLocal(folder: string, fileSystem: number): void {
  const name = networkFileSystems.get(fileSystem);
  if (name === undefined) return;
  throw new StudioError(
    "storage",
    `${folder} is on a network file system (${name}), where a database can be damaged.`,
    {
      hint: "Use a workspace folder on a disk of this computer. Deliveries may go to the network folder.",
    },
  );
}

export async function fileSystemOf(folder: string): Promise<number> {
  return process.platform === "linux" ? (await statfs(folder)).type : 0;
}

import { open, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { StudioError, invalid } from "../../core/errors.ts";
import type { Studio } from "../../core/studio.ts";
import type { RawText } from "../../metadata/raw-metadata.ts";

/** Larger files are no picture or text of this trade. */
export const largestFile = 256 * 1024 * 1024;
const largestSidecar = 4 * 1024 * 1024;

export interface SourceFile {
  readonly bytes: Uint8Array;
  /** As the person knows it; no path. */
  readonly name: string;
  /** Texts that lie beside it and belong to it. */
  readonly beside: readonly RawText[];
}

export interface SourceFields {
  readonly file?: string | undefined;
  readonly blob?: string | undefined;
  readonly data?: string | undefined;
  readonly text?: string | undefined;
  readonly name?: string | undefined;
  readonly beside?: string | undefined;
}

/** The bytes that a person means: a file of this computer, an upload, or what came inside the request. */
export async function readSource(studio: Pick<Studio, "blobs">, fields: SourceFields): Promise<SourceFile> {
  const given = [fields.file, fields.blob, fields.data, fields.text].filter((field) => field !== undefined);
  if (given.length !== 1)
    throw invalid("Name exactly one file to import, or give its text.", "For example: samebut import picture.png");
  const beside = fields.beside === undefined ? [] : [sidecar(fields.beside)];
  const named = (name: string): string => cleanName(fields.name ?? name);
  if (fields.blob !== undefined && !(await studio.blobs.has(fields.blob)))
    throw new StudioError("not-found", "There is no such upload in this workspace.", {
      hint: "Upload the file again.",
    });
  if (fields.blob !== undefined)
    return { bytes: await studio.blobs.read(fields.blob), name: named(`upload-${fields.blob.slice(0, 8)}`), beside };
  if (fields.data !== undefined) return { bytes: fromBase64(fields.data), name: named("pasted"), beside };
  if (fields.text !== undefined)
    return { bytes: new TextEncoder().encode(fields.text.toWellFormed()), name: named("pasted text"), beside };
  const path = resolve(fields.file!);
  const bytes = await readWhole(path);
  return { bytes, name: named(basename(path)), beside: [...beside, ...(await readBeside(path))] };
}

/** Base64, with or without the beginning of a data URL. */
function fromBase64(text: string): Uint8Array {
  const body = text.replace(/^data:[^,]{0,200},/u, "").replace(/\s+/gu, "");
  if (/^[A-Za-z0-9+/_-]+={0,2}$/u.test(body)) return new Uint8Array(Buffer.from(body, "base64"));
  throw invalid("The data is not base64.", "Send the bytes of the file in base64, or name the file.");
}

async function readWhole(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > largestFile)
      throw invalid(
        `${basename(path)} has ${Math.round(size / 1e6)} MB; at most ${Math.round(largestFile / 1e6)} are read.`,
        "Give the picture or text itself.",
      );
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof StudioError) throw error;
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
}

function unreadable(path: string, cause: NodeJS.ErrnoException): StudioError {
  if (cause.code === "ENOENT")
    return new StudioError("not-found", `There is no file ${path}.`, { hint: "Check the name.", cause });
  if (cause.code === "EISDIR") return invalid(`${path} is a folder.`, "Name one file in it.");
  return new StudioError("unavailable", `${path} cannot be read.`, { hint: "Check its permissions.", cause });
}

/** What other programs put next to a picture: the same name with another ending, or our own recipe.json. */
async function readBeside(path: string): Promise<readonly RawText[]> {
  const stem = path.slice(0, path.length - extname(path).length);
  const names = [".txt", ".json", ".swarm.json", ".xmp"].flatMap((ending) => [stem + ending, path + ending]);
  const texts = await Promise.all(
    [...new Set([...names, join(dirname(path), "recipe.json")])]
      .filter((name) => name !== path)
      .map(async (name) => ({ name, text: await readSmall(name) })),
  );
  return texts.flatMap(({ name, text }) =>
    text === undefined || (basename(name) === "recipe.json" && !text.includes('"samebut"')) ? [] : [sidecar(text)],
  );
}

const sidecar = (text: string): RawText => ({ where: "beside the file", keyword: "sidecar", text });

async function readSmall(path: string): Promise<string | undefined> {
  try {
    const handle = await open(path, "r");
    try {
      const { size } = await handle.stat();
      return size > largestSidecar ? undefined : (await handle.readFile()).toString("utf8");
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

/** A name to show: no path, no control characters, nothing that turns the reading direction. */
const cleanName = (name: string): string =>
  basename(name.replaceAll("\\", "/"))
    .replace(/[\p{Control}\p{Format}]/gu, "")
    .slice(0, 200)
    .trim() || "file";

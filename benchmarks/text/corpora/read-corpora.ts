import { readFile, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type Corpora, emptyCorpora } from "./corpus.ts";
import { readJson } from "./json-formats.ts";
import { joinParallel } from "./parallel-files.ts";
import { readTable } from "./table-formats.ts";

export interface Found {
  readonly corpora: Corpora;
  /** Files that were read, relative to the folder, with what they were taken for. */
  readonly files: readonly { readonly path: string; readonly format: string }[];
  /** Files that looked like data and were not understood. */
  readonly unknown: readonly string[];
}

/** Reads every corpus in a folder and its subfolders, known by what the files hold rather than by what they are called. */
export async function readCorpora(folder: string): Promise<Found> {
  const corpora = emptyCorpora();
  const files: { path: string; format: string }[] = [];
  const unknown: string[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.toSorted()) {
    const name = relative(folder, path).split(sep).join("/");
    if (!/\.(?:csv|tsv|jsonl?|md|orig|simp\.\d+)$/iu.test(name) || /(?:^|\/)README/iu.test(name)) continue;
    const text = (await readFile(path, "utf8")).replace(/^\uFEFF/u, "");
    const format = readAny(name, text, corpora);
    if (format === undefined) unknown.push(name);
    else files.push({ path: name, format });
  }
  joinParallel(corpora);
  return { corpora, files, unknown };
}

function readAny(name: string, text: string, corpora: Corpora): string | undefined {
  try {
    if (/\.jsonl?$/iu.test(name)) return readJson(name, text, corpora);
    return readTable(name, text, corpora);
  } catch {
    return undefined;
  }
}

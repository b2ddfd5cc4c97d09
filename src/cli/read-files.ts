import { readFile } from "node:fs/promises";
import { text as readAll } from "node:stream/consumers";
import { StudioError, invalid } from "../core/errors.ts";
import type { Operation } from "../operations/define.ts";

/** Puts the contents of named files in the place of their names, where an operation reads files. "-" is standard input. */
export async function readFiles(
  operation: Operation,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { files = [], fileName } = operation.commandLine;
  const read: Record<string, unknown> = { ...input };
  for (const field of files) {
    const name = input[field];
    if (typeof name !== "string") continue;
    read[field] = name === "-" ? await readAll(process.stdin) : await readText(name);
    if (fileName !== undefined && field === files[0]) read[fileName] ??= name === "-" ? "stdin" : name;
  }
  return read;
}

async function readText(name: string): Promise<string> {
  const data = await readFile(name).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === "ENOENT" ? "does not exist" : cause.code === "EISDIR" ? "is a folder" : "cannot be read";
    throw new StudioError("not-found", `The file ${name} ${why}.`, {
      hint: "Name a text file, or “-” for standard input.",
      cause,
    });
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    throw invalid(`${name} is not UTF-8 text.`, "Save it as plain text or Markdown in UTF-8.");
  }
}

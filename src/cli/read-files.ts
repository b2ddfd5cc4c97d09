import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { StudioError, invalid } from "../core/errors.ts";
import { wordsOfFile } from "../documents/words-of-file.ts";
import type { Operation } from "../operations/define.ts";

/** Puts the contents of named files in the place of their names, where an operation reads files. "-" is standard input. */
export async function readFiles(
  operation: Operation,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { files = [], fileName, standardInput } = operation.commandLine;
  const read: Record<string, unknown> = { ...input };
  for (const field of files) {
    const name = input[field];
    if (typeof name !== "string") continue;
    read[field] = await wordsOf(name);
    if (fileName !== undefined && field === files[0]) read[fileName] ??= name === "-" ? "stdin" : name;
  }
  if (standardInput && input[standardInput.file] === "-") {
    delete read[standardInput.file];
    read[standardInput.into] =
      standardInput.as === "text" ? await wordsOf("-") : Buffer.from(await standardBytes()).toString("base64");
  }
  return read;
}

/** Another encoding than UTF-8 is said, because places count in the text as it was read. */
async function wordsOf(name: string): Promise<string> {
  const { text, note } =
    name === "-"
      ? await wordsOfFile(await standardBytes(), "Standard input")
      : await wordsOfFile(await bytesOf(name), name);
  if (note !== undefined) process.stderr.write(`${name}: ${note}\n`);
  return text;
}

const standardBytes = async (): Promise<Uint8Array> => {
  if (process.stdin.isTTY) process.stderr.write("Paste the text, then press Ctrl+D on a line of its own.\n");
  const bytes = await buffer(process.stdin);
  if (bytes.length > 0) return bytes;
  throw invalid("Nothing came over standard input.", "Pipe a text into it, or name a file.");
};

async function bytesOf(name: string): Promise<Uint8Array> {
  return readFile(name).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === "ENOENT" ? "does not exist" : cause.code === "EISDIR" ? "is a folder" : "cannot be read";
    throw new StudioError("not-found", `The file ${name} ${why}.`, {
      hint: "Name a text file, or “-” for standard input.",
      cause,
    });
  });
}

import { existsSync, readFileSync } from "node:fs";
import type { Command } from "commander";

/** A command as far as `samebut --help` shows it. */
export interface ListedCommand {
  /** Name of its operation. */
  readonly operation: string;
  /** What a person types: one word, or two as in "engines add". */
  readonly words: readonly string[];
  /** "[session] [instruction]" */
  readonly arguments: string;
  readonly summary: string;
}

/** Written by the build: help then need not load every operation. In a clone there is none, and they are asked. */
const written = new URL("./listing.json", import.meta.url);

export async function readListing(): Promise<readonly ListedCommand[]> {
  if (existsSync(written)) return JSON.parse(readFileSync(written, "utf8")) as ListedCommand[];
  const { listOperations } = await import("./list-operations.ts");
  return listOperations();
}

/** Adds the command with what help needs to list it. */
export function mountListed(program: Command, { words, arguments: positional, summary }: ListedCommand): Command {
  const [first = "", second] = words;
  const parent =
    second === undefined
      ? program
      : (program.commands.find((command) => command.name() === first) ?? program.command(first));
  const command = parent
    .command(second ?? first)
    .summary(summary)
    .description(summary);
  if (positional !== "") command.arguments(positional);
  return command
    .option("--json", "Print the answer as JSON")
    .option("--home <folder>", "Workspace folder")
    .exitOverride();
}

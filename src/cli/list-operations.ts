import { allOperations } from "../operations/index.ts";
import type { ListedCommand } from "./listing.ts";
import { argumentText, fieldsOf } from "./options.ts";

/** Commands of two words: "engines add". */
const twoWords: Readonly<Record<string, readonly [string, string]>> = {
  "discover-engines": ["engines", "discover"],
  "add-engine": ["engines", "add"],
  "test-engine": ["engines", "test"],
  "remove-engine": ["engines", "remove"],
};

/** Every operation as `samebut --help` lists it. */
export const listOperations = (): readonly ListedCommand[] =>
  allOperations.map((operation) => ({
    operation: operation.name,
    words: twoWords[operation.name] ?? [operation.name],
    arguments: fieldsOf(operation, operation.commandLine.positional ?? [])
      .map(argumentText)
      .join(" "),
    summary: operation.summary,
  }));

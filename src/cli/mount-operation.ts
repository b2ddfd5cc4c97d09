import type { Command } from "commander";
import { StudioError } from "../core/errors.ts";
import type { Operation } from "../operations/define.ts";
import { parseInput } from "../operations/parse-input.ts";
import { type Field, fieldsOf, optionsFor, valueFor } from "./options.ts";
import { printAnswer } from "./print.ts";
import { readFiles } from "./read-files.ts";
import { withStudio } from "./with-studio.ts";

interface GlobalOptions {
  readonly home?: string;
  readonly json?: boolean;
  readonly preview: boolean;
}

/** Gives a listed command the rest: what its arguments mean, its options, an example, and what it does. All of it comes from the schema. */
export function mountOperation(command: Command, operation: Operation): void {
  const byPosition = operation.commandLine.positional ?? [];
  const positional = fieldsOf(operation, byPosition);
  const named = fieldsOf(operation).filter(({ name }) => !byPosition.includes(name));
  command.registeredArguments.forEach(
    (argument, i) => (argument.description = positional[i]?.schema.description ?? ""),
  );
  for (const field of named) for (const option of optionsFor(field)) command.addOption(option);
  command.addHelpText("after", `\nFor example:\n  ${operation.commandLine.example}`);
  command.action(async (...args: unknown[]) => {
    const values = args.slice(0, positional.length);
    const input = await readFiles(operation, inputFrom(positional, values, named, command));
    await runOperation(operation, input, command.optsWithGlobals<GlobalOptions>());
  });
}

/** Only what was typed: defaults are the schema's. */
function inputFrom(
  positional: readonly Field[],
  values: readonly unknown[],
  named: readonly Field[],
  command: Command,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  positional.forEach((field, i) => {
    const value = values[i];
    if (value !== undefined && !(Array.isArray(value) && value.length === 0))
      input[field.name] = valueFor(field, value);
  });
  for (const field of named) {
    if (command.getOptionValueSource(field.name) === "cli")
      input[field.name] = valueFor(field, command.getOptionValue(field.name));
  }
  return input;
}

async function runOperation(
  operation: Operation,
  input: Record<string, unknown>,
  options: GlobalOptions,
): Promise<void> {
  const parsed = parseInput(operation, input);
  await withStudio(
    { home: options.home, progress: options.json !== true, preview: options.preview },
    async (studio, signal, told) => {
      const answer = await operation.run(studio, parsed, { signal });
      const checked = operation.output.safeParse(answer);
      if (!checked.success)
        throw new StudioError("internal", `The answer of ${operation.name} is not what it promises.`, {
          cause: checked.error,
          hint: "This is a fault of Samebut; please report it.",
        });
      await printAnswer(studio, checked.data, { json: options.json === true, preview: options.preview, told: told() });
    },
  );
}

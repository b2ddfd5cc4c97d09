import { Command } from "commander";
import { StudioError } from "../core/errors.ts";
import type { Operation } from "../operations/define.ts";
import { parseInput } from "../operations/parse-input.ts";
import { type Field, argumentFor, fieldsOf, optionsFor, valueFor } from "./options.ts";
import { printAnswer } from "./print.ts";
import { withStudio } from "./with-studio.ts";

interface GlobalOptions {
  readonly home?: string;
  readonly json?: boolean;
  readonly preview: boolean;
}

/** Commands of two words: "engines add". */
const twoWords: Readonly<Record<string, readonly [string, string]>> = {
  "add-engine": ["engines", "add"],
  "remove-engine": ["engines", "remove"],
};

/** What a person types to get at an operation. */
export const wordsOf = ({ name }: Operation): readonly string[] => twoWords[name] ?? [name];

/**
 * Gives an operation its command: arguments, options and help come from its schema. Without its options it can only be listed:
 * working out those of every command would be most of what `--help` takes.
 */
export function mountOperation(program: Command, operation: Operation, { withOptions }: { withOptions: boolean }): void {
  const byPosition = operation.commandLine.positional ?? [];
  const positional = fieldsOf(operation, byPosition);
  const named = withOptions ? fieldsOf(operation).filter(({ name }) => !byPosition.includes(name)) : [];
  const command = addCommand(program, operation)
    .summary(operation.summary)
    .description(operation.summary)
    .addHelpText("after", `\nFor example:\n  ${operation.commandLine.example}`)
    .option("--json", "Print the answer as JSON")
    .option("--home <folder>", "Workspace folder")
    .exitOverride();
  for (const field of positional) command.addArgument(argumentFor(field));
  for (const field of named) for (const option of optionsFor(field)) command.addOption(option);
  command.action(async (...args: unknown[]) => {
    const values = args.slice(0, positional.length);
    const input = inputFrom(positional, values, named, command);
    await runOperation(operation, input, command.optsWithGlobals<GlobalOptions>());
  });
}

function addCommand(program: Command, operation: Operation): Command {
  const [first = operation.name, second] = wordsOf(operation);
  if (second === undefined) return program.command(first);
  const parent = program.commands.find((command) => command.name() === first) ?? program.command(first);
  return parent.command(second);
}

/** Only what was typed: defaults are the schema's. */
function inputFrom(positional: readonly Field[], values: readonly unknown[], named: readonly Field[], command: Command): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  positional.forEach((field, i) => {
    const value = values[i];
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) input[field.name] = valueFor(field, value);
  });
  for (const field of named) {
    if (command.getOptionValueSource(field.name) === "cli") input[field.name] = valueFor(field, command.getOptionValue(field.name));
  }
  return input;
}

async function runOperation(operation: Operation, input: Record<string, unknown>, options: GlobalOptions): Promise<void> {
  const parsed = parseInput(operation, input);
  await withStudio({ home: options.home, progress: options.json !== true, preview: options.preview }, async (studio, signal, told) => {
    const answer = await operation.run(studio, parsed, { signal });
    const checked = operation.output.safeParse(answer);
    if (!checked.success) throw new StudioError("internal", `The answer of ${operation.name} is not what it promises.`, { cause: checked.error, hint: "This is a fault of Samebut; please report it." });
    await printAnswer(studio, checked.data, { json: options.json === true, preview: options.preview, told: told() });
  });
}

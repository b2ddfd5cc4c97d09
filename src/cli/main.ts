import { Command, CommanderError } from "commander";
import { mountListed, readListing } from "./listing.ts";
import { mountDoors } from "./mount-doors.ts";
import { printError, printable } from "./print.ts";
import { version } from "./version.ts";

/** The command line: every operation as a command, and the two other doors, `serve` and `mcp`. */
export async function main(args: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
  const program = createProgram();
  await mountOperations(program, args);
  mountDoors(program);
  try {
    await program.parseAsync(args.length > 0 ? [...args] : ["serve", "--open"], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else process.exitCode = printError(error, args.includes("--json"));
  }
}

/** Whoever read the output has left, as in `samebut list | head`: the work goes on without them. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function createProgram(): Command {
  return new Command("samebut")
    .description(
      "Keep everything the same, but …\nFrom a first run to a delivery-ready picture in three rounds of refinement instead of thirty re-rolls.",
    )
    .version(version)
    .option("--home <folder>", "Workspace folder (default: $SAMEBUT_HOME, else ~/.samebut)")
    .option("--json", "Print the answer as JSON")
    .option("--no-preview", "Do not show pictures in the terminal")
    .showHelpAfterError("(samebut --help shows all commands)")
    .addHelpText(
      "after",
      '\nFor example:\n  samebut run "a green pear on a wooden table, hard light from the left, dark background"\n  samebut                       opens the Studio in the browser',
    )
    .configureOutput({ writeErr: (text) => void process.stderr.write(printable(text)) })
    .exitOverride();
}

/** Every operation is listed; only those that these words may be calling are loaded. */
async function mountOperations(program: Command, args: readonly string[]): Promise<void> {
  const commands = new Map<string, Command>();
  for (const listed of await readListing()) {
    const command = mountListed(program, listed);
    if (listed.words.every((word) => args.includes(word))) commands.set(listed.operation, command);
  }
  if (commands.size === 0) return;
  const [{ allOperations }, { mountOperation }] = await Promise.all([
    import("../operations/index.ts"),
    import("./mount-operation.ts"),
  ]);
  for (const operation of allOperations) {
    const command = commands.get(operation.name);
    if (command) mountOperation(command, operation);
  }
}

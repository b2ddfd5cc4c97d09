import type { Command } from "commander";
import { invalid } from "../core/errors.ts";
import { withStudio } from "./with-studio.ts";

interface ServeOptions {
  readonly home?: string;
  readonly port: string;
  readonly host: string;
  readonly allowHost?: readonly string[];
  readonly open?: boolean;
}

/** The doors that stay open: the Studio in the browser, and the tools for agents. */
export function mountDoors(program: Command): void {
  program
    .command("serve")
    .summary("Open the Studio: the page and the HTTP interface, for this machine only.")
    .description(
      "Open the Studio: the page and the HTTP interface, for this machine only unless --host says otherwise.",
    )
    .option("--port <number>", "Port; 0 takes a free one", "4747")
    .option("--host <address>", "Address to listen on", "127.0.0.1")
    .option("--allow-host <names...>", "More names that the page may be called by, for example studio.example")
    .option("--open", "Open it in the browser")
    .option("--home <folder>", "Workspace folder")
    .addHelpText("after", "\nFor example:\n  samebut serve --port 0")
    .exitOverride()
    .action(async (_: unknown, command: Command) => serve(command.optsWithGlobals<ServeOptions>()));
  program
    .command("mcp")
    .summary("Offer every operation to an agent over MCP, on standard input and output.")
    .description("Offer every operation to an agent over MCP, on standard input and output.")
    .option("--home <folder>", "Workspace folder")
    .addHelpText("after", '\nFor example, in the agent\'s configuration:\n  { "command": "samebut", "args": ["mcp"] }')
    .exitOverride()
    .action(async (_: unknown, command: Command) => offerToAgents(command.optsWithGlobals<{ home?: string }>()));
}

async function serve(options: ServeOptions): Promise<void> {
  await withStudio({ home: options.home, progress: false, actor: "web" }, async (studio, signal) => {
    const [{ startServer }, { createMcpHttp }, { allOperations }, { thumbnailOf }, { differenceFile }] =
      await Promise.all([
        import("../server/serve.ts"),
        import("../mcp/http.ts"),
        import("../operations/index.ts"),
        import("../imaging/files/thumbnail.ts"),
        import("../imaging/compare/difference-file.ts"),
      ]);
    const mcp = createMcpHttp(studio, allOperations);
    const server = await startServer({
      studio,
      operations: allOperations,
      mcp,
      host: options.host,
      port: portFrom(options.port),
      allowedHosts: options.allowHost,
      report: reportFault,
      shrink: thumbnailOf,
      drawDifference: differenceFile,
    });
    process.stdout.write(`The Studio is open: ${server.url}\nCtrl+C closes it; nothing is lost.\n`);
    if (options.open) await openBrowser(server.url);
    await untilAborted(signal);
    await server.close();
  });
}

async function offerToAgents(options: { home?: string }): Promise<void> {
  await withStudio({ home: options.home, progress: false, actor: "mcp" }, async (studio, signal) => {
    const [{ serveMcpStdio }, { allOperations }] = await Promise.all([
      import("../mcp/stdio.ts"),
      import("../operations/index.ts"),
    ]);
    signal.addEventListener("abort", () => process.stdin.destroy(), { once: true });
    await serveMcpStdio(studio, allOperations);
  });
}

/** Faults of ours, which no answer tells, go to the terminal. */
const reportFault = (error: unknown): void =>
  void process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);

function portFrom(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw invalid(`“${text}” is not a port.`, "A port is a whole number from 0 to 65535; 0 takes a free one.");
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve(), { once: true }),
  );

/** Without a browser the printed address is enough. */
async function openBrowser(url: string): Promise<void> {
  const { spawn } = await import("node:child_process");
  const [command, args] =
    process.platform === "darwin"
      ? ["open", [url]]
      : process.platform === "win32"
        ? ["explorer", [url]]
        : ["xdg-open", [url]];
  const child = spawn(command as string, args as string[], { stdio: "ignore", detached: true });
  child.on("error", () => undefined).unref();
}

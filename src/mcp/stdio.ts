import { Console } from "node:console";
import type { Readable, Writable } from "node:stream";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Studio } from "../core/studio.ts";
import type { Operation } from "../operations/define.ts";
import { type McpOptions, createMcpServer } from "./server.ts";

export interface StdioOptions extends McpOptions {
  readonly input?: Readable;
  readonly output?: Writable;
}

/** Speaks MCP over standard input and output. Resolves when the client closed its end and running work has stopped. */
export async function serveMcpStdio(
  studio: Studio,
  operations: readonly Operation[],
  options: StdioOptions = {},
): Promise<void> {
  const { input = process.stdin, output = process.stdout, ...rest } = options;
  const console = globalThis.console;
  // A library's console.log would break the protocol.
  globalThis.console = new Console({ stdout: process.stderr, stderr: process.stderr });
  const closed = new Promise<void>((resolve) => {
    for (const event of ["end", "close", "error"]) input.once(event, () => resolve());
    output.once("error", () => resolve());
  });
  const handle = serveStdio(() => createMcpServer(studio, operations, rest), {
    transport: new StdioServerTransport(input, output),
  });
  await closed;
  await handle.close();
  await studio.work.stopAll();
  globalThis.console = console;
}

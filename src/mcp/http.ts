import { createMcpHandler } from "@modelcontextprotocol/server";
import type { Studio } from "../core/studio.ts";
import type { Operation } from "../operations/define.ts";
import { createMcpServer } from "./server.ts";

/** MCP's streamable HTTP, for the server to mount at /mcp behind its guards. */
export function createMcpHttp(studio: Studio, operations: readonly Operation[]) {
  const handler = createMcpHandler(() => createMcpServer(studio, operations));
  return { fetch: (request: Request): Promise<Response> => handler.fetch(request), close: (): Promise<void> => handler.close() };
}

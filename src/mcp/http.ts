import { randomUUID } from "node:crypto";
import { createMcpHandler } from "@modelcontextprotocol/server";
import type { Studio } from "../core/studio.ts";
import type { Operation } from "../operations/define.ts";
import { clientHeader, createCalls } from "./calls.ts";
import { type McpOptions, createMcpServer } from "./server.ts";

export interface McpHttp {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/**
 * MCP's streamable HTTP, for the server to mount at /mcp behind its guards. No state is kept between requests, so
 * clients go on after a restart; their session id only tells whose call a cancellation means.
 */
export function createMcpHttp(studio: Studio, operations: readonly Operation[], options: McpOptions = {}): McpHttp {
  const calls = createCalls();
  const handler = createMcpHandler(() => createMcpServer(studio, operations, { ...options, calls }));
  return {
    async fetch(request) {
      if (request.method !== "POST") return handler.fetch(request);
      const message = (await request.json().catch(() => undefined)) as Message | undefined;
      const client = request.headers.get(clientHeader);
      if (client && message?.method === "notifications/cancelled") calls.cancel(client, message.params?.requestId);
      const response = await handler.fetch(request, { parsedBody: message });
      if (message?.method === "initialize") response.headers.set(clientHeader, randomUUID());
      return response;
    },
    close: () => handler.close(),
  };
}

interface Message {
  readonly method?: string;
  readonly params?: { readonly requestId?: unknown };
}

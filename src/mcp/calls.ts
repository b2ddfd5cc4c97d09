import type { ServerContext } from "@modelcontextprotocol/server";

/** The header by which a client of streamable HTTP names itself in all of its requests. */
export const clientHeader = "mcp-session-id";

/** Tool calls that run now, by client and request. */
export interface Calls {
  run<T>(context: ServerContext, task: (signal: AbortSignal) => Promise<T>): Promise<T>;
  cancel(client: string, request: unknown): void;
}

/**
 * Over HTTP a cancellation comes in a request of its own, which another server object answers than the one that runs
 * the call; so the running calls are kept here, outside of both.
 */
export function createCalls(): Calls {
  const running = new Map<string, AbortController>();
  const keyOf = (client: string, request: unknown): string => JSON.stringify([client, request]);
  return {
    async run(context, task) {
      const client = context.http?.req?.headers.get(clientHeader);
      if (!client) return task(context.mcpReq.signal);
      const key = keyOf(client, context.mcpReq.id);
      const controller = new AbortController();
      running.set(key, controller);
      try {
        return await task(AbortSignal.any([context.mcpReq.signal, controller.signal]));
      } finally {
        running.delete(key);
      }
    },
    cancel: (client, request) => running.get(keyOf(client, request))?.abort(),
  };
}

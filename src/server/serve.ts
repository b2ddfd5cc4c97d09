import { type Server, createServer } from "node:http";
import { type AddressInfo, isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { getRequestListener } from "@hono/node-server";
import { StudioError, invalid } from "../core/errors.ts";
import type { Studio } from "../core/studio.ts";
import type { Operation } from "../operations/define.ts";
import { workspaceToken } from "./access.ts";
import { type McpDoor, createApp } from "./app.ts";
import type { DrawDifference } from "./differences.ts";
import type { Shrink } from "./thumbnails.ts";

/** Where the studio is served when nobody says otherwise. */
export const defaultPort = 4747;

export interface ServerOptions {
  readonly studio: Studio;
  readonly operations: readonly Operation[];
  /** The door for agents at /mcp; none without it. */
  readonly mcp?: McpDoor | undefined;
  /** Address to listen at; only this machine by default. */
  readonly host?: string | undefined;
  /** 0 takes any free one. */
  readonly port?: number | undefined;
  /** The workspace's own by default. */
  readonly token?: string | undefined;
  /** More names that the server may be called by: "studio.example", "studio.example:8443". */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Folder of the built web page; the one that ships otherwise. */
  readonly webFolder?: string | undefined;
  /** Makes thumbnails; without it the pictures themselves are sent. */
  readonly shrink?: Shrink | undefined;
  readonly drawDifference?: DrawDifference | undefined;
  /** Hears of faults that no answer may tell. */
  readonly report?: ((error: unknown) => void) | undefined;
}

export interface RunningServer {
  /** The opening link, with the token in it. */
  readonly url: string;
  /** The same without the token: "http://127.0.0.1:4747". */
  readonly origin: string;
  readonly token: string;
  readonly port: number;
  /** Ends event streams, stops running work (what is finished is kept), answers what was asked, and resolves. */
  close(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { studio, host = "127.0.0.1", port: wanted = defaultPort } = options;
  const token = options.token ?? (await workspaceToken(studio.home));
  const server = createServer();
  const port = await listen(server, host, wanted);
  const closing = new AbortController();
  const allowedHosts = hostsOf(host, port, options.allowedHosts ?? []);
  const app = createApp({ ...options, token, allowedHosts, closing: closing.signal });
  server.on("request", getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const origin = `http://${withPort(isWildcard(host) ? "127.0.0.1" : host, port)}`;
  let closed: Promise<void> | undefined;
  return { url: `${origin}/?token=${token}`, origin, token, port, close: () => (closed ??= close()) };

  async function close(): Promise<void> {
    const ended = new Promise<void>((resolve) => void server.close(() => resolve()));
    closing.abort(
      new StudioError("cancelled", "The server was closed.", { hint: "`samebut resume` goes on from here." }),
    );
    await Promise.all([studio.work.stopAll(), options.mcp?.close()]);
    // A connection whose last answer has just gone out is idle only from now on.
    const sweep = setInterval(() => server.closeIdleConnections(), 20);
    const patience = setTimeout(() => server.closeAllConnections(), 2_000);
    await ended;
    clearInterval(sweep);
    clearTimeout(patience);
  }
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw invalid(
      `${port} is not a port.`,
      "A port is a whole number up to 65535: samebut serve --port 4747 (0 takes any free one).",
    );
  }
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    server.listen({ host, port }, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function cannotListen(cause: NodeJS.ErrnoException, host: string, port: number): StudioError {
  switch (cause.code) {
    case "EADDRINUSE":
      return new StudioError("unavailable", `Port ${port} is in use, perhaps by another Samebut.`, {
        hint: `Use its page, or take another port: samebut serve --port ${port + 1} (0 takes any free one).`,
        cause,
      });
    case "EACCES":
      return new StudioError("unavailable", `This account may not listen at port ${port}.`, {
        hint: "Take a port above 1023: samebut serve --port 4747.",
        cause,
      });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new StudioError("invalid", `This machine has no address “${host}”.`, {
        hint: "Leave --host out for this machine only; 0.0.0.0 is every address of it.",
        cause,
      });
    default:
      return new StudioError(
        "unavailable",
        `The server cannot listen at ${withPort(host, port)} (${cause.code ?? cause.message}).`,
        { hint: "Take another port: samebut serve --port 0.", cause },
      );
  }
}

/** Names by which this server may be called. A foreign name that resolves to this machine (DNS rebinding) is none of them. */
function hostsOf(host: string, port: number, more: readonly string[]): ReadonlySet<string> {
  const loopback = ["localhost", "127.0.0.1", "::1"];
  const addresses = Object.values(networkInterfaces()).flatMap((entries) =>
    (entries ?? []).map((entry) => entry.address),
  );
  const names = isWildcard(host) ? [...loopback, ...addresses] : isLoopback(host) ? loopback : [...loopback, host];
  const own = names.flatMap((name) => [withPort(name, port), ...(port === 80 ? [withPort(name)] : [])]);
  return new Set([...own, ...more.flatMap((name) => [name, withPort(name, port)])].map((name) => name.toLowerCase()));
}

const withPort = (name: string, port?: number): string =>
  `${isIP(name) === 6 ? `[${name}]` : name}${port === undefined ? "" : `:${port}`}`;
const isWildcard = (host: string): boolean => host === "0.0.0.0" || host === "::";
const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || host.startsWith("127.");

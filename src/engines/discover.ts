import type { Connection, Discovery } from "../core/connections.ts";
import { type HttpClient, createHttpClient } from "./http/client.ts";
import type { EngineKind } from "./kind.ts";

/** Loopback as IPv4 and IPv6: servers listen on either. */
const hosts: readonly string[] = ["127.0.0.1", "[::1]"];

/** Asks every usual port of every kind what it is. A port at which two kinds are usual is known by its answer. */
export async function discoverServers(
  kinds: readonly EngineKind[],
  connected: readonly Connection[],
  signal: AbortSignal,
): Promise<readonly Discovery[]> {
  const ports = [...new Set(kinds.flatMap(({ usualPorts }) => usualPorts ?? []))];
  const places = ports.flatMap((port) => hosts.map((host) => `http://${host}:${port}`));
  const found = await Promise.all(places.map((at) => whatAnswers(at, kinds, signal)));
  signal.throwIfAborted();
  const named = found.flatMap((one) => one ?? []);
  return named.map((one) => ({
    ...one,
    connectedAs:
      connected.find(({ kind, url }) => kind === one.kind && url !== undefined && sameServer(url, one.url))?.id ?? null,
  }));
}

/** What a server is, by its answers; undefined for what no kind knows. */
export async function whatAnswers(
  at: string,
  kinds: readonly EngineKind[],
  signal: AbortSignal,
): Promise<Omit<Discovery, "connectedAs"> | undefined> {
  const http = createHttpClient({ base: at, service: { name: at } });
  if (!(await answers(http, signal))) return undefined;
  for (const { kind, recognise } of kinds) {
    const title = await recognise?.(http, signal).catch(() => undefined);
    if (title !== undefined) return { kind, url: at, title };
  }
  return undefined;
}

/** Whether anything speaks HTTP there; a refusal is an answer too. */
const answers = (http: HttpClient, signal: AbortSignal): Promise<boolean> =>
  http.ask({ path: "", effect: "read", signal, tries: 1, timeoutSeconds: 3 }).then(
    () => true,
    (error: { facts?: { status?: number } }) => error.facts?.status !== undefined,
  );

/** "localhost" and its addresses are one server. */
const sameServer = (a: string, b: string): boolean => plain(a) === plain(b);

function plain(address: string): string {
  const { hostname, port } = new URL(address);
  return `${hostname === "127.0.0.1" || hostname === "[::1]" ? "localhost" : hostname}:${port}`;
}

import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import type { Agent, RequestInit as WireInit } from "undici";
import { isPrivateHost } from "./addresses.ts";

export type Fetch = typeof globalThis.fetch;

/**
 * `fetch` without its own time limits: a picture may take longer than the five minutes after which the built-in one gives
 * up. Loaded when the first request is made.
 */
export const openFetch: Fetch = (url, init) => send("open", url, init);

/** The same for addresses that an answer named: a name that resolves into a private network is not connected to. */
export const publicFetch: Fetch = (url, init) => send("public", url, init);

/**
 * The same over a connection of its own. One that was kept open may be closed by the server at the very moment it is used again,
 * and then nobody knows whether the request arrived: harmless for reading, not for work or money.
 */
export const freshFetch: Fetch = (url, init) => send("fresh", url, init);

type Reach = "open" | "public" | "fresh";

const agents = new Map<Reach, Agent>();

async function send(reach: Reach, url: Parameters<Fetch>[0], init: RequestInit = {}): Promise<Response> {
  const undici = await import("undici");
  let agent = agents.get(reach);
  if (!agent) agents.set(reach, (agent = createAgent(undici.Agent, reach)));
  const wire = { ...(await plainBody(init)), dispatcher: agent } as unknown as WireInit;
  return undici.fetch(String(url instanceof Request ? url.url : url), wire) as unknown as Promise<Response>;
}

const createAgent = (Maker: typeof Agent, reach: Reach): Agent =>
  new Maker({
    headersTimeout: 0,
    bodyTimeout: 0,
    connections: null,
    ...(reach === "fresh" ? { pipelining: 0 } : {}),
    connect: { timeout: 10_000, ...(reach === "public" ? { lookup: publicLookup } : {}) },
  });

/** The package's `fetch` does not know the forms of the platform: they go over as bytes. */
async function plainBody(init: RequestInit): Promise<RequestInit> {
  if (!(init.body instanceof FormData)) return init;
  const packed = new Response(init.body);
  const headers = new Headers(init.headers);
  headers.set("content-type", packed.headers.get("content-type") ?? "multipart/form-data");
  return { ...init, headers, body: new Uint8Array(await packed.arrayBuffer()) };
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const found = addresses?.find(({ address }) => isPrivateHost(address));
    if (error ?? found)
      callback(error ?? Object.assign(new Error(`${hostname} is a private address`), { code: "EPRIVATE" }), "", 0);
    else if (options.all) callback(null, addresses);
    else callback(null, addresses[0]?.address ?? "", addresses[0]?.family);
  });
};

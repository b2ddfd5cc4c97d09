import { describe, expect, it } from "vitest";
import { connectionOf, plantedKey, protocols } from "../../test/fixtures/hosted.ts";
import { startAutomatic1111 } from "../../test/fixtures/servers/automatic1111.ts";
import { startComfyUI } from "../../test/fixtures/servers/comfyui.ts";
import type { HostedServer } from "../../test/fixtures/servers/hosted.ts";
import { startLanguage } from "../../test/fixtures/servers/language.ts";
import { type LoopbackServer, startLoopback } from "../../test/fixtures/servers/loopback.ts";
import { startSdServer } from "../../test/fixtures/servers/sd-server.ts";
import { startSwarmUI } from "../../test/fixtures/servers/swarmui.ts";
import type { Connection } from "../core/connections.ts";
import { failureOf } from "./contract/bench.ts";
import { kinds } from "./kinds.ts";

/** What `samebut engines test` asks of a kind, and what it says. */
interface Tried {
  readonly kind: string;
  start(): Promise<LoopbackServer>;
  readonly connection: (server: LoopbackServer) => Partial<Connection>;
  readonly works: RegExp;
  /** Has a key that can be wrong. */
  readonly keyed: boolean;
}

const sentences: Readonly<Record<string, RegExp>> = {
  openai: /knows the key and the model gpt-image-2/u,
  google: /knows the key and the model gemini-2\.5-flash-image/u,
  "black-forest-labs": /knows the key; 12\.5 credits are left/u,
  fal: /sells for 0\.025 USD per megapixel;/u,
  replicate: /knows the key of acme and the model stability-ai\/sdxl/u,
  stability: /12\.5 credits are left/u,
  xai: /knows the key/u,
  togetherai: /knows the key/u,
};

const language = (kind: string, base: string, works: RegExp, keyed: boolean): Tried => ({
  kind,
  start: () => startLanguage(keyed ? plantedKey : "", () => "ready"),
  connection: ({ url }) => ({ url: `${url}${base}`, model: "a-model", ...(keyed ? { key: "PLANTED_KEY" } : {}) }),
  works,
  keyed,
});

const local = (kind: string, start: () => Promise<LoopbackServer>, works: RegExp): Tried => ({
  kind,
  start,
  connection: ({ url }) => ({ url }),
  works,
  keyed: false,
});

const tried: readonly Tried[] = [
  ...protocols.map((protocol): Tried => ({
    kind: protocol.kind,
    start: () => protocol.start(),
    connection: (server) => connectionOf(protocol, server as HostedServer),
    works: sentences[protocol.kind] ?? /^$/u,
    keyed: true,
  })),
  language("openai-text", "/v1", /nothing was written, nothing was charged/u, true),
  language("anthropic", "/v1", /nothing was written, nothing was charged/u, true),
  language("google-text", "/v1beta", /nothing was written, nothing was charged/u, true),
  language("ollama", "/v1", /answers: “ready”/u, false),
  language("llama-server", "/v1", /answers: “ready”/u, false),
  language("lm-studio", "/v1", /answers: “ready”/u, false),
  language("vllm", "/v1", /answers: “ready”/u, false),
  language("openai-compatible", "/v1", /answers: “ready”/u, false),
  local("automatic1111", () => startAutomatic1111(), /AUTOMATIC1111 answers, with 3 samplers/u),
  local("comfyui", () => startComfyUI(), /ComfyUI/u),
  local("sd-server", () => startSdServer(), /stable-diffusion\.cpp answers/u),
  local("swarmui", () => startSwarmUI(), /answers, and has a backend/u),
];

const engineOf = ({ kind, connection }: Tried, server: LoopbackServer, key: string | null = plantedKey) => {
  const known = kinds.find((one) => one.kind === kind);
  if (!known) throw new Error(`There is no kind ${kind}.`);
  return known.create(
    { kind, id: kind, ...connection(server) },
    { keys: { find: async () => key ?? undefined }, sleep: async () => undefined },
  );
};

const testOf = (engine: ReturnType<typeof engineOf>): Promise<string | undefined> =>
  engine.test?.(new AbortController().signal) ?? Promise.resolve(undefined);

it("covers every kind that speaks to somebody", () => {
  const others = kinds.map(({ kind }) => kind).filter((kind) => !tried.some((one) => one.kind === kind));
  expect(others).toEqual(["diffusion"]); // a folder: describing it is its test
});

describe.each(tried)("samebut engines test, $kind", (one) => {
  it("makes a real call that costs nothing", async () => {
    await using server = await one.start();
    expect(await testOf(engineOf(one, server))).toMatch(one.works);
    expect(server.requests.length).toBeGreaterThan(0);
    expect((server as Partial<HostedServer>).charges ?? []).toEqual([]);
    if (one.keyed) expect(server.requests.filter((line) => line.startsWith("POST"))).toEqual([]);
  });

  it.runIf(one.keyed)("says which key is missing, and how to give it", async () => {
    await using server = await one.start();
    const error = await failureOf(() => testOf(engineOf(one, server, null)));
    expect(error).toMatchObject({ message: expect.stringMatching(/There is no key/u) });
    expect(error.hint).toContain("PLANTED_KEY");
  });

  it.runIf(one.keyed)("says that the key is wrong", async () => {
    await using server = await one.start();
    const error = await failureOf(() => testOf(engineOf(one, server, "sk-wrong")));
    expect(error.message).toMatch(/did not let us in|does not accept the key/u);
    expect(error.hint).toMatch(/key/iu);
  });

  it("says that nobody answers", async () => {
    const server = await one.start();
    await server.close();
    expect((await failureOf(() => testOf(engineOf(one, server)))).message).toMatch(/does not answer/u);
  });

  it("says that something else answers at this address", async () => {
    await using server = await startLoopback(({ send }) => send("<html>Welcome</html>", "text/html"));
    const error = await failureOf(() => testOf(engineOf(one, server)));
    expect(error.message).toMatch(/not JSON|cannot be read|form that is not known/u);
    expect(error.hint).toMatch(/address|version/u);
  });

  it("says that the address has nothing of what is asked", async () => {
    await using server = await startLoopback(({ send }) => send("", "text/plain", 404));
    const error = await failureOf(() => testOf(engineOf(one, server)));
    expect(error.message).toMatch(/does not know this request \(404\)/u);
    expect(error.hint).toMatch(/address/u);
  });
});

it.each(["black-forest-labs", "stability"])("samebut engines test, %s: an account that holds nothing", async (kind) => {
  const one = tried.find((other) => other.kind === kind)!;
  await using server = (await one.start()) as HostedServer;
  server.moods.credits = 0;
  const error = await failureOf(() => testOf(engineOf(one, server)));
  expect(error.message).toMatch(/knows the key, but the account has no credits left/u);
  expect(error.hint).toMatch(/Buy some at/u);
});

import { describe, expect, it } from "vitest";
import { type SwarmFixture, type SwarmFixtureOptions, startSwarmUI } from "../../../test/fixtures/servers/swarmui.ts";
import type { Engine, EngineEvent } from "../../core/engine.ts";
import { Recipe } from "../../core/recipe.ts";
import { failureOf } from "../contract/bench.ts";
import { engineContract } from "../engine-contract.ts";
import { type SwarmEngineOptions, createSwarmEngine } from "./engine.ts";

const recipe = Recipe.parse({
  engine: "swarm",
  fingerprint: "",
  prompt: "a red vase",
  seed: 7,
  size: { width: 64, height: 64 },
});

async function serve(
  options: SwarmFixtureOptions = {},
  more: Partial<SwarmEngineOptions> = {},
): Promise<{ engine: Engine; server: SwarmFixture } & AsyncDisposable> {
  const server = await startSwarmUI(options);
  const engine = createSwarmEngine({ id: "swarm", url: server.url, ...more });
  return { engine, server, [Symbol.asyncDispose]: () => server.close() };
}

for (const [name, options] of [
  ["SwarmUI", {}],
  ["SwarmUI that keeps its pictures as files", { savesAlways: true }],
] as const) {
  engineContract(name, {
    engine: async () => {
      const { engine, server } = await serve(options);
      return { ...engine, close: () => server.close() };
    },
    recipe: () => recipe,
    otherPrompt: "a blue bowl",
  });
}

const run = (
  engine: Engine,
  change: Partial<Recipe> = {},
  { signal = new AbortController().signal, previews = false } = {},
): AsyncIterable<EngineEvent> =>
  engine.generate(
    { ...recipe, ...change },
    { signal, previews, idempotencyKey: "key", readBlob: () => Promise.reject(new Error("There are no blobs.")) },
  );

const collect = (...call: Parameters<typeof run>): Promise<EngineEvent[]> => Array.fromAsync(run(...call));
const types = (events: readonly EngineEvent[]): string[] => [...new Set(events.map(({ type }) => type))];

describe("SwarmUI", () => {
  it("is asked in its own names, and tells progress and previews", async () => {
    await using open = await serve();
    const events = await collect(open.engine, { steps: 12, guidance: 5, sampler: "euler" }, { previews: true });
    expect(types(events)).toEqual(["accepted", "progress", "preview", "output"]);
    expect(open.server.drawn[0]).toMatchObject({
      images: 1,
      model: "painter",
      steps: 12,
      cfgscale: 5,
      sampler: "euler",
      donotsave: true,
    });
  });

  it.each(["OfficialStableDiffusion/sd_xl_base_1.0", "officialstablediffusion/sd_xl_base_1.0.safetensors"])(
    "finds the model %s and draws at its size",
    async (model) => {
      await using open = await serve({}, { model });
      expect(await open.engine.describe()).toMatchObject({ defaultSize: { width: 1024, height: 1024 } });
    },
  );

  it("says which models there are when one is not", async () => {
    await using open = await serve({}, { model: "gone" });
    expect((await failureOf(() => open.engine.describe())).hint).toContain("It has: painter");
  });

  it("opens another session when the server forgot the one before the picture", async () => {
    await using open = await serve({ forgets: 0 });
    await open.engine.describe();
    await using forgetful = await serve({ forgets: 1 });
    expect((await failureOf(() => forgetful.engine.describe())).message).toContain("Invalid session ID");
    await forgetful.engine.describe();
    expect((await collect(forgetful.engine)).at(-1)?.type).toBe("output");
  });

  it("stops its own picture and no other", async () => {
    await using open = await serve({ millisecondsPerStep: 20 });
    const theirs = collect(open.engine);
    const stop = new AbortController();
    const failure = await failureOf(async () => {
      for await (const event of run(open.engine, { seed: 8 }, { signal: stop.signal }))
        if (event.type === "accepted") stop.abort();
    });
    expect(failure.code).toBe("cancelled");
    expect((await theirs).at(-1)?.type).toBe("output");
    expect(open.server.interrupted).toHaveLength(1);
  });

  it.each([
    ["what the backend says", { failure: "Backend ran out of CUDA memory: out of memory" }, /ran out of memory/u],
    ["any other trouble", { failure: "No backends match the request" }, /SwarmUI at .* says: No backends match/u],
    ["a lost connection", { cutsSocket: true }, /The connection to SwarmUI at .* was lost/u],
  ] as const)("says %s", async (_, options, message) => {
    await using open = await serve(options);
    const failure = await failureOf(() => collect(open.engine));
    expect(failure.message).toMatch(message);
    expect(failure.hint).toMatch(/\.$/u);
  });

  it("logs in with a token", async () => {
    await using open = await serve({ token: "tok-en" }, { token: async () => "tok-en" });
    expect((await collect(open.engine)).at(-1)?.type).toBe("output");
    const stranger = createSwarmEngine({ id: "b", url: open.server.url });
    expect((await failureOf(() => stranger.describe())).hint).toContain("--key");
  });

  it("is tested down to its backends", async () => {
    await using open = await serve({ backend: "all_disabled" });
    const { signal } = new AbortController();
    const failure = await failureOf(async () => open.engine.test?.(signal));
    expect(failure.message).toContain("no backend that draws");
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type WebUiOptions,
  type WebUiServer,
  startAutomatic1111,
} from "../../../test/fixtures/servers/automatic1111.ts";
import type { Engine, EngineEvent } from "../../core/engine.ts";
import { Recipe } from "../../core/recipe.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { ballPicture } from "../../imaging/testing.ts";
import { failureOf } from "../contract/bench.ts";
import { engineContract } from "../engine-contract.ts";
import { createAutomatic1111Engine } from "./engine.ts";

const recipe = Recipe.parse({
  engine: "a1111",
  fingerprint: "",
  prompt: "a red vase",
  seed: 7,
  size: { width: 64, height: 64 },
  steps: 8,
});

async function serve(options: WebUiOptions = {}): Promise<{ engine: Engine; server: WebUiServer } & AsyncDisposable> {
  const server = await startAutomatic1111(options);
  const { login } = options;
  const engine = createAutomatic1111Engine({
    id: "a1111",
    url: server.url,
    login: login === undefined ? undefined : async () => login,
    pollMilliseconds: 3,
  });
  return { engine, server, [Symbol.asyncDispose]: () => server.close() };
}

for (const [name, options] of [
  ["AUTOMATIC1111", {}],
  ["a server with only a part of its interface", { subset: true }],
] as const) {
  engineContract(name, {
    engine: async () => {
      const { engine, server } = await serve({ ...options, millisecondsPerStep: 5 });
      return { ...engine, close: () => server.close() };
    },
    recipe: () => recipe,
    otherPrompt: "a blue bowl",
  });
}

const source = "a".repeat(64);
let ball: Uint8Array;
beforeAll(async () => void (ball = await encodePicture(ballPicture(64, 64), "png")));

const run = (
  engine: Engine,
  change: Partial<Recipe> = {},
  { signal = new AbortController().signal, previews = false } = {},
): AsyncIterable<EngineEvent> =>
  engine.generate({ ...recipe, ...change }, { signal, previews, idempotencyKey: "key", readBlob: async () => ball });

const collect = (...call: Parameters<typeof run>): Promise<EngineEvent[]> => Array.fromAsync(run(...call));

describe("AUTOMATIC1111", () => {
  let open: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => void (open = await serve()));
  afterAll(() => open.server.close());

  it("draws one picture per request, with the recipe's own seed and settings", async () => {
    await collect(open.engine, { guidance: 6.5, sampler: "Euler", settings: { scheduler: "karras" } });
    expect(open.server.drawn.at(-1)).toMatchObject({
      seed: 7,
      batch_size: 1,
      n_iter: 1,
      cfg_scale: 6.5,
      sampler_name: "Euler",
      scheduler: "karras",
      steps: 8,
    });
  });

  it("tells the progress of its own picture while another is drawn before it", async () => {
    await using slow = await serve({ millisecondsPerStep: 10 });
    const other = createAutomatic1111Engine({ id: "b", url: slow.server.url, pollMilliseconds: 3 });
    const first = collect(other, { steps: 8 });
    await expect.poll(() => slow.server.drawn).toHaveLength(1);
    const before = { events: 0 };
    for await (const event of run(slow.engine, { seed: 8 })) {
      if (event.type === "progress" && slow.server.drawn.length < 2) before.events += 1;
    }
    await first;
    expect(before.events).toBe(0);
  });

  it("shows previews of the picture on its way", async () => {
    await using slow = await serve({ millisecondsPerStep: 10 });
    const previews = (await collect(slow.engine, {}, { previews: true })).filter(({ type }) => type === "preview");
    expect(previews).toHaveLength(1);
  });

  it("stops what it draws in the server too", async () => {
    await using slow = await serve({ millisecondsPerStep: 50 });
    const stop = new AbortController();
    const failure = await failureOf(async () => {
      for await (const event of run(slow.engine, {}, { signal: stop.signal }))
        if (event.type === "progress") stop.abort();
    });
    expect(failure.code).toBe("cancelled");
    expect(slow.server.requests).toContain("POST /sdapi/v1/interrupt");
  });

  it("never stops the picture of somebody else", async () => {
    await using slow = await serve({ millisecondsPerStep: 30 });
    const other = createAutomatic1111Engine({ id: "b", url: slow.server.url, pollMilliseconds: 3 });
    const theirs = collect(other);
    await expect.poll(() => slow.server.drawn).toHaveLength(1);
    const stop = new AbortController();
    await failureOf(async () => {
      for await (const event of run(slow.engine, {}, { signal: stop.signal }))
        if (event.type === "accepted") stop.abort();
    });
    expect((await theirs).at(-1)?.type).toBe("output");
    expect(slow.server.requests).not.toContain("POST /sdapi/v1/interrupt");
  });

  it("does not take a picture for finished that somebody interrupted in the WebUI", async () => {
    await using slow = await serve({ millisecondsPerStep: 20 });
    const failure = await failureOf(async () => {
      for await (const event of run(slow.engine)) if (event.type === "progress") slow.server.interrupt();
    });
    expect(failure.message).toMatch(/was interrupted in AUTOMATIC1111 at/u);
  });

  it("does not wait for ever for an answer that was lost on its way", async () => {
    await using server = await startAutomatic1111({ swallows: true });
    const engine = createAutomatic1111Engine({ id: "a", url: server.url, pollMilliseconds: 3, graceMilliseconds: 30 });
    expect(await failureOf(() => collect(engine))).toMatchObject({
      code: "timeout",
      message: expect.stringContaining("never sent it"),
    });
    expect(server.requests.filter((line) => line.endsWith("txt2img"))).toHaveLength(1);
  });

  it("warns of a seed that was not the one asked for", async () => {
    await using wrong = await serve({ wrongSeeds: true });
    const warnings = (await collect(wrong.engine)).filter(({ type }) => type === "warning");
    expect(warnings).toEqual([
      { type: "warning", setting: "seed", message: expect.stringContaining("seed 8 instead of 7") },
    ]);
  });

  it("needs nothing of an answer but the picture", async () => {
    const picture = Buffer.from(ball).toString("base64");
    open.server.break({ at: "/sdapi/v1/txt2img", how: { status: 200, body: JSON.stringify({ images: [picture] }) } });
    expect((await collect(open.engine)).at(-1)?.type).toBe("output");
  });

  it("takes no black picture for an answer", async () => {
    await using black = await serve({ black: true });
    expect(await failureOf(() => collect(black.engine))).toMatchObject({ code: "corrupt" });
  });

  it("is told apart from Forge, whose preset says the best size", async () => {
    await using forge = await serve({ forgePreset: "xl" });
    expect(await forge.engine.describe()).toMatchObject({ title: "Forge", defaultSize: { width: 1024, height: 1024 } });
    expect(await open.engine.describe()).toMatchObject({
      title: "AUTOMATIC1111",
      defaultSize: { width: 512, height: 512 },
    });
  });

  it("logs in with a user and a password, and says so when it may not", async () => {
    await using closed = await serve({ login: "ada:lovelace" });
    expect((await collect(closed.engine)).at(-1)?.type).toBe("output");
    const stranger = createAutomatic1111Engine({ id: "b", url: closed.server.url });
    expect((await failureOf(() => stranger.describe())).hint).toContain("user:password");
  });

  it("asks for a checkpoint by name, and has another fingerprint then", async () => {
    const named = createAutomatic1111Engine({ id: "b", url: open.server.url, model: "other.safetensors" });
    await collect(named);
    expect(open.server.drawn.at(-1)).toMatchObject({ override_settings: { sd_model_checkpoint: "other.safetensors" } });
    expect((await named.describe()).fingerprint).not.toBe((await open.engine.describe()).fingerprint);
  });

  it.each([
    ["an odd size", { size: { width: 63, height: 64 } }, "64×64 is the nearest"],
    ["a strange setting", { settings: { magic: 3 } }, "It has: scheduler, upscaler, script"],
    ["a strange upscaler", { source, settings: { upscaler: "Magic" } }, "Use one of: Lanczos, R-ESRGAN 4x+."],
    ["an instruction", { instruction: "make it warmer" }, "denoising strength"],
    ["no seed", { seed: null }, "Give one, for example 7."],
  ] as const)("refuses %s with the remedy", async (_, change, remedy) => {
    const reasons = await open.engine.check?.({ ...recipe, ...(change as Partial<Recipe>) });
    expect(reasons).toEqual([expect.stringContaining(remedy)]);
  });
});

describe("enlarging with AUTOMATIC1111", () => {
  const size = { width: 160, height: 128 };

  it.each([
    ["an upscaler alone", {}, null, "R-ESRGAN 4x+", {}],
    ["a named upscaler", { upscaler: "Lanczos" }, null, "Lanczos", {}],
    ["SD upscale", { script: "SD upscale" }, 0.4, undefined, {}],
    ["Ultimate SD upscale", { script: "Ultimate SD upscale", tile: 64 }, 0.4, undefined, {}],
    ["an older Ultimate SD upscale", { script: "Ultimate SD upscale" }, 0.4, undefined, { oldUltimate: true }],
  ] as const)("by %s makes exactly the size asked for", async (_, settings, strength, upscaler, options) => {
    await using open = await serve(options);
    const events = await collect(open.engine, { source, strength, size, settings });
    const last = events.at(-1);
    if (last?.type !== "output") throw new Error("There is no output.");
    expect(await decodePicture(last.output.data)).toMatchObject(size);
    if (upscaler) expect(open.server.drawn[0]).toMatchObject({ upscaler_1: upscaler, resize_mode: 1 });
    else expect(open.server.drawn[0]).toMatchObject({ script_name: settings.script, denoising_strength: 0.4 });
  });

  it("finds each argument of a script by its label", async () => {
    await using open = await serve();
    await collect(open.engine, { source, strength: 0.4, size, settings: { script: "Ultimate SD upscale", tile: 96 } });
    const args = open.server.drawn[0]?.["script_args"] as unknown[];
    expect(args.slice(1, 5)).toEqual([96, 96, 8, 32]);
    expect(args[8]).toBe(2); // R-ESRGAN 4x+, by its place
    expect(args.slice(-4)).toEqual([1, 160, 128, 2]);
  });
});

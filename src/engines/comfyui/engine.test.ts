import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { type ComfyServer, type ComfyServerOptions, startComfyUI } from "../../../test/fixtures/servers/comfyui.ts";
import type { Engine, EngineEvent } from "../../core/engine.ts";
import { Recipe } from "../../core/recipe.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { ballPicture } from "../../imaging/testing.ts";
import { failureOf } from "../contract/bench.ts";
import { engineContract } from "../engine-contract.ts";
import { type ComfyEngineOptions, createComfyEngine } from "./engine.ts";

const recipe = Recipe.parse({
  engine: "comfy",
  fingerprint: "",
  prompt: "a red vase",
  seed: 7,
  size: { width: 64, height: 64 },
});

const workflow = (name: string): string =>
  fileURLToPath(new URL(`../../../test/fixtures/workflows/${name}`, import.meta.url));

async function serve(
  server: ComfyServerOptions = {},
  options: Partial<ComfyEngineOptions> = {},
): Promise<{ engine: Engine; server: ComfyServer } & AsyncDisposable> {
  const started = await startComfyUI(server);
  const engine = createComfyEngine({ id: "comfy", url: started.url, lookMilliseconds: 20, ...options });
  return { engine, server: started, [Symbol.asyncDispose]: () => started.close() };
}

const contracts: readonly (readonly [string, ComfyServerOptions, Partial<ComfyEngineOptions>])[] = [
  ["ComfyUI", {}, {}],
  ["an old ComfyUI", { old: true }, {}],
  ["ComfyUI with a workflow of one's own", {}, { workflow: workflow("flux.json") }],
  ["ComfyUI behind a proxy without WebSocket", { noSocket: true }, {}],
];
for (const [name, server, options] of contracts) {
  engineContract(name, {
    engine: async () => {
      const open = await serve({ ...server, millisecondsPerStep: 4 }, options);
      return { ...open.engine, close: () => open.server.close() };
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
const types = (events: readonly EngineEvent[]): string[] => [...new Set(events.map(({ type }) => type))];

describe("ComfyUI", () => {
  it.each([{}, { old: true }])("tells progress and shows previews over its socket (%j)", async (options) => {
    await using open = await serve(options);
    expect(types(await collect(open.engine, {}, { previews: true }))).toEqual([
      "accepted",
      "progress",
      "preview",
      "output",
    ]);
  });

  it.each([0, 1, 3, 6])("loses nothing when the socket is cut after %i frames", async (cutSocketAfter) => {
    await using open = await serve({ cutSocketAfter, millisecondsPerStep: 5 });
    const events = await collect(open.engine);
    expect(events.at(-1)?.type).toBe("output");
    expect(open.server.ran.size).toBe(1);
  });

  it("draws the same again though every node is in the cache", async () => {
    await using open = await serve();
    const [first, again] = [await collect(open.engine), await collect(open.engine)];
    expect(again.at(-1)).toEqual(first.at(-1));
  });

  it.each([{}, { old: true }])("stops what it draws, in the server too (%j)", async (options) => {
    await using open = await serve({ ...options, millisecondsPerStep: 40 });
    const stop = new AbortController();
    const failure = await failureOf(async () => {
      for await (const event of run(open.engine, {}, { signal: stop.signal }))
        if (event.type === "progress") stop.abort();
    });
    expect(failure.code).toBe("cancelled");
    expect(open.server.cancelled).toEqual([...open.server.ran.keys()]);
  });

  it.each([{}, { old: true }])(
    "takes a waiting picture out of the queue, and lets others be drawn (%j)",
    async (options) => {
      await using open = await serve({ ...options, millisecondsPerStep: 30 });
      const theirs = collect(open.engine);
      await expect.poll(() => open.server.ran.size).toBe(1);
      const stop = new AbortController();
      await failureOf(async () => {
        for await (const event of run(open.engine, { seed: 8 }, { signal: stop.signal }))
          if (event.type === "accepted") stop.abort();
      });
      expect((await theirs).at(-1)?.type).toBe("output");
      expect(open.server.cancelled).toHaveLength(1);
      expect(open.server.ran.size).toBe(1);
    },
  );

  it("says which node failed and what it said", async () => {
    await using open = await serve({ failure: "mat1 and mat2 shapes cannot be multiplied" });
    const failure = await failureOf(() => collect(open.engine));
    expect(failure.message).toMatch(/failed in the node KSampler: RuntimeError: mat1 and mat2/u);
  });

  it("knows what it means to be out of memory", async () => {
    await using open = await serve({ failure: "Allocation on device 0 would exceed allowed memory. (out of memory)" });
    expect((await failureOf(() => collect(open.engine))).hint).toContain("smaller size");
  });

  it("says so when the server was restarted meanwhile", async () => {
    await using open = await serve({ millisecondsPerStep: 30 });
    const failure = await failureOf(async () => {
      for await (const event of run(open.engine)) if (event.type === "progress") open.server.forget();
    });
    expect(failure.message).toContain("knows nothing of the picture any more");
  });

  it("says what ComfyUI finds wrong with a workflow", async () => {
    await using open = await serve();
    const failure = await failureOf(() =>
      collect({ ...open.engine, check: undefined } as unknown as Engine, { settings: { scheduler: "magic" } }),
    );
    expect(failure.message).toContain("“magic” is no scheduler");
    open.server.break({
      at: "/prompt",
      how: {
        status: 400,
        body: JSON.stringify({
          error: { type: "x", message: "Prompt outputs failed validation" },
          node_errors: {
            3: { class_type: "KSampler", errors: [{ message: "Value not in list", details: "sampler_name: 'x'" }] },
          },
        }),
      },
    });
    expect(await failureOf(() => collect(open.engine))).toMatchObject({
      code: "refused",
      message: expect.stringContaining("KSampler (3): Value not in list: sampler_name: 'x'"),
    });
  });

  it("uses the name that an upload really got", async () => {
    await using open = await serve({ renamesUploads: true });
    const events = [
      await collect(open.engine, { source, strength: 0.5 }),
      await collect(open.engine, { source, strength: 0.5 }),
    ];
    expect(events.map((list) => list.at(-1)?.type)).toEqual(["output", "output"]);
    const [, second] = [...open.server.ran.values()];
    expect(second?.["samebut_source"]?.inputs["image"]).toMatch(/ \(1\)\.png$/u);
  });

  it("enlarges with an upscaling model to exactly the size asked for", async () => {
    await using open = await serve();
    const last = (await collect(open.engine, { source, size: { width: 200, height: 120 } })).at(-1);
    if (last?.type !== "output") throw new Error("There is no output.");
    expect(await decodePicture(last.output.data)).toMatchObject({ width: 200, height: 120 });
  });
});

describe("a workflow of one's own", () => {
  it("says what it can do by the places it has", async () => {
    await using open = await serve({}, { workflow: workflow("flux.json") });
    expect(await open.engine.describe()).toMatchObject({
      title: "ComfyUI with flux.json",
      abilities: ["text-to-image", "image-to-image", "mask", "seeds", "upscale"],
      defaultSize: { width: 128, height: 96 },
      steps: { default: 24 },
      guidance: { default: 3.5 },
    });
    expect(await open.engine.check?.({ ...recipe, negativePrompt: "blurry" })).toEqual([
      expect.stringContaining("takes no negative prompt"),
    ]);
  });

  it("that starts from a picture is not asked for one from words alone", async () => {
    await using open = await serve({}, { workflow: workflow("portrait-from-photo.json") });
    expect((await open.engine.describe()).abilities).not.toContain("text-to-image");
    expect(await open.engine.check?.(recipe)).toEqual([expect.stringContaining("starts from a picture")]);
    expect((await collect(open.engine, { source, strength: 0.5 })).at(-1)?.type).toBe("output");
  });

  it("has another fingerprint when it changes, and the same for every recipe", async () => {
    await using plain = await serve();
    await using flux = await serve({}, { workflow: workflow("flux.json") });
    await using other = await serve({}, { model: "painter-xl.safetensors" });
    const prints = await Promise.all(
      [plain, flux, other].map(async ({ engine }) => (await engine.describe()).fingerprint),
    );
    expect(new Set(prints).size).toBe(3);
  });

  it.each([
    ["that is not there", { workflow: "/nowhere/a.json" }, /cannot be read/u],
    ["with a checkpoint that is not there", { model: "gone.safetensors" }, /no checkpoint “gone.safetensors”/u],
  ])("%s is refused with the remedy", async (_, options, message) => {
    await using open = await serve({}, options);
    const failure = await failureOf(() => open.engine.describe());
    expect(failure.message).toMatch(message);
    expect(failure.hint).toMatch(/\S/u);
  });
});

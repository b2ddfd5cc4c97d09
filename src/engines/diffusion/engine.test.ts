import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type FolderSpec,
  cell,
  side,
  tinyConsistency,
  tinyFlow,
  tinySd3,
  tinyUnet,
  tinyXl,
  writeFolder,
} from "../../../test/fixtures/diffusion/tiny-model.ts";
import type { GraphSpec } from "../../../test/fixtures/diffusion/onnx-writer.ts";
import { decoderGraph, denoiserGraph, encoderGraph } from "../../../test/fixtures/diffusion/tiny-graphs.ts";
import type { Engine, EngineCall, EngineEvent } from "../../core/engine.ts";
import { Recipe } from "../../core/recipe.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { paintPicture } from "../../imaging/testing.ts";
import { engineContract } from "../engine-contract.ts";
import { createDiffusionEngine } from "./engine.ts";

const recipe = Recipe.parse({
  engine: "tiny",
  fingerprint: "",
  prompt: "a red pear",
  seed: 1,
  size: { width: side, height: side },
  steps: 6,
  guidance: 3,
});

for (const [name, spec] of [
  ["a tiny UNet", tinyUnet()],
  ["a tiny flow transformer", tinyFlow()],
] as const) {
  engineContract(name, { engine: async () => openEngine(spec), recipe: () => recipe, otherPrompt: "a green vase" });
}

/** The folder is removed when the engine is closed. */
async function openEngine(spec: FolderSpec, externalWeights = false): Promise<Engine & AsyncDisposable> {
  const folder = await writeFolder(spec, externalWeights);
  const engine = createDiffusionEngine({ id: "tiny", folder: folder.path });
  const close = async (): Promise<void> => {
    await engine.close?.();
    await folder[Symbol.asyncDispose]();
  };
  return { ...engine, close, [Symbol.asyncDispose]: close };
}

const call = (more: Partial<EngineCall> = {}): EngineCall => ({
  signal: new AbortController().signal,
  idempotencyKey: "key",
  previews: false,
  readBlob: () => Promise.reject(new Error("There are no blobs.")),
  ...more,
});

const run = (engine: Engine, change: Partial<Recipe> = {}, more: Partial<EngineCall> = {}): Promise<EngineEvent[]> =>
  Array.fromAsync(engine.generate({ ...recipe, ...change }, call(more)));

function bytesOf(events: readonly EngineEvent[]): Uint8Array {
  const last = events.at(-1);
  if (last?.type !== "output") throw new Error("There is no output.");
  return last.output.data;
}

const pixelsOf = async (events: readonly EngineEvent[]): Promise<Uint8Array> =>
  (await decodePicture(bytesOf(events))).data;
let unet: Engine & AsyncDisposable;
let flow: Engine & AsyncDisposable;
beforeAll(async () => {
  [unet, flow] = await Promise.all([openEngine(tinyUnet()), openEngine(tinyFlow())]);
});
afterAll(() => Promise.all([unet.close?.(), flow.close?.()]));

const isFlat = (pixels: Uint8Array): boolean => pixels.every((value) => value === pixels[0]);

describe("a model that hears which part of a picture it draws", () => {
  const tile = (canvas: number) => ({ window: { canvas: { width: canvas, height: canvas }, left: cell, top: 0 } });
  const tiles = async (engine: Engine): Promise<Uint8Array[]> => [
    await pixelsOf(await run(engine, tile(2 * side))),
    await pixelsOf(await run(engine, tile(4 * side))),
  ];

  it("draws one tile of one noise differently in a larger canvas; others do not", async () => {
    await using hearing = await openEngine(hearsWindow());
    const [near, far] = await tiles(hearing);
    expect(near).not.toEqual(far);
    const [one, other] = await tiles(flow);
    expect(one).toEqual(other);
  });
});

/** The tiny flow transformer with one more input, which weighs much. */
function hearsWindow(): FolderSpec {
  const graph = denoiserGraph({
    latents: "hidden_states",
    side: side / cell,
    timestep: { name: "timestep", type: "float32", shape: ["batch"] },
    vectors: { window: 4 },
  });
  const weights = graph.weights.map((weight) =>
    weight.name === "window_weight" ? { ...weight, values: weight.values.map((value) => 300 * value) } : weight,
  );
  return { ...tinyFlow(), "transformer/model.onnx": { ...graph, weights } };
}

describe("families of models", () => {
  it.each<[string, FolderSpec]>([
    ["Stable Diffusion XL", tinyXl()],
    ["Stable Diffusion 3", tinySd3()],
    ["latent consistency", tinyConsistency()],
    ["16-bit floats", tinyUnet({ _class_name: "EulerDiscreteScheduler" }, { type: "float16" })],
    ["a batch fixed at one", tinyUnet({ _class_name: "EulerAncestralDiscreteScheduler" }, { batch: 1 })],
    ["a timestep without dimensions", tinyUnet({}, { timestep: { name: "timestep", type: "float32", shape: [] } })],
    ["a timestep per picture", tinyUnet({}, { timestep: { name: "timestep", type: "float32", shape: ["batch"] } })],
  ])("%s: every sampler draws, and hears the prompt", async (_, spec) => {
    await using engine = await openEngine(spec);
    const { samplers = [] } = await engine.describe();
    for (const sampler of samplers) {
      const pixels = await pixelsOf(await run(engine, { sampler }));
      expect(isFlat(pixels)).toBe(false);
      expect(await pixelsOf(await run(engine, { sampler, prompt: "green" }))).not.toEqual(pixels);
    }
  });

  it("Stable Diffusion 3 without its third encoder hears with the other two", async () => {
    const { "text_encoder_3/model.onnx": _, ...two } = tinySd3();
    await using engine = await openEngine(two);
    expect(await pixelsOf(await run(engine))).not.toEqual(await pixelsOf(await run(engine, { prompt: "green" })));
  });

  it("draws the same with weights outside of the model files", async () => {
    await using outside = await openEngine(tinyUnet(), true);
    expect(bytesOf(await run(outside))).toEqual(bytesOf(await run(unet)));
  });

  it("gives a batch fixed at one the same picture as a batch of two", async () => {
    await using one = await openEngine(tinyUnet({}, { batch: 1 }));
    const [first, second] = [await pixelsOf(await run(one)), await pixelsOf(await run(unet))];
    expect(Math.max(...first.map((value, index) => Math.abs(value - (second[index] ?? 0))))).toBeLessThanOrEqual(1);
  });

  it("draws any size that fits", async () => {
    const { width, height } = await decodePicture(bytesOf(await run(unet, { size: { width: 48, height: 20 } })));
    expect({ width, height }).toEqual({ width: 48, height: 20 });
  });
});

describe("what it says", () => {
  it("warns of words that did not fit, in the person's own spelling", async () => {
    const events = await run(unet, { prompt: "red pear red pear Lumpy GRAPES" });
    expect(events[0]).toMatchObject({
      type: "warning",
      setting: "prompt",
      message: expect.stringContaining("It did not hear: “GRAPES”."),
    });
  });

  it("warns that a negative prompt is not heard without guidance", async () => {
    expect((await run(unet, { guidance: 1, negativePrompt: "blue" }))[0]).toMatchObject({
      type: "warning",
      setting: "negativePrompt",
    });
  });

  it("warns when the source had to be fitted", async () => {
    const source = await encodePicture(
      paintPicture(64, 40, (x, y) => [x * 3, y * 5, 90]),
      "png",
    );
    const events = await run(flow, { source: "s", strength: 0.4 }, { readBlob: async () => source });
    expect(events[0]).toMatchObject({
      type: "warning",
      setting: "source",
      message: "The picture is 64×40 and was scaled and cut to 32×32.",
    });
  });

  it("warns when the exported encoder draws noise that no seed reaches", async () => {
    const plain = encoderGraph(2, false);
    const noisy: GraphSpec = {
      ...plain,
      outputs: plain.outputs.map((port) => ({ ...port, name: "noisy" })),
      nodes: [
        ...plain.nodes,
        { operator: "RandomNormalLike", inputs: ["latent_sample"], outputs: ["chance"] },
        { operator: "Add", inputs: ["latent_sample", "chance"], outputs: ["noisy"] },
      ],
    };
    await using engine = await openEngine({ ...tinyFlow(), "vae_encoder/model.onnx": noisy });
    const source = await encodePicture(
      paintPicture(side, side, (x, y) => [x * 7, y * 7, 90]),
      "png",
    );
    const events = await run(engine, { source: "s", strength: 0.4 }, { readBlob: async () => source });
    expect(events[0]).toMatchObject({
      type: "warning",
      setting: "source",
      message: expect.stringContaining("will not give the same picture again"),
    });
    expect((await run(engine)).map(({ type }) => type)).not.toContain("warning");
  });

  it("counts its steps and shows previews of the whole size", async () => {
    const events = await run(flow, { steps: 12 }, { previews: true });
    const steps = events.flatMap((event) => (event.type === "progress" ? [event.step] : []));
    expect(steps).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    const previews = events.flatMap((event) => (event.type === "preview" ? [event.output] : []));
    expect(previews.length).toBeGreaterThanOrEqual(3);
    expect(await decodePicture(previews[0]?.data ?? new Uint8Array())).toMatchObject({ width: side, height: side });
  });

  it.each<[string, Partial<Recipe>, string]>([
    ["no seed", { seed: null }, "This recipe has no seed. Give one, for example 7."],
    ["too many steps", { steps: 900 }, "Steps of 900 cannot be used. Choose from 1 to 200; the default is 8."],
    ["guidance under 1", { guidance: 0.5 }, "Guidance of 0.5 cannot be used."],
    ["a source without strength", { source: "s" }, "A source picture needs a denoising strength."],
    ["an instruction", { instruction: "make it darker" }, "does not edit by instruction"],
    ["adjustments", { adjustments: [{ kind: "exposure", stops: 1 }] }, "does not adjust pictures"],
    ["settings of another engine", { settings: { quality: "high" } }, "has no setting “quality”"],
    [
      "another size",
      { size: { width: 48, height: 32 } },
      "cannot draw 48×32. It draws 32×32; enlarge the finished picture for more.",
    ],
  ])("refuses %s with its remedy", async (_, change, reason) => {
    expect(await flow.check?.({ ...recipe, ...change })).toEqual([expect.stringContaining(reason)]);
  });

  it("refuses a strength that leaves no step, and says which would do", async () => {
    const reasons = await unet.check?.({ ...recipe, steps: 20, source: "s", strength: 0.03 });
    expect(reasons).toEqual([
      "A denoising strength of 0.03 leaves no step of 20 to run. Use at least 0.05, or more steps.",
    ]);
  });
});

it("refuses more steps of a consistency model than its teacher had", async () => {
  await using engine = await openEngine(tinyConsistency());
  expect(await engine.check?.({ ...recipe, steps: 60 })).toEqual([
    "The sampler “lcm” takes at most 50 steps; 4 to 8 are usual.",
  ]);
  expect(await engine.check?.({ ...recipe, steps: 60, sampler: "euler" })).toEqual([]);
});

it("gives the source back at strength 0, pixel by pixel", async () => {
  const picture = paintPicture(side, side, (x, y) => [x * 7, y * 7, 100]);
  const source = await encodePicture(picture, "png");
  expect(await pixelsOf(await run(flow, { source: "s", strength: 0 }, { readBlob: async () => source }))).toEqual(
    Buffer.from(picture.data),
  );
});

it("draws several pictures that were asked for at once, each its own", async () => {
  const alone = [await run(flow, { seed: 1 }), await run(flow, { seed: 2 }), await run(flow, { seed: 3 })].map(bytesOf);
  const together = (await Promise.all([1, 2, 3].map((seed) => run(flow, { seed })))).map(bytesOf);
  expect(together).toEqual(alone);
});

it("describes a model that the runtime cannot open, and names the file when it is to draw", async () => {
  const graph = decoderGraph(2);
  const odd = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, operator: "NoSuchOperator" })) };
  await using engine = await openEngine({ ...tinyFlow(), "vae_decoder/model.onnx": odd });
  expect(await engine.describe()).toMatchObject({ id: "tiny" });
  await expect(run(engine)).rejects.toMatchObject({
    code: "corrupt",
    message: expect.stringMatching(/vae_decoder.model\.onnx is not an ONNX model that can be read: .*NoSuchOperator/u),
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Protocol, engineFor, protocols, recipeFor } from "../../../test/fixtures/hosted.ts";
import type { HostedServer } from "../../../test/fixtures/servers/hosted.ts";
import type { EngineEvent } from "../../core/engine.ts";
import { type Bench, run } from "../contract/bench.ts";
import { putPicture, stripes } from "../contract/pictures.ts";
import { engineContract, openBench } from "../engine-contract.ts";

const named = (kind: string): Protocol => {
  const found = protocols.find((protocol) => protocol.kind === kind);
  if (!found) throw new Error(kind);
  return found;
};

describe.each(protocols.filter(({ kind }) => kind !== "openai"))("$kind", (protocol) => {
  let server: HostedServer;
  beforeAll(async () => {
    server = await protocol.start();
  });
  afterAll(() => server.close());

  engineContract(protocol.name, {
    engine: () => engineFor(protocol, server),
    // Small pictures are drawn sooner, where any size can be had.
    recipe: ({ sizes }) => recipeFor(protocol, sizes === "any" ? 256 : 1024),
    otherPrompt: "a blue bowl",
  });

  it("pays once per variation and tells what it cost", async () => {
    const before = server.charges.length;
    const events = await run(await benchOf(protocol, server), {});
    expect(server.charges.length - before).toBe(1);
    const costs = events.filter((event) => event.type === "cost");
    const { price } = await engineFor(protocol, server).describe();
    expect(costs.length).toBe(price.micros === null ? 0 : 1);
  });
});

const benchOf = (protocol: Protocol, server: HostedServer): Promise<Bench> =>
  openBench({ engine: () => engineFor(protocol, server), recipe: () => recipeFor(protocol), otherPrompt: "" });

/** One variation, and the last body that was posted for it. */
async function posted(
  kind: string,
  change: Parameters<typeof run>[1],
  source = false,
): Promise<{ body: Record<string, unknown>; events: readonly EngineEvent[] }> {
  const protocol = named(kind);
  await using server = await protocol.start();
  const bench = await benchOf(protocol, server);
  const hash = source ? await putPicture(bench, stripes(bench.recipe)) : null;
  const events = await run(bench, { ...change, source: hash });
  return { body: server.bodies.at(-1) ?? {}, events };
}

describe("what is sent, as the documentation names it", () => {
  it.each([
    ["black-forest-labs", undefined, { input_image: expect.any(String), input_image_2: expect.any(String) }],
    ["fal", "fal-ai/flux-2", { endpoint: "/fal-ai/flux-2/edit", image_urls: [expect.any(String), expect.any(String)] }],
    ["xai", undefined, { images: [expect.anything(), expect.anything()] }],
  ])("%s takes references beside the words", async (kind, model, body) => {
    const protocol = { ...named(kind), ...(model === undefined ? {} : { model }) };
    await using server = await protocol.start();
    const bench = await benchOf(protocol, server);
    const references = [
      await putPicture(bench, stripes(bench.recipe)),
      await putPicture(bench, stripes({ ...bench.recipe, size: { width: 64, height: 64 } })),
    ];
    await run(bench, { settings: { "reference-1": references[0]!, "reference-2": references[1]! } });
    expect(server.bodies.at(-1)).toMatchObject(body);
  });

  it("Black Forest Labs: pixels and a seed; a source as input_image; the cost in credits", async () => {
    expect((await posted("black-forest-labs", {})).body).toEqual({
      prompt: "a red vase",
      seed: 11,
      width: 1024,
      height: 1024,
      output_format: "png",
    });
    const { body, events } = await posted("black-forest-labs", { instruction: "warmer" }, true);
    expect(body).toMatchObject({
      prompt: expect.stringMatching(/Change only this: warmer$/u),
      input_image: expect.any(String),
    });
    expect(events).toContainEqual({ type: "cost", micros: 30_000, currency: "USD" });
  });

  it("fal: image_size and one picture; image-to-image is another endpoint with a strength", async () => {
    expect((await posted("fal", { steps: 20, guidance: 3 })).body).toEqual({
      prompt: "a red vase",
      num_images: 1,
      output_format: "png",
      seed: 11,
      image_size: { width: 1024, height: 1024 },
      num_inference_steps: 20,
      guidance_scale: 3,
      endpoint: "/fal-ai/flux/dev",
    });
    const { body } = await posted("fal", { strength: 0.42 }, true);
    expect(body).toMatchObject({
      endpoint: "/fal-ai/flux/dev/image-to-image",
      strength: 0.42,
      image_url: expect.stringMatching(/^data:image\/png;base64,/u),
    });
    expect(body).not.toHaveProperty("image_size");
  });

  it("Replicate: by the names that the model itself gives its inputs", async () => {
    expect(
      (await posted("replicate", { steps: 20, guidance: 3, sampler: "DDIM", negativePrompt: "hands" })).body,
    ).toEqual({
      prompt: "a red vase",
      num_outputs: 1,
      seed: 11,
      negative_prompt: "hands",
      num_inference_steps: 20,
      guidance_scale: 3,
      scheduler: "DDIM",
      width: 1024,
      height: 1024,
    });
    expect((await posted("replicate", { strength: 0.42 }, true)).body).toMatchObject({ prompt_strength: 0.42 });
  });

  it("Stability AI: a form; the mode and no shape with a source", async () => {
    expect((await posted("stability", {})).body).toEqual({
      prompt: "a red vase",
      seed: "11",
      output_format: "png",
      model: "sd3.5-large",
      mode: "text-to-image",
      aspect_ratio: "1:1",
    });
    const { body } = await posted("stability", { strength: 0.42 }, true);
    expect(body).toMatchObject({ mode: "image-to-image", strength: "0.42" });
    expect(body).not.toHaveProperty("aspect_ratio");
  });

  it("xAI: a shape instead of a size, and what it cost in ticks", async () => {
    const { body, events } = await posted("xai", {});
    expect(body).toEqual({
      model: "grok-imagine-image",
      prompt: "a red vase",
      n: 1,
      response_format: "b64_json",
      aspect_ratio: "1:1",
    });
    expect(events).toContainEqual({ type: "cost", micros: 20_000, currency: "USD" });
    expect(events.filter(({ type }) => type === "warning")).toEqual([]);
  });

  it("Together AI: pixels, a seed and steps; no warning about what nobody asked", async () => {
    const { body, events } = await posted("togetherai", { steps: 4 });
    expect(body).toEqual({
      model: "black-forest-labs/FLUX.1-schnell",
      prompt: "a red vase",
      seed: 11,
      width: 1024,
      height: 1024,
      response_format: "base64",
      steps: 4,
    });
    expect(events.filter(({ type }) => type === "warning")).toEqual([]);
  });
});

describe("a conversation with Gemini", () => {
  it("sends everything back as it came, signatures and pictures, from whichever turn it goes on", async () => {
    const protocol = named("google");
    await using server = await protocol.start();
    const bench = await benchOf(protocol, server);
    const keepBlob = async (data: Uint8Array): Promise<string> => {
      const hash = Buffer.from(await crypto.subtle.digest("SHA-256", new Uint8Array(data))).toString("hex");
      bench.blobs.set(hash, data);
      return hash;
    };
    const step = async (change: Parameters<typeof run>[1]): Promise<{ turn: string; picture: string }> => {
      const events = await run(bench, change, { keepBlob });
      const output = events.at(-1);
      if (output?.type !== "output") throw new Error("no output");
      const turn = events.find((event) => event.type === "turn")?.turn ?? "";
      return { turn, picture: await keepBlob(output.output.data) };
    };
    const first = await step({});
    const second = await step({ source: first.picture, instruction: "warmer light", settings: { turn: first.turn } });
    await step({ source: second.picture, instruction: "darker", settings: { turn: second.turn } });
    await step({ source: first.picture, instruction: "greener", settings: { turn: first.turn } });
    const contents = server.bodies.map(
      (body) => body["contents"] as { role: string; parts: Record<string, unknown>[] }[],
    );
    expect(contents.map((turns) => turns.map(({ role }) => role).join(" "))).toEqual([
      "user",
      "user model user",
      "user model user model user",
      "user model user",
    ]);
    const signatures = contents[2]?.flatMap(({ parts }) => parts.flatMap((part) => part["thoughtSignature"] ?? []));
    expect(signatures).toEqual(["signature-text-1", "signature-picture-1", "signature-text-2", "signature-picture-2"]);
    const kept = new TextDecoder().decode(bench.blobs.get(second.turn));
    expect(kept.length).toBeLessThan(4_000); // pictures are named, not held again
    expect(kept).toContain(first.picture);
  });

  it("shows the picture itself where nothing of the conversation can be read any more, and says so", async () => {
    const protocol = named("google");
    await using server = await protocol.start();
    const bench = await benchOf(protocol, server);
    const source = await putPicture(bench, stripes(bench.recipe));
    const events = await run(bench, { source, instruction: "warmer", settings: { turn: "f".repeat(64) } });
    expect(events.flatMap((event) => (event.type === "warning" ? [event.message] : []))).toEqual([
      "What was said before could not be read any more; only the picture itself was sent.",
    ]);
    expect(JSON.stringify(server.bodies)).toContain("inlineData");
  });

  it("counts pictures, thoughts and words by their own prices", async () => {
    const { events } = await posted("google", {});
    // 10 in at 0.30 $, 105 words and thoughts at 2.50 $, 1290 of a picture at 30 $ per million
    expect(events).toContainEqual({ type: "cost", micros: 38_966, currency: "USD" });
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import {
  type SdServerFixture,
  type SdServerFixtureOptions,
  startSdServer,
} from "../../../test/fixtures/servers/sd-server.ts";
import type { Engine, EngineEvent } from "../../core/engine.ts";
import { Recipe } from "../../core/recipe.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { ballPicture } from "../../imaging/testing.ts";
import { failureOf } from "../contract/bench.ts";
import { engineContract } from "../engine-contract.ts";
import { createSdServerEngine } from "./engine.ts";

const recipe = Recipe.parse({
  engine: "sd",
  fingerprint: "",
  prompt: "a red vase",
  seed: 7,
  size: { width: 64, height: 64 },
});

async function serve(
  options: SdServerFixtureOptions = {},
): Promise<{ engine: Engine; server: SdServerFixture } & AsyncDisposable> {
  const server = await startSdServer(options);
  const engine = createSdServerEngine({ id: "sd", url: server.url, pollMilliseconds: 3 });
  return { engine, server, [Symbol.asyncDispose]: () => server.close() };
}

engineContract("stable-diffusion.cpp", {
  engine: async () => {
    const { engine, server } = await serve();
    return { ...engine, close: () => server.close() };
  },
  recipe: () => recipe,
  otherPrompt: "a blue bowl",
});

const source = "a".repeat(64);
let ball: Uint8Array;
beforeAll(async () => void (ball = await encodePicture(ballPicture(64, 64), "png")));

const run = (
  engine: Engine,
  change: Partial<Recipe> = {},
  signal = new AbortController().signal,
): AsyncIterable<EngineEvent> =>
  engine.generate(
    { ...recipe, ...change },
    { signal, previews: false, idempotencyKey: "key", readBlob: async () => ball },
  );

const collect = (...call: Parameters<typeof run>): Promise<EngineEvent[]> => Array.fromAsync(run(...call));

describe("stable-diffusion.cpp", () => {
  it("asks for what the recipe says, as its interface names it", async () => {
    await using open = await serve();
    await collect(open.engine, { steps: 12, guidance: 5, sampler: "euler", settings: { scheduler: "karras" } });
    expect(open.server.drawn[0]).toMatchObject({
      seed: 7,
      width: 64,
      batch_count: 1,
      sample_params: { sample_steps: 12, sample_method: "euler", scheduler: "karras", guidance: { txt_cfg: 5 } },
    });
  });

  it("takes defaults and limits from the server", async () => {
    await using open = await serve();
    expect(await open.engine.describe()).toMatchObject({
      samplers: ["euler_a", "euler", "dpm++2m"],
      defaultSize: { width: 512, height: 512 },
      steps: { default: 20 },
    });
    expect(await open.engine.check?.({ ...recipe, size: { width: 4096, height: 64 } })).toEqual([
      expect.stringContaining("from 64 to 2048"),
    ]);
  });

  it("takes a waiting picture out of the queue when it is stopped", async () => {
    await using open = await serve({ milliseconds: 2000 });
    const first = collect(open.engine);
    await expect.poll(() => open.server.drawn).toHaveLength(1);
    const stop = new AbortController();
    const failure = await failureOf(async () => {
      for await (const event of run(open.engine, { seed: 8 }, stop.signal)) if (event.type === "accepted") stop.abort();
    });
    expect(failure.code).toBe("cancelled");
    expect((await first).at(-1)?.type).toBe("output");
    expect(open.server.cancelled).toEqual(["job_2"]);
  });

  it("waits while the queue is full", async () => {
    await using open = await serve({ milliseconds: 5, queueSize: 1 });
    const two = await Promise.all([collect(open.engine), collect(open.engine, { seed: 8 })]);
    expect(two.map((events) => events.at(-1)?.type)).toEqual(["output", "output"]);
  });

  it("says what the server says of a failure", async () => {
    await using open = await serve({ failure: "generate_image returned no results" });
    expect((await failureOf(() => collect(open.engine))).message).toContain(
      "could not draw the picture: generate_image returned no results",
    );
  });

  it("says so when the server forgot the job", async () => {
    await using open = await serve({ milliseconds: 50 });
    const failure = await failureOf(async () => {
      for await (const event of run(open.engine)) if (event.type === "accepted") open.server.forget();
    });
    expect(failure.message).toContain("410");
  });

  it("gives models that edit the picture and the instruction, without strength", async () => {
    await using open = await serve({ model: "flux1-kontext-dev-q8_0.gguf" });
    const { abilities } = await open.engine.describe();
    expect(abilities).toContain("instruction");
    expect(abilities).not.toContain("image-to-image");
    await collect(open.engine, { source, instruction: "make the light warmer" });
    expect(open.server.drawn[0]).toMatchObject({ prompt: "make the light warmer", ref_images: [expect.any(String)] });
  });
});

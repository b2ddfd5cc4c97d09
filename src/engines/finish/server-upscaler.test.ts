import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectionOf, plantedKey, protocols } from "../../../test/fixtures/hosted.ts";
import type { HostedServer } from "../../../test/fixtures/servers/hosted.ts";
import type { Engine, EngineCall, EngineEvent } from "../../core/engine.ts";
import { Recipe } from "../../core/recipe.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { ballPicture } from "../../imaging/testing.ts";
import { failureOf } from "../contract/bench.ts";
import { kinds } from "../kinds.ts";
import { createFinishEngine } from "./engine.ts";

/** Upscalers of providers, and what each is asked for a picture of 64 pixels that is to be 160. */
const upscalers: readonly (readonly [kind: string, model: string, priceMicros: number | undefined, body: object])[] = [
  ["stability", "upscale-fast", 20_000, { output_format: "png", image: expect.any(File) }],
  [
    "stability",
    "upscale-conservative",
    400_000,
    {
      prompt: "the same picture in finer detail",
      creativity: "0.2",
      seed: "1",
      output_format: "png",
      image: expect.any(File),
    },
  ],
  [
    "fal",
    "fal-ai/esrgan",
    1_000,
    {
      endpoint: "/fal-ai/esrgan",
      image_url: expect.stringMatching(/^data:image\/png/u),
      scale: 3,
      output_format: "png",
    },
  ],
  ["fal", "fal-ai/aura-sr", 1_000, { endpoint: "/fal-ai/aura-sr", image_url: expect.any(String) }],
  ["replicate", "nightmareai/real-esrgan", undefined, { image: expect.any(String), scale: 3 }],
];

describe.each(upscalers)("a final pass enlarged by %s %s", (kind, model, priceMicros, body) => {
  let server: HostedServer;
  let folder: string;
  let ball: Uint8Array;
  beforeEach(async () => {
    server = await protocolOf(kind).start();
    folder = await mkdtemp(join(tmpdir(), "samebut-finish-"));
    ball = await encodePicture(ballPicture(64, 64), "png");
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const upscaler = (): Engine => {
    const known = kinds.find((one) => one.kind === kind)!;
    const price = priceMicros === undefined ? {} : { priceMicros };
    const connection = { ...connectionOf(protocolOf(kind), server), model, ...price };
    const sleep = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
    return known.create(connection, { keys: { find: async () => plantedKey }, sleep });
  };

  const pass = (change: Partial<EngineCall> = {}): AsyncIterable<EngineEvent> => {
    const engine = upscaler();
    const finish = createFinishEngine({ folder, engineNamed: (id) => (id === kind ? engine : undefined) });
    return finish.generate(recipeFor(kind), {
      signal: new AbortController().signal,
      idempotencyKey: "slot-1",
      previews: false,
      readBlob: async () => ball,
      ...change,
    });
  };

  it("asks it once, as it is documented, and is of the exact size", async () => {
    const events = await Array.fromAsync(pass());
    const last = events.at(-1);
    if (last?.type !== "output") throw new Error("There is no output.");
    expect(await decodePicture(last.output.data)).toMatchObject({ width: 160, height: 160 });
    expect(server.bodies).toEqual([body]);
    expect(server.charges).toHaveLength(1);
  });

  it("tells what it cost, or that nobody knows", async () => {
    const events = await Array.fromAsync(pass());
    const costs = events.filter(({ type }) => type === "cost");
    const unknown = events.filter((event) => event.type === "warning" && event.setting === "cost");
    expect(costs).toEqual(priceMicros === undefined ? [] : [{ type: "cost", micros: priceMicros, currency: "USD" }]);
    expect(unknown).toHaveLength(priceMicros === undefined ? 1 : 0);
  });

  it("draws from no words, and says so before anything is paid", async () => {
    const reasons = await upscaler().check?.({ ...recipeFor(kind), source: null, settings: {}, adjustments: [] });
    expect(reasons?.join(" ")).toMatch(/only works on a picture/u);
  });

  it("is not paid twice for a pass that was cut off", async () => {
    const { paidAt } = protocolOf(kind);
    const at = kind === "stability" ? paidAt : kind === "fal" ? `/${model}` : "/v1/models/nightmareai/real-esrgan/pred";
    server.break({ at, how: { cutAfter: 0.4 } });
    expect((await failureOf(() => Array.fromAsync(pass()))).code).toBe("uncertain");
    const again = await failureOf(() => Array.fromAsync(pass()));
    expect(again.code).toBe("uncertain");
    expect(again.message).toMatch(/was asked to enlarge this picture before, and may have been paid for it/u);
    expect(server.bodies).toHaveLength(1);
    // Whoever asks a third time was told what it may cost.
    expect((await Array.fromAsync(pass())).at(-1)?.type).toBe("output");
    expect(server.bodies).toHaveLength(2);
  });
});

const protocolOf = (kind: string) => protocols.find((protocol) => protocol.kind === kind)!;

const recipeFor = (upscaler: string): Recipe =>
  Recipe.parse({
    engine: "finish",
    fingerprint: "",
    prompt: "",
    seed: null,
    source: "a".repeat(64),
    size: { width: 160, height: 160 },
    adjustments: [{ kind: "resize", size: { width: 160, height: 160 } }],
    settings: { upscaler, texture: 0.5, depth: 8 },
  });

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type OpenAIServer, startOpenAI } from "../../../test/fixtures/servers/openai.ts";
import type { Connection } from "../../core/connections.ts";
import type { Engine, EngineEvent } from "../../core/engine.ts";
import { Recipe } from "../../core/recipe.ts";
import { type Bench, failureOf, run } from "../contract/bench.ts";
import { leftHalfWhite, putPicture, stripes } from "../contract/pictures.ts";
import { engineContract, openBench } from "../engine-contract.ts";
import { createOpenAIEngine } from "./engine.ts";

const key = "sk-test-do-not-print";
const size = { width: 1024, height: 1024 };
const recipe = Recipe.parse({ engine: "openai", fingerprint: "openai", prompt: "a red vase", seed: null, size });

let server: OpenAIServer;
beforeAll(async () => {
  server = await startOpenAI({ key });
});
afterAll(() => server.close());

const create = (more: Partial<Connection> = {}): Engine =>
  createOpenAIEngine(
    { kind: "openai", id: "openai", url: `${server.url}/v1`, ...more },
    { keys: { find: async () => key }, sleep: async () => undefined },
  );

engineContract("OpenAI", { engine: () => create(), recipe: () => recipe, otherPrompt: "a blue bowl" });

const eventsOf = <Type extends EngineEvent["type"]>(
  events: readonly EngineEvent[],
  type: Type,
): readonly Extract<EngineEvent, { type: Type }>[] =>
  events.filter((event): event is Extract<EngineEvent, { type: Type }> => event.type === type);

describe("OpenAI", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench({ engine: () => create(), recipe: () => recipe, otherPrompt: "" });
    server.bodies.length = 0;
    server.charges.length = 0;
  });

  it("runs a prompt as written, one paid call per variation, and counts what it cost by its tokens", async () => {
    const events = await run(bench, {});
    expect(server.charges).toHaveLength(1);
    expect(server.bodies[0]).toEqual({
      model: "gpt-image-2",
      prompt: "a red vase",
      n: 1,
      size: "1024x1024",
      quality: "medium",
      output_format: "png",
    });
    // 50 text tokens at 5 $ and 1056 image tokens at 30 $ per million
    expect(eventsOf(events, "cost")).toEqual([{ type: "cost", micros: 31_930, currency: "USD" }]);
    expect(eventsOf(events, "turn")).toEqual([]);
  });

  it("shows partial pictures only where somebody looks", async () => {
    const events = await run(bench, {}, { previews: true });
    expect(eventsOf(events, "preview")).toHaveLength(1);
    expect(eventsOf(events, "cost")[0]?.micros).toBe(31_930);
    await run(bench, {}, { previews: false });
    expect(server.bodies.map(({ partial_images }) => partial_images)).toEqual([1, undefined]);
  });

  it("edits with a mask and several pictures through the Images interface", async () => {
    const source = await putPicture(bench, stripes(recipe));
    const mask = await putPicture(bench, leftHalfWhite(recipe));
    const reference = await putPicture(bench, leftHalfWhite(recipe));
    await run(bench, { source, mask, instruction: "a green vase", settings: { "reference-1": reference } });
    const [form] = server.bodies;
    expect(form).toMatchObject({
      prompt: expect.stringContaining("Change only this: a green vase"),
      model: "gpt-image-2",
    });
    expect(form?.["image[]"]).toHaveLength(2);
    expect(form?.["mask"]).toBeInstanceOf(File);
    expect(server.charges.map(({ path }) => path)).toEqual(["/v1/images/edits"]);
  });

  it("has a conversation: the picture first, then each answer goes on from the one before, or from an older one", async () => {
    const source = await putPicture(bench, stripes(recipe));
    const turnOf = async (instruction: string, turn?: string): Promise<string> => {
      const events = await run(bench, { source, instruction, settings: turn === undefined ? {} : { turn } });
      return eventsOf(events, "turn")[0]?.turn ?? "";
    };
    const first = await turnOf("warmer light");
    const second = await turnOf("a darker background", first);
    const branch = await turnOf("a green background", first);
    expect(new Set([first, second, branch]).size).toBe(3);
    expect(server.bodies.map((body) => body["previous_response_id"])).toEqual([undefined, first, first]);
    const contents = server.bodies.map((body) => JSON.stringify(body["input"]).includes("input_image"));
    expect(contents).toEqual([true, false, false]);
    expect(server.charges.map(({ path }) => path)).toEqual(Array(3).fill("/v1/responses"));
  });

  it("shows partial pictures of a turn and remembers its answer", async () => {
    const source = await putPicture(bench, stripes(recipe));
    const events = await run(bench, { source, instruction: "warmer" }, { previews: true });
    expect(eventsOf(events, "preview")).toHaveLength(1);
    expect(eventsOf(events, "turn")[0]?.turn).toMatch(/^resp_/u);
    expect(eventsOf(events, "accepted").at(-1)?.providerJob).toBe(eventsOf(events, "turn")[0]?.turn);
  });

  it("sends the picture again where the conversation is forgotten, says so, and pays once", async () => {
    const source = await putPicture(bench, stripes(recipe));
    const events = await run(bench, { source, instruction: "warmer", settings: { turn: "resp_gone" } });
    expect(eventsOf(events, "warning").map(({ message }) => message)).toEqual([
      "OpenAI no longer keeps the earlier conversation; the picture itself was sent again.",
    ]);
    expect(server.charges).toHaveLength(1);
  });

  it.each([
    [{ prompt: "something forbidden", instruction: null, source: false }, /safety check refused this/u],
    [{ prompt: "fine", instruction: "something forbidden", source: true }, /safety check refused this/u],
  ])("tells a moderation refusal apart, unpaid: %j", async ({ source, ...change }, sentence) => {
    const hash = source ? await putPicture(bench, stripes(recipe)) : null;
    const error = await failureOf(() => run(bench, { ...change, source: hash }));
    expect(error).toMatchObject({
      code: "refused",
      message: expect.stringMatching(sentence),
      hint: expect.stringMatching(/Reword/u),
    });
    expect(server.charges).toEqual([]);
  });

  it("does not repeat when there is no credit", async () => {
    const body = JSON.stringify({
      error: { code: "insufficient_quota", type: "insufficient_quota", message: "You exceeded your current quota." },
    });
    server.break({ at: "/v1/images", how: { status: 429, body } });
    const before = server.requests.length;
    const error = await failureOf(() => run(bench, {}));
    expect(error).toMatchObject({ code: "refused", message: expect.stringMatching(/no credit left/u) });
    expect(server.requests.length - before).toBe(1);
  });

  it("says which key is missing, and asks nobody", async () => {
    const keyless = createOpenAIEngine(
      { kind: "openai", id: "openai", url: `${server.url}/v1`, key: "MY_OPENAI_KEY" },
      { keys: { find: async () => undefined } },
    );
    const before = server.requests.length;
    expect((await keyless.check?.(recipe))?.join(" ")).toMatch(/no key for OpenAI.*MY_OPENAI_KEY/u);
    await expect(run({ ...bench, engine: keyless }, {})).rejects.toMatchObject({ code: "unavailable" });
    expect(server.requests).toHaveLength(before);
  });

  it.each([
    [{ size: { width: 1000, height: 1024 } }, /multiples of 16/u],
    [{ seed: 7 }, /no seeds/u],
    [{ negativePrompt: "hands" }, /no negative prompt/u],
    [{ source: "a".repeat(64), strength: 0.4 }, /no denoising strength/u],
  ])("refuses %j", async (change, sentence) => {
    expect((await bench.engine.check?.({ ...recipe, ...change }))?.join(" ")).toMatch(sentence);
  });

  it("says which setting is wrong", () => {
    expect(() => create({ settings: { quality: "best" } })).toThrow(/settings of openai do not fit at “quality”/u);
    expect(() => create({ settings: { qualty: "low" } })).toThrow(/settings of openai/u);
  });
});

import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type LoopbackServer, startLoopback } from "../../../test/fixtures/servers/loopback.ts";
import type { EngineEvent } from "../../core/engine.ts";
import { Recipe } from "../../core/recipe.ts";
import { kinds } from "../kinds.ts";
import { languageModelOf } from "./engine.ts";

const plain = { role: "assistant", content: "The vase stood." };
const usage = { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 };

/** What servers that speak OpenAI's chat interface answer, each a little in its own way. */
const answers: readonly (readonly [string, object])[] = [
  [
    "as it is documented",
    { id: "1", object: "chat.completion", created: 1, choices: [{ index: 0, message: plain }], usage },
  ],
  ["with the bare necessities", { choices: [{ message: plain }] }],
  [
    "with nothing but null in what is optional",
    { id: null, created: null, model: null, choices: [{ index: 0, finish_reason: null, message: plain }], usage: null },
  ],
  [
    "with its contents in parts",
    {
      choices: [
        {
          message: {
            ...plain,
            content: [
              { type: "text", text: "The vase " },
              { type: "text", text: "stood." },
            ],
          },
        },
      ],
    },
  ],
  [
    "with numbers as strings",
    { created: 1, choices: [{ index: 0, message: plain }], usage: { prompt_tokens: "10", completion_tokens: "4" } },
  ],
  [
    "with its thoughts in the text",
    { choices: [{ message: { ...plain, content: "<think>A vase, then.</think>\n\nThe vase stood." } }] },
  ],
  [
    "with half of its thoughts in the text",
    { choices: [{ message: { ...plain, content: "Hm.</think>The vase stood." } }] },
  ],
  [
    "with its thoughts beside the text",
    { choices: [{ message: { ...plain, reasoning_content: "A vase, then." } }], timings: { predicted_ms: 12 } },
  ],
];

async function serve(answer: object, models: unknown = { data: [{ id: "the-model" }] }): Promise<LoopbackServer> {
  return startLoopback((exchange) => {
    if (exchange.path === "/v1/models") return exchange.json(models);
    if (exchange.path === "/v1/chat/completions") return exchange.json(answer);
    exchange.json({ error: "Unexpected endpoint or method." }, 404);
  });
}

const recipe = Recipe.parse({
  engine: "it",
  fingerprint: "it",
  prompt: "a sentence about a vase",
  seed: 1,
  size: { width: 1, height: 1 },
});

async function write(kind: string, url: string): Promise<string> {
  const engine = kinds.find((one) => one.kind === kind)?.create({ kind, id: "it", url }, {});
  const call = { signal: new AbortController().signal, idempotencyKey: "1", previews: false };
  const events: EngineEvent[] = await Array.fromAsync(
    engine?.generate(recipe, { ...call, readBlob: async () => new Uint8Array() }) ?? [],
  );
  const last = events.at(-1);
  return last?.type === "output" ? new TextDecoder().decode(last.output.data) : "";
}

describe("a server of one's own", () => {
  it.each(answers)("that answers %s is understood", async (_, answer) => {
    await using server = await serve(answer);
    expect(await write("openai-compatible", `${server.url}/v1`)).toBe("The vase stood.");
  });

  it.each(["", "/", "/v1", "/v1/", "/v1/chat/completions", "/v1/models", "/?x=1"])(
    "is found by its address with “%s” at the end",
    async (end) => {
      await using server = await serve({ choices: [{ message: plain }] });
      expect(await write("ollama", `${server.url}${end}`)).toBe("The vase stood.");
    },
  );

  it.each([
    ["an embedding model first", { data: [{ id: "text-embedding-nomic-embed-text-v1.5" }, { id: "the-model" }] }],
    ["models and more", { object: "list", models: [{ name: "x" }], data: [{ id: "the-model", meta: null }] }],
    ["a bare list", [{ id: "the-model" }]],
    ["entries that are none", { data: [null, { name: "x" }, { id: "the-model" }] }],
  ])("that lists %s is asked for the model that writes", async (_, models) => {
    await using server = await serve({ choices: [{ message: plain }] }, models);
    const engine = kinds
      .find(({ kind }) => kind === "vllm")
      ?.create({ kind: "vllm", id: "it", url: `${server.url}/v1` }, {});
    expect((await engine?.describe())?.title).toBe("vLLM the-model");
  });

  it("is asked in words where a model thinks aloud before its answer in a form", async () => {
    const content = '<think>{"color": "blue"? No.</think>{"color": "red"}';
    await using server = await serve({ choices: [{ message: { role: "assistant", content } }] });
    const model = languageModelOf({ kind: "ollama", id: "it", url: `${server.url}/v1`, model: "thinker" });
    const schema = z.object({ color: z.string() });
    const question = {
      instructions: "Which colour?",
      text: "A red vase",
      schema,
      signal: new AbortController().signal,
    };
    expect(await model?.ask(question)).toEqual({ color: "red" });
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EngineEvent } from "../../src/core/engine.ts";
import type { StudioError } from "../../src/core/errors.ts";
import { failureOf, generate } from "../../src/engines/contract/bench.ts";
import { openBench } from "../../src/engines/engine-contract.ts";
import { kinds } from "../../src/engines/kinds.ts";
import { Recipe } from "../../src/core/recipe.ts";
import { type NamedFault, type WhyNot, createDeadlines, expectEveryFault } from "../fixtures/faults.ts";
import { plantedKey } from "../fixtures/hosted.ts";
import { type LanguageServer, startLanguage } from "../fixtures/servers/language.ts";

/** A language model over one of the four interfaces. */
interface Writer {
  readonly kind: string;
  /** How its sentences call it. */
  readonly name: RegExp;
  readonly base: string;
  readonly asksAt: string;
  /** Whether an answer that was lost may have been paid. */
  readonly paid: boolean;
  /** How it says that the account is empty. */
  readonly empty?: { readonly status: number; readonly body: string };
}

const saying = (status: number, body: object): NonNullable<Writer["empty"]> => ({ status, body: JSON.stringify(body) });

const writers: readonly Writer[] = [
  {
    kind: "openai-text",
    name: /OpenAI/u,
    base: "/v1",
    asksAt: "/v1/responses",
    paid: true,
    empty: saying(429, { error: { message: "You exceeded your current quota.", code: "insufficient_quota" } }),
  },
  {
    kind: "anthropic",
    name: /Anthropic/u,
    base: "/v1",
    asksAt: "/v1/messages",
    paid: true,
    empty: saying(400, {
      type: "error",
      error: {
        type: "invalid_request_error",
        message: "Your credit balance is too low to access the Anthropic API.",
      },
    }),
  },
  {
    kind: "google-text",
    name: /Google/u,
    base: "/v1beta",
    asksAt: "/v1beta/models",
    paid: true,
    empty: saying(429, {
      error: { code: 429, message: "Please check your plan and billing details.", status: "RESOURCE_EXHAUSTED" },
    }),
  },
  { kind: "ollama", name: /Ollama/u, base: "/v1", asksAt: "/v1/chat", paid: false },
];

const whyNot = ({ empty }: Writer): WhyNot => ({
  "truncated picture": "It writes texts; a text that was cut is the row “an answer cut in the middle”.",
  "bytes that are no picture": "It writes texts; what is no answer is the row “an answer that is no JSON”.",
  "wrong size": "A text has no size in pixels; its length is an element that is judged.",
  "NaN or a black picture": "It writes texts; an empty one is the row “an empty text”.",
  "expired link": "The text lies in the answer itself; there is no link.",
  "changed seed": "No interface says which seed a text was written from.",
  ...(empty ? {} : { "quota exhausted": "A server of one's own has no account that could be empty." }),
});

interface Row {
  readonly fault: string;
  readonly named?: NamedFault;
  arrange(server: LanguageServer, writer: Writer): void;
  readonly prompt?: string;
  readonly where?: (writer: Writer) => boolean;
  readonly code: StudioError["code"] | ((writer: Writer) => StudioError["code"]);
  readonly sentence: RegExp;
  readonly remedy: RegExp;
  /** How often it was asked. */
  readonly requests?: number;
}

/** An answer that was lost has perhaps been paid. */
const uncertainWherePaid =
  (otherwise: StudioError["code"]) =>
  ({ paid }: Writer): StudioError["code"] =>
    paid ? "uncertain" : otherwise;

const rows: readonly Row[] = [
  {
    fault: "asked too often, without a word about when to come back",
    named: "429 without Retry-After",
    arrange: (server, { asksAt }) => server.break({ at: asksAt, how: { status: 429 }, times: 99 }),
    code: "unavailable",
    sentence: /is asked too often \(429\)/u,
    remedy: /Wait a little/u,
    requests: 4,
  },
  {
    fault: "a failure inside of it",
    named: "5xx",
    arrange: (server, { asksAt }) => server.break({ at: asksAt, how: { status: 500 } }),
    code: "unavailable",
    sentence: /failed inside \(500\)/u,
    remedy: /resume --failed/u,
    requests: 1,
  },
  {
    fault: "no answer at all",
    named: "timeout",
    arrange: (server, { asksAt }) => server.break({ at: asksAt, how: "hang" }),
    code: uncertainWherePaid("timeout"),
    sentence: /did not finish within/u,
    remedy: /list of requests|busy or loading a model/u,
    requests: 1,
  },
  {
    fault: "an answer cut in the middle",
    named: "connection cut in mid-body",
    arrange: (server, { asksAt }) => server.break({ at: asksAt, how: { cutAfter: 0.5 } }),
    code: uncertainWherePaid("unavailable"),
    sentence: /broke off before its answer was complete/u,
    remedy: /resume/u,
    requests: 1,
  },
  {
    fault: "a refusal by the safety check",
    named: "moderation refusal",
    arrange: () => undefined,
    prompt: "something forbidden",
    code: "refused",
    sentence: /safety check refused this text/u,
    remedy: /Reword/u,
    requests: 1,
  },
  {
    fault: "no credit left, as this provider says it",
    named: "quota exhausted",
    arrange: (server, { asksAt, empty }) => empty && server.break({ at: asksAt, how: empty, times: 9 }),
    where: ({ empty }) => empty !== undefined,
    code: "refused",
    sentence: /no credit left|quota is used up/u,
    remedy: /Top (?:it )?up|raise it/u,
    requests: 1,
  },
  {
    fault: "a redirect into a private network",
    named: "redirect to a private address",
    arrange: (server, { asksAt }) =>
      server.break({ at: asksAt, how: { status: 307, headers: { location: "http://169.254.169.254/" } } }),
    code: "refused",
    sentence: /it was not followed/u,
    remedy: /without redirects/u,
    requests: 1,
  },
  {
    fault: "an answer that is no JSON",
    arrange: (server, { asksAt }) => server.break({ at: asksAt, how: { status: 200, body: "<html>busy</html>" } }),
    code: "unavailable",
    sentence: /cannot be read/u,
    remedy: /another program/u,
    requests: 1,
  },
  {
    fault: "an empty text",
    arrange: () => undefined,
    prompt: "say nothing",
    code: "refused",
    sentence: /answered with an empty text/u,
    remedy: /Reword/u,
  },
];

const applies = ({ where = () => true }: Row, writer: Writer): boolean => where(writer);

it.each(writers)("$kind has a row for every fault, or a reason", (writer) => {
  const named = rows.filter((row) => applies(row, writer)).map((row) => row.named);
  expectEveryFault([...named, "429 with Retry-After"], whyNot(writer));
});

describe.each(writers)("$kind", (writer) => {
  let server: LanguageServer;
  let waits: number[];
  let deadlines: ReturnType<typeof createDeadlines>;
  beforeEach(async () => {
    const answer = ({ text }: { text: string }): string => (text.includes("say nothing") ? " " : "The vase stood.");
    server = await startLanguage(plantedKey, answer);
    waits = [];
    deadlines = createDeadlines();
  });
  afterEach(() => server.close());

  async function write(prompt = "a sentence about a vase"): Promise<EngineEvent[]> {
    const bench = await openBench({ engine: () => engineFor(writer), recipe: () => recipe, otherPrompt: "" });
    return Array.fromAsync(generate(bench, { prompt }));
  }

  const engineFor = ({ kind, base }: Writer) => {
    const known = kinds.find((one) => one.kind === kind);
    if (!known) throw new Error(`There is no kind ${kind}.`);
    const connection = { kind, id: "it", url: `${server.url}${base}`, key: "PLANTED_KEY", model: "a-model" };
    return known.create(connection, {
      keys: { find: async () => plantedKey },
      random: () => 0.5,
      deadline: deadlines.deadline,
      sleep: async (seconds) => void waits.push(seconds),
    });
  };

  const asked = (): number => server.requests.filter((line) => line.startsWith(`POST ${writer.asksAt}`)).length;

  it.each(rows.filter((row) => applies(row, writer)))("$fault", async ({ arrange, prompt, requests, ...expected }) => {
    arrange(server, writer);
    const failing = failureOf(() => write(prompt));
    const over = { yet: false };
    void failing.finally(() => (over.yet = true));
    while (!over.yet && server.hanging.length === 0) await new Promise((resolve) => void setTimeout(resolve, 2));
    deadlines.runOut();
    const error = await failing;
    expect(error).toMatchObject({
      code: typeof expected.code === "string" ? expected.code : expected.code(writer),
      message: expect.stringMatching(expected.sentence),
      hint: expect.stringMatching(expected.remedy),
    });
    expect(error.message).toMatch(writer.name);
    expect(JSON.stringify([error.message, error.hint, error.facts])).not.toContain(plantedKey);
    if (requests !== undefined) expect(asked()).toBe(requests);
  });

  it("waits as long as it is told when it is asked too often, then writes once", async () => {
    server.break({ at: writer.asksAt, how: { status: 429, headers: { "retry-after": "2" } } });
    const events = await write();
    expect(events.at(-1)?.type).toBe("output");
    expect(waits[0]).toBeGreaterThanOrEqual(2);
    expect(asked()).toBe(2);
  });
});

const recipe = Recipe.parse({
  engine: "it",
  fingerprint: "it",
  prompt: "a sentence about a vase",
  seed: null,
  size: { width: 64, height: 64 },
});

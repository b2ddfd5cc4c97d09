import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EngineCall, EngineEvent } from "../../src/core/engine.ts";
import type { StudioError } from "../../src/core/errors.ts";
import { type Bench, failureOf, run } from "../../src/engines/contract/bench.ts";
import { openBench } from "../../src/engines/engine-contract.ts";
import { writePng } from "../../src/engines/scripted/write-png.ts";
import { type Protocol, engineFor, plantedKey, protocols, recipeFor } from "../fixtures/hosted.ts";
import { type NamedFault, type WhyNot, createDeadlines, expectEveryFault } from "../fixtures/faults.ts";
import { drawWish } from "../fixtures/servers/drawing.ts";
import type { HostedServer } from "../fixtures/servers/hosted.ts";

/** What goes wrong, and what a variation of each provider keeps of it: how it ended, the sentence, how often it was charged. */
interface Row {
  readonly fault: string;
  readonly named?: NamedFault;
  arrange(server: HostedServer, protocol: Protocol): void | Promise<void>;
  /** Change of the recipe. */
  readonly prompt?: string;
  /** For which providers it can happen; all where absent. */
  readonly where?: (protocol: Protocol) => boolean;
  readonly code: StudioError["code"];
  readonly sentence: RegExp;
  readonly remedy: RegExp;
  readonly charges: 0 | 1;
  /** Paid requests that were sent. */
  readonly requests?: number;
}

const withLinks = ({ links }: Protocol): boolean => links;
const withJobs = ({ looksAt }: Protocol): boolean => looksAt !== undefined;
const half = (data: Uint8Array): Uint8Array => data.subarray(0, data.length >> 1);

const rows: readonly Row[] = [
  {
    fault: "asked too often, with a wait of ten minutes",
    arrange: (server, { paidAt }) =>
      server.break({ at: paidAt, how: { status: 429, headers: { "retry-after": "600" } } }),
    code: "unavailable",
    sentence: /is asked too often \(429\)/u,
    remedy: /Wait 10 minutes/u,
    charges: 0,
    requests: 1,
  },
  {
    fault: "asked too often, without a word about when to come back",
    named: "429 without Retry-After",
    arrange: (server, { paidAt }) => server.break({ at: paidAt, how: { status: 429 }, times: 99 }),
    code: "unavailable",
    sentence: /is asked too often \(429\)/u,
    remedy: /Wait a little/u,
    charges: 0,
    requests: 4,
  },
  {
    fault: "no answer at all",
    named: "timeout",
    arrange: (server, { paidAt }) => server.break({ at: paidAt, how: "hang" }),
    code: "uncertain",
    sentence: /did not finish within .*It may have been charged all the same/u,
    remedy: /provider's own list of requests/u,
    charges: 0,
    requests: 1,
  },
  {
    fault: "a failure inside of the provider",
    named: "5xx",
    arrange: (server, { paidAt }) => server.break({ at: paidAt, how: { status: 500 } }),
    code: "unavailable",
    sentence: /failed inside \(500\)/u,
    remedy: /resume --failed/u,
    charges: 0,
    requests: 1,
  },
  {
    fault: "a gateway that gave up waiting",
    arrange: (server, { paidAt }) => server.break({ at: paidAt, how: { status: 504 } }),
    code: "uncertain",
    sentence: /It may have been charged/u,
    remedy: /./u,
    charges: 0,
    requests: 1,
  },
  {
    fault: "a connection closed without an answer",
    arrange: (server, { paidAt }) => server.break({ at: paidAt, how: "reset" }),
    code: "uncertain",
    sentence: /broke off before its answer was complete\. It may have been charged/u,
    remedy: /resume/u,
    charges: 0,
    requests: 1,
  },
  {
    fault: "an answer cut in the middle",
    named: "connection cut in mid-body",
    arrange: (server, { paidAt }) => server.break({ at: paidAt, how: { cutAfter: 0.5 } }),
    code: "uncertain",
    sentence: /broke off before its answer was complete\. It may have been charged/u,
    remedy: /resume/u,
    charges: 1,
    requests: 1,
  },
  {
    fault: "an answer that is no JSON",
    arrange: (server, { paidAt }) =>
      server.break({ at: paidAt, how: { status: 200, body: "<html>Welcome to the hotel</html>" } }),
    code: "unavailable",
    sentence: /not JSON|without a picture/u,
    remedy: /./u,
    charges: 0,
    requests: 1,
  },
  {
    fault: "a key that is not accepted",
    arrange: (server, { paidAt }) =>
      server.break({
        at: paidAt,
        how: { status: 401, body: JSON.stringify({ error: { message: `Incorrect key ${plantedKey}` } }) },
      }),
    code: "refused",
    sentence: /did not let us in \(401\): Incorrect key •••/u,
    remedy: /PLANTED_KEY/u,
    charges: 0,
    requests: 1,
  },
  {
    fault: "no credit left, as this provider says it",
    named: "quota exhausted",
    arrange: (server, { paidAt, empty }) => server.break({ at: paidAt, how: empty, times: 9 }),
    code: "refused",
    sentence: /no credits? left|account's quota is used up/u,
    remedy: /Top (?:it )?up|Buy|raise it/u,
    charges: 0,
    requests: 1,
  },
  {
    fault: "a prompt that the safety check refuses",
    named: "moderation refusal",
    arrange: () => undefined,
    prompt: "something forbidden",
    code: "refused",
    sentence: /safety check refused/u,
    remedy: /Reword/u,
    charges: 1, // jobs are charged or not as the provider pleases: at most once
  },
  {
    fault: "bytes that are no picture",
    named: "bytes that are no picture",
    arrange: ({ moods }) => void (moods.bytes = new TextEncoder().encode("<svg onload=alert(1)>".repeat(9))),
    code: "corrupt",
    sentence: /sent something that is not a picture/u,
    remedy: /resume --failed/u,
    charges: 1,
  },
  {
    fault: "half a picture",
    named: "truncated picture",
    arrange: async ({ moods }) => void (moods.bytes = half(await drawWish({ width: 64, height: 64, words: "x" }))),
    code: "corrupt",
    sentence: /sent only a part of the picture/u,
    remedy: /resume --failed/u,
    charges: 1,
  },
  {
    fault: "a link into a private network",
    named: "redirect to a private address",
    arrange: ({ moods }) => void (moods.pictureAt = "http://169.254.169.254/latest/meta-data"),
    where: (protocol) => protocol.links || protocol.kind === "xai",
    code: "refused",
    sentence: /inside your own network; it was not followed|without a picture/u,
    remedy: /./u,
    charges: 1,
  },
  {
    fault: "a link that redirects into a private network",
    named: "redirect to a private address",
    arrange: (server) =>
      server.break({ at: "/files", how: { status: 302, headers: { location: "http://192.168.1.1/admin" } } }),
    where: withLinks,
    code: "refused",
    sentence: /inside your own network; it was not followed/u,
    remedy: /./u,
    charges: 1,
  },
  {
    fault: "the request itself redirected into a private network",
    named: "redirect to a private address",
    arrange: (server, { paidAt }) =>
      server.break({ at: paidAt, how: { status: 307, headers: { location: "http://10.0.0.7/" } } }),
    code: "refused",
    sentence: /inside your own network; it was not followed|points to 10\.0\.0\.7/u,
    remedy: /without redirects/u,
    charges: 0,
    requests: 1,
  },
  {
    fault: "an expired link",
    named: "expired link",
    arrange: (server) => void (server.moods.pictureAt = `${server.url}/files/expired.png`),
    where: withLinks,
    code: "uncertain",
    sentence: /made the picture, but it could not be fetched: its link has expired/u,
    remedy: /pays again/u,
    charges: 1,
  },
  {
    fault: "a job that cannot be looked at any more",
    arrange: (server, { looksAt = "" }) => server.break({ at: looksAt, how: { status: 500 }, times: 9 }),
    where: withJobs,
    code: "uncertain",
    sentence: /took the job .*, but does not say how it went/u,
    remedy: /risk of paying twice/u,
    charges: 1,
  },
];

const applies = ({ where = () => true }: Row, protocol: Protocol): boolean => where(protocol);

/** Faults with a test of their own below. */
const ownTests = ({ tellsSeed }: Protocol): readonly NamedFault[] => [
  "429 with Retry-After",
  "wrong size",
  "NaN or a black picture",
  ...(tellsSeed ? (["changed seed"] as const) : []),
];

const whyNot = ({ links, seeds, tellsSeed }: Protocol): WhyNot => ({
  ...(links ? {} : { "expired link": "The picture lies in the answer itself; there is no link." }),
  ...(tellsSeed
    ? {}
    : { "changed seed": seeds ? "It is given the seed and never says which one it drew." : "It has no seeds at all." }),
});

it.each(protocols)("$name has a row for every fault, or a reason", (protocol) => {
  const named = rows.filter((row) => applies(row, protocol)).map(({ named: fault }) => fault);
  expectEveryFault([...named, ...ownTests(protocol)], whyNot(protocol));
});

describe.each(protocols)("$name", (protocol) => {
  let server: HostedServer;
  let waits: number[];
  let bench: Bench;
  let deadlines: ReturnType<typeof createDeadlines>;
  beforeEach(async () => {
    server = await protocol.start();
    waits = [];
    deadlines = createDeadlines();
    const side = ["openai", "google", "stability", "xai"].includes(protocol.kind) ? 1024 : 256;
    const parts = {
      engine: () => engineFor(protocol, server, waits, { deadline: deadlines.deadline }),
      recipe: () => recipeFor(protocol, side),
      otherPrompt: "",
    };
    bench = await openBench(parts);
    await bench.engine.check?.(bench.recipe);
    server.requests.length = 0;
  });
  afterEach(() => server.close());

  const paidRequests = (): number =>
    server.requests.filter((line) => line.startsWith(`POST ${protocol.paidAt}`)).length;

  it.each(rows.filter((row) => applies(row, protocol)))(
    "$fault",
    async ({ arrange, prompt, code, sentence, remedy, charges, requests }) => {
      await arrange(server, protocol);
      const failing = failureOf(() => run(bench, prompt === undefined ? {} : { prompt }));
      const over = { yet: false };
      void failing.finally(() => (over.yet = true));
      while (!over.yet && server.hanging.length === 0) await new Promise((resolve) => void setTimeout(resolve, 2));
      deadlines.runOut();
      const error = await failing;
      expect(error).toMatchObject({
        code,
        message: expect.stringMatching(sentence),
        hint: expect.stringMatching(remedy),
      });
      expect(error.message).toMatch(new RegExp(`^(?:The )?${protocol.name}`, "u"));
      expect(JSON.stringify([error.message, error.hint, error.facts])).not.toContain(plantedKey);
      expect(server.charges.length).toBeLessThanOrEqual(charges);
      if (requests !== undefined) expect(paidRequests()).toBe(requests);
    },
  );

  it("waits as long as it is told when it is asked too often, then draws once", async () => {
    server.break({ at: protocol.paidAt, how: { status: 429, headers: { "retry-after": "2" } } });
    await run(bench, {});
    expect(waits[0]).toBeGreaterThanOrEqual(2);
    expect(waits[0]).toBeLessThan(3);
    expect([paidRequests(), server.charges.length]).toEqual([2, 1]);
  });

  it("says so when the picture has another size", async () => {
    server.moods.bytes = writePng({ width: 40, height: 30, channels: 3, data: new Uint8Array(40 * 30 * 3).fill(90) });
    const { width, height } = bench.recipe.size;
    expect(messagesOf(await run(bench, {}))).toEqual([`${protocol.name} made 40×30 instead of ${width}×${height}.`]);
  });

  it("keeps a picture of nothing but black, which is paid, and says what it may be", async () => {
    const { width, height } = bench.recipe.size;
    server.moods.bytes = writePng({ width, height, channels: 3, data: new Uint8Array(width * height * 3) });
    const [told, ...others] = messagesOf(await run(bench, {}));
    expect(told).toMatch(/nothing but black: a filter may have taken the picture away/u);
    expect(others).toEqual([]);
  });

  it.skipIf(protocol.tellsSeed !== true)("says so when another seed was drawn", async () => {
    server.moods.seed = 99;
    expect(messagesOf(await run(bench, {}))).toEqual([`${protocol.name} drew from seed 99 instead of 11.`]);
  });

  it("leaves the provider when it is stopped, and announces before that it may be charged", async () => {
    server.break({ at: protocol.paidAt, how: "hang" });
    const stop = new AbortController();
    const seen: string[] = [];
    const drawing = failureOf(async () => {
      for await (const event of draw({ signal: stop.signal })) seen.push(event.type);
    });
    while (paidRequests() === 0) await new Promise((resolve) => void setTimeout(resolve, 5));
    stop.abort();
    expect((await drawing).code).toBe("cancelled");
    expect(seen).toEqual(["accepted"]);
    while (server.left.length === 0) await new Promise((resolve) => void setTimeout(resolve, 5));
    expect(server.left[0]).toContain(protocol.paidAt);
  });

  it.skipIf(protocol.cancels !== true)("cancels a job that nobody waits for any more", async () => {
    server.moods.looks = Number.POSITIVE_INFINITY;
    const stop = new AbortController();
    const error = await failureOf(async () => {
      for await (const event of draw({ signal: stop.signal })) if (event.type === "progress") stop.abort();
    });
    expect(error.code).toBe("cancelled");
    expect(server.cancelled).toHaveLength(1);
  });

  const draw = (call: Partial<EngineCall>): AsyncIterable<EngineEvent> =>
    bench.engine.generate(bench.recipe, {
      signal: new AbortController().signal,
      idempotencyKey: "slot-1",
      previews: false,
      readBlob: async () => new Uint8Array(),
      ...call,
    });
});

const messagesOf = (events: readonly EngineEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === "warning" ? [event.message] : []));

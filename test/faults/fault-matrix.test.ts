import { describe, expect, it } from "vitest";
import { type NamedFault, type WhyNot, createDeadlines, expectEveryFault } from "../fixtures/faults.ts";
import { startAutomatic1111 } from "../fixtures/servers/automatic1111.ts";
import { startComfyUI } from "../fixtures/servers/comfyui.ts";
import type { Fault, LoopbackServer } from "../fixtures/servers/loopback.ts";
import { startSdServer } from "../fixtures/servers/sd-server.ts";
import { startSwarmUI } from "../fixtures/servers/swarmui.ts";
import { openTestStudio } from "../fixtures/studio.ts";
import type { Slot } from "../../src/core/round.ts";
import type { Variation } from "../../src/core/variation.ts";
import { apiOf } from "../../src/operations/api-of.ts";
import { writePng } from "../../src/engines/scripted/write-png.ts";
import { flatPicture } from "../../src/imaging/testing.ts";
import { kinds } from "../../src/engines/kinds.ts";

/** A server with the places at which it is asked for a picture and sends it. */
interface Adapter {
  readonly name: string;
  readonly kind: string;
  readonly start: () => Promise<LoopbackServer>;
  /** The request that begins the work. */
  readonly asks: string;
  /** The answer that holds the picture. */
  readonly sends: string;
  /** How the picture lies in that answer: base64 inside JSON, or as bytes. */
  readonly carries: "base64" | "bytes";
  /** Started so that it claims another seed than it was asked for; absent where it never says which it drew. */
  readonly otherSeed?: () => Promise<LoopbackServer>;
}

/** Of servers of one's own. */
const whyNotHere = ({ carries, otherSeed }: Adapter): WhyNot => ({
  "moderation refusal":
    "Nobody moderates a server of one's own; a filter that blackens pictures is the row “a black picture”.",
  "quota exhausted": "A server of one's own has no account that could be empty.",
  ...(carries === "base64" ? { "expired link": "The picture lies in the answer itself; there is no link." } : {}),
  ...(otherSeed ? {} : { "changed seed": "It is given the seed and never says which one it drew." }),
});

const adapters: readonly Adapter[] = [
  {
    name: "AUTOMATIC1111",
    kind: "automatic1111",
    start: () => startAutomatic1111(),
    asks: "/sdapi/v1/txt2img",
    sends: "/sdapi/v1/txt2img",
    carries: "base64",
    otherSeed: () => startAutomatic1111({ wrongSeeds: true }),
  },
  {
    name: "ComfyUI",
    kind: "comfyui",
    start: () => startComfyUI(),
    asks: "/prompt",
    sends: "/view",
    carries: "bytes",
  },
  {
    name: "stable-diffusion.cpp",
    kind: "sd-server",
    start: () => startSdServer({ milliseconds: 1 }),
    asks: "/sdcpp/v1/img_gen",
    sends: "/sdcpp/v1/jobs/",
    carries: "base64",
  },
  {
    name: "SwarmUI",
    kind: "swarmui",
    start: () => startSwarmUI({ savesAlways: true }),
    asks: "/API/GetNewSession",
    sends: "/View/",
    carries: "bytes",
    otherSeed: () => startSwarmUI({ wrongSeeds: true }),
  },
];

type Plan = (adapter: Adapter) => Fault;

/** The picture in an answer, as other bytes. */
const picture =
  (change: (png: Buffer) => Buffer): Plan =>
  ({ sends, carries }) => ({
    at: sends,
    times: 99,
    how: {
      edit: (answer) =>
        carries === "bytes"
          ? change(answer)
          : Buffer.from(
              answer
                .toString()
                .replaceAll(/iVBORw0KGgo[\w+/=]+/gu, (text) => change(Buffer.from(text, "base64")).toString("base64")),
            ),
    },
  });

const asking =
  (how: Fault["how"], times = 1): Plan =>
  ({ asks }) => ({ at: asks, how, times });

const solid = (side: number, level: number): Buffer =>
  Buffer.from(writePng(flatPicture(side, side, [level, level, level])));

/** What goes wrong, the state that the variation must have then, what the person must be told, and which named fault it is. */
const faults: readonly (readonly [string, Plan, Slot["state"], RegExp, NamedFault?])[] = [
  [
    "429 with a time to come back",
    asking({ status: 429, headers: { "retry-after": "1" } }),
    "done",
    /^$/u,
    "429 with Retry-After",
  ],
  ["429 without end", asking({ status: 429 }, 99), "failed", /is asked too often \(429\)/u, "429 without Retry-After"],
  [
    "429 for ten minutes",
    asking({ status: 429, headers: { "retry-after": "600" } }, 9),
    "failed",
    /is asked too often.*Wait 10 minutes/su,
  ],
  ["503 with a time to come back", asking({ status: 503, headers: { "retry-after": "1" } }), "done", /^$/u],
  [
    "500 without end",
    asking({ status: 500 }, 99),
    "failed",
    /failed inside \(500\): The loopback server was told/u,
    "5xx",
  ],
  ["no answer at all", asking("hang", 99), "failed", /did not finish within .*busy or loading a model/su, "timeout"],
  [
    "no memory",
    asking({ status: 500, body: '{"error":"OutOfMemoryError","errors":"CUDA out of memory"}' }, 99),
    "failed",
    /ran out of memory.*smaller size/su,
  ],
  [
    "overflowed numbers",
    asking({ status: 500, body: '{"error":"NansException"}' }, 99),
    "failed",
    /numbers of .* overflowed/u,
    "NaN or a black picture",
  ],
  ["401", asking({ status: 401 }, 99), "failed", /did not let us in \(401\)/u],
  ["404", asking({ status: 404 }, 99), "failed", /does not know this request \(404\).*older version/su],
  [
    "a refusal of the request",
    asking({ status: 422, body: '{"detail":"steps is too large"}' }, 99),
    "failed",
    /refused the request \(422\): steps is too large/u,
  ],
  [
    "an answer that is no JSON",
    asking({ status: 200, body: "<html>busy</html>" }, 99),
    "failed",
    /something that is not JSON/u,
  ],
  [
    "an answer of another form",
    asking({ status: 200, body: '{"hello":1}' }, 99),
    "failed",
    /without a picture|in a form that is not known/u,
  ],
  [
    "a connection that is closed without an answer",
    asking("reset", 99),
    "failed",
    /broke off before its answer was complete/u,
  ],
  [
    "a redirect into a private network",
    asking({ status: 307, headers: { location: "http://169.254.169.254/" } }, 99),
    "failed",
    /it was not followed/u,
    "redirect to a private address",
  ],
  [
    "a connection cut in the middle of the picture",
    ({ sends }) => ({ at: sends, how: { cutAfter: 0.5 }, times: 99 }),
    "failed",
    /broke off before its answer was complete/u,
    "connection cut in mid-body",
  ],
  [
    "half a picture",
    picture((png) => png.subarray(0, png.length >> 1)),
    "failed",
    /sent only a part of the picture/u,
    "truncated picture",
  ],
  [
    "bytes that are no picture",
    picture(() => Buffer.from("<html>moved</html>")),
    "failed",
    /sent something that is not a picture/u,
    "bytes that are no picture",
  ],
  ["a black picture", picture(() => solid(64, 0)), "failed", /nothing but black/u, "NaN or a black picture"],
  ["a picture of another size", picture(() => solid(32, 90)), "done", /made 32×32 instead of 64×64/u, "wrong size"],
];

const withLinks = adapters.filter(({ carries }) => carries === "bytes");
const withSeeds = adapters.filter(({ otherSeed }) => otherSeed !== undefined);

it.each(adapters)("$name has a row for every fault, or a reason", (adapter) => {
  expectEveryFault(
    [
      ...faults.map(([, , , , fault]) => fault),
      ...(withLinks.includes(adapter) ? (["expired link"] as const) : []),
      ...(withSeeds.includes(adapter) ? (["changed seed"] as const) : []),
    ],
    whyNotHere(adapter),
  );
});

it.each(withLinks)("$name: a picture that is no longer where it was said to be", async (adapter) => {
  await using server = await adapter.start();
  const outcome = await drawOne(adapter, server, { at: adapter.sends, how: { status: 404 }, times: 99 });
  expect(outcome).toMatchObject({ state: "failed" });
  expect(outcome.told).toMatch(/no longer has the picture that it made.*resume --failed/su);
});

it.each(withSeeds)("$name: another seed than was asked for", async (adapter) => {
  await using server = await adapter.otherSeed!();
  const outcome = await drawOne(adapter, server, "nothing");
  expect(outcome).toMatchObject({ state: "done" });
  expect(outcome.told).toMatch(/used seed \d+ instead of \d+: do not compare this one by its seed/u);
});

describe.each(adapters)("$name", (adapter) => {
  it.each(faults.map(([title, plan, state, told]) => [title, plan, state, told] as const))(
    "%s",
    async (_, plan, state, sentence) => {
      await using server = await adapter.start();
      const outcome = await drawOne(adapter, server, plan(adapter));
      expect(outcome).toMatchObject({ state });
      expect(outcome.told).toMatch(sentence);
      if (state === "failed") expect(outcome.hint).toMatch(/[.”`]$/u);
    },
  );

  it("a server that is gone", async () => {
    const server = await adapter.start();
    const outcome = await drawOne(adapter, server, "gone");
    expect(outcome).toMatchObject({ state: "failed" });
    expect(outcome.told).toMatch(/does not answer/u);
  });
});

interface Outcome {
  readonly state: Slot["state"];
  /** Message and hint of the failure, or the warnings. */
  readonly told: string;
  readonly hint: string;
}

/** One variation in a real round of a real studio; "gone": the server goes away after it was described. */
async function drawOne(adapter: Adapter, server: LoopbackServer, fault: Fault | "gone" | "nothing"): Promise<Outcome> {
  const kind = kinds.find((one) => one.kind === adapter.kind);
  if (!kind) throw new Error(`There is no kind ${adapter.kind}.`);
  const { deadline, runOut } = createDeadlines();
  const engine = kind.create(
    { kind: kind.kind, id: "it", url: server.url },
    { sleep: async () => undefined, deadline },
  );
  const test = await openTestStudio();
  const studio = { ...test, engines: new Map([["it", engine]]) };
  try {
    const api = apiOf(studio);
    const { session } = await api.new({ prompt: "a red vase", engine: "it" });
    await engine.describe();
    if (fault === "gone") await server.close();
    else if (fault !== "nothing") server.break(fault);
    const round = api.orient({ session: session.id, count: 1, size: "64x64" }).catch(() => undefined);
    if (typeof fault === "object" && fault.how === "hang") {
      await expect.poll(() => server.hanging).not.toEqual([]);
      runOut();
    }
    await round;
    const { slots, variations } = await studio.store.history(session.id);
    return outcomeOf(slots[0], variations[0]);
  } finally {
    await test.close();
  }
}

function outcomeOf(slot: Slot | undefined, variation: Variation | undefined): Outcome {
  if (!slot) throw new Error("The round was not planned.");
  const { message = "", hint = "" } = slot.failure ?? {};
  const warnings = (variation?.warnings ?? []).map((warning) => warning.message).join(" ");
  return { state: slot.state, told: slot.failure ? `${message}\n${hint}` : warnings, hint };
}

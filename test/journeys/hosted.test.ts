import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStudio } from "../../src/cli/create-studio.ts";
import type { Studio } from "../../src/core/studio.ts";
import { apiOf } from "../../src/operations/api-of.ts";
import type { Api } from "../../src/operations/index.ts";
import { connectionOf, plantedKey, protocols } from "../fixtures/hosted.ts";
import { drawing } from "../fixtures/servers/drawing.ts";
import type { HostedServer } from "../fixtures/servers/hosted.ts";
import { startLanguage } from "../fixtures/servers/language.ts";

let home: string;
let studio: Studio;
let api: Api;
/** Everything that was answered, as a door would show it. */
let answers: string[];

async function open(): Promise<void> {
  studio = await createStudio({ home });
  const plain = apiOf(studio);
  api = new Proxy(plain, {
    get: (operations, name: keyof Api) => async (input: never) => {
      const answer: unknown = await operations[name](input).catch((error: unknown) => {
        answers.push(`${String(error)} ${JSON.stringify(error)}`);
        throw error;
      });
      answers.push(JSON.stringify(answer));
      return answer;
    },
  });
}

vi.setConfig({ testTimeout: 180_000 });

beforeEach(async () => {
  drawing.largestSide = 96;
  home = await mkdtemp(join(tmpdir(), "samebut-hosted-"));
  answers = [];
  vi.stubEnv("PLANTED_KEY", plantedKey);
  await open();
});
afterEach(async () => {
  await studio.close();
  drawing.largestSide = Number.POSITIVE_INFINITY;
  vi.unstubAllEnvs();
  await rm(home, { recursive: true, force: true });
});

const elements = ["a red vase", "hard light"].map((statement) => ({
  id: statement.replaceAll(" ", "-"),
  kind: statement.includes("light") ? ("lighting" as const) : ("subject" as const),
  statement,
  question: `Is there ${statement}?`,
  importance: "must" as const,
}));

/** Whether the planted key stands anywhere in what was written or answered. */
async function leaks(): Promise<readonly string[]> {
  const files = await readdir(home, { recursive: true, withFileTypes: true });
  const written = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async (file) => [file.name, await readFile(join(file.parentPath, file.name))] as const),
  );
  expect(written.length).toBeGreaterThan(5);
  const found = written.filter(([, bytes]) => bytes.includes(plantedKey)).map(([name]) => name);
  return [...found, ...answers.filter((answer) => answer.includes(plantedKey))];
}

/** Where the usual model cannot refine: one that can. */
const editors: Readonly<Record<string, string>> = { togetherai: "black-forest-labs/FLUX.1-kontext-pro" };

describe.each(protocols)("$name", (protocol) => {
  let server: HostedServer;
  beforeEach(async () => {
    server = await protocol.start();
    const { kind, id, url, key, model = editors[protocol.kind] } = connectionOf(protocol, server);
    await api["add-engine"]({
      kind,
      id,
      folder: url as string,
      key: key as string,
      ...(model === undefined ? {} : { model }),
    });
  });
  afterEach(() => server.close());

  it("goes from a brief to a delivery in four rounds, also after a restart of the program, and keeps its key to itself", async () => {
    await api.new({ prompt: "a red vase, hard light", engine: protocol.kind, elements });
    const first = await api.orient({ session: "last", count: 2 });
    expect(first.pictures).toHaveLength(2);
    expect(first.summary.includes("compared unpaired")).toBe(!protocol.seeds);
    for (const { variation } of first.pictures)
      await api.judge({ variation: variation ?? "", right: ["a-red-vase"], missed: ["hard-light"] });
    expect((await api.read({ session: "last" })).summary).toMatch(/hard light/u);

    const fix = await api.fix({
      session: "last",
      changes: [{ kind: "words", element: "hard-light", remove: "hard light", add: "bare-bulb light" }],
      count: 2,
    });
    for (const { variation } of fix.pictures)
      await api.judge({ variation: variation ?? "", right: ["a-red-vase", "hard-light"] });

    await studio.close();
    await open();
    const refine = await api.refine({
      session: "last",
      instruction: "a stranger, greener table",
      redraw: true,
      count: 1,
    });
    const [refined] = refine.pictures;
    await api.judge({ variation: refined?.variation ?? "", choice: "pick", right: ["a-red-vase", "hard-light"] });
    await api.refine({ session: "last", instruction: "a stranger, rounder shadow", redraw: true, count: 1 });
    const finished = await api.finish({ session: "last", variation: refined?.variation ?? "", size: "384x384" });
    expect(finished.summary).toMatch(/384/u);
    const delivered = await api.deliver({ session: "last", variation: refined?.variation ?? "" });
    expect(delivered.summary).toMatch(/deliver/iu);

    const session = (await api.list({})).sessions[0]?.session.id ?? "";
    const { slots, variations } = await studio.store.history(session);
    expect(slots.filter(({ state }) => state !== "done")).toEqual([]);
    expect(server.charges).toHaveLength(variations.length - 1); // it was enlarged on this computer
    expect(await leaks()).toEqual([]);
    expect((await api.doctor({})).ok).toBe(true);
  });
});

describe("a conversation", () => {
  it.each(["openai", "google"])(
    "with %s goes on from the answer that made the picture, and branches from an older one",
    async (kind) => {
      const protocol = protocols.find((one) => one.kind === kind);
      if (!protocol) throw new Error(kind);
      await using server = await protocol.start();
      const { id, url, key } = connectionOf(protocol, server);
      await api["add-engine"]({ kind, id, folder: url as string, key: key as string });
      await api.new({ prompt: "a red vase", engine: kind, elements });
      const orientation = await api.orient({ session: "last", count: 1 });
      const turn = async (variation: string | null | undefined, instruction: string): Promise<string> => {
        const made = await api.refine({
          session: "last",
          instruction,
          variation: variation ?? "",
          redraw: true,
          count: 1,
        });
        return made.pictures[0]?.variation ?? "";
      };
      const one = await turn(orientation.pictures[0]?.variation, "stranger leaves");
      await turn(one, "a stranger cloth");
      await turn(one, "a stranger floor");
      const session = (await api.list({})).sessions[0]?.session.id ?? "";
      const { variations } = await studio.store.history(session);
      const [, second, third, branch] = variations;
      expect(second?.turn).toBeDefined();
      expect([third, branch].map((made) => made?.recipe.settings["turn"])).toEqual([second?.turn, second?.turn]);
      expect([third, branch].map((made) => made?.recipe.source)).toEqual([second?.blob, second?.blob]);
    },
  );
});

describe("a provider that repeats the key in its errors", () => {
  it("does not get it into the workspace or an answer", async () => {
    const protocol = protocols.find(({ kind }) => kind === "xai");
    if (!protocol) throw new Error("xai");
    await using server = await protocol.start();
    const { kind, id, url, key } = connectionOf(protocol, server);
    await api["add-engine"]({ kind, id, folder: url as string, key: key as string });
    await api.new({ prompt: "a red vase", engine: kind, elements });
    const body = JSON.stringify({ error: { message: `No service for ${plantedKey} now.` } });
    server.break({ at: protocol.paidAt, how: { status: 500, body } });
    await expect(api.orient({ session: "last", count: 1 })).rejects.toThrow(/No service for ••• now/u);
    expect(await leaks()).toEqual([]);
  });

  it("is not even named where somebody gives the key itself as its name", async () => {
    await expect(api["add-engine"]({ kind: "xai", id: "xai", key: plantedKey })).rejects.toThrow(
      /never the key itself/u,
    );
    expect(await readdir(home)).not.toContain("engines.json");
  });
});

describe("an OpenAI-compatible text server", () => {
  it("goes through the rounds with seeds, paired", async () => {
    await using server = await startLanguage("", ({ text, seed }) =>
      text.startsWith("Change only this") ? "Two sentences about quinces." : `Sentences of “${text}”, take ${seed}.`,
    );
    await api["add-engine"]({ kind: "ollama", id: "writer", url: `${server.url}/v1`, model: "small" });
    await api.new({ prompt: "two sentences about pears", engine: "writer", medium: "text", elements: [] });
    const first = await api.orient({ session: "last", count: 2, seeds: [5, 6] });
    await api.fix({
      session: "last",
      changes: [{ kind: "words", element: null, remove: "pears", add: "ripe pears" }],
      count: 2,
    });
    const refined = await api.refine({
      session: "last",
      instruction: "make it about quinces",
      variation: first.pictures[0]?.variation ?? "",
      count: 1,
    });
    const session = (await api.list({})).sessions[0]?.session.id ?? "";
    const { slots, variations } = await studio.store.history(session);
    expect(slots.map(({ state, failure }) => failure?.message ?? state)).toEqual(Array(5).fill("done"));
    expect(server.asked.map(({ seed }) => seed).slice(0, 4)).toEqual([5, 6, 5, 6]);
    expect(variations.slice(2, 4).map(({ control }) => control)).toEqual(variations.slice(0, 2).map(({ id }) => id));
    const last = variations.find(({ id }) => id === refined.pictures[0]?.variation);
    expect(new TextDecoder().decode(await studio.blobs.read(last?.blob ?? ""))).toBe("Two sentences about quinces.");
  });
});

describe("money", () => {
  it("is held back at the limit, before anything is asked or stored, and counted after", async () => {
    const protocol = protocols.find(({ kind }) => kind === "xai");
    if (!protocol) throw new Error("xai");
    await using server = await protocol.start();
    const { kind, id, url, key } = connectionOf(protocol, server);
    await api["add-engine"]({ kind, id, folder: url as string, key: key as string });
    await api.spending({ perSession: 0.05, perDay: 0.1 });
    await api.new({ prompt: "a red vase", engine: kind, elements });
    await expect(api.orient({ session: "last", count: 4 })).rejects.toMatchObject({
      code: "refused",
      message: "This would cost about 0.08 USD; 0.00 USD of the 0.05 USD for this session are spent.",
      hint: expect.stringContaining("samebut spending --per-session 0.08"),
    });
    expect(server.charges).toHaveLength(0);
    const made = await api.orient({ session: "last", count: 2 });
    expect(made.summary).toContain("cost: 0.04 USD");
    expect((await api.spending({})).today).toEqual({ micros: 40_000, unknown: 0 });
  });

  it("for enlarging is said before, held back at the limit, and counted after", async () => {
    const protocol = protocols.find(({ kind }) => kind === "stability");
    if (!protocol) throw new Error("stability");
    await using server = await protocol.start();
    const { kind, url, key } = connectionOf(protocol, server);
    const place = { kind, id: "larger", folder: url as string, key: key as string, model: "upscale-fast" };
    await api["add-engine"]({ ...place, price: 0.02 });
    await api.new({ prompt: "a red vase", elements });
    await api.orient({ session: "last", count: 1, steps: 2 });
    const larger = { session: "last", size: "300x300", upscaler: "larger" };
    expect(await api.finish({ ...larger, preview: true })).toMatchObject({
      plan: { price: { micros: 20_000 }, reasons: [] },
      summary: expect.stringContaining("It costs about 0.02 USD."),
    });
    await api.spending({ perSession: 0.01 });
    await expect(api.finish(larger)).rejects.toThrow(/This would cost about 0\.02 USD/u);
    expect(server.charges).toHaveLength(0);
    await api.spending({ unlimited: true });
    await api.finish(larger);
    expect(server.charges).toHaveLength(1);
    expect((await api.spending({})).today).toEqual({ micros: 20_000, unknown: 0 });
  });

  it("for a judge is counted from what it reports, said before, and refused over a limit before anything is drawn", async () => {
    await using server = await startLanguage(plantedKey, () =>
      JSON.stringify({ answers: [{ id: "q1", answer: "yes", confidence: 0.95, reason: "It is there." }] }),
    );
    await api["add-engine"]({
      kind: "google-text",
      id: "eyes",
      url: `${server.url}/v1beta`,
      model: "gemini-2.5-flash",
      key: "PLANTED_KEY",
      roles: ["judge"],
    });
    const made = await api.new({ prompt: "a green pear", judge: "eyes", elements: elements.slice(0, 1) });
    expect(made.summary).toMatch(/The judge costs about 0\.00\d+ USD for each variation/u);
    await api.orient({ session: "last", count: 2, steps: 2 });
    const asked = server.asked.length;
    expect(asked).toBeGreaterThanOrEqual(2);
    await vi.waitFor(async () => expect(await studio.store.expensesSince(0)).toHaveLength(asked));
    // 1000 tokens in at 0.30 $ and 1000 out at 2.50 $ per million
    expect((await api.spending({})).today).toEqual({ micros: 2_800 * asked, unknown: 0 });
    expect((await api.spending({ perDay: 0.006 })).summary).toMatch(/of that eyes, which judges or proposes: 0\.00/u);
    await expect(api.more({ session: "last", count: 2 })).rejects.toThrow(/This would cost about/u);
    expect(server.asked).toHaveLength(asked);
    expect((await studio.examine()).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("for a proposer is said before and kept within the day's limit; what is free takes its place", async () => {
    await using server = await startLanguage(plantedKey, () =>
      JSON.stringify({
        elements: [
          { statement: "a pear", question: "Is there a pear?", kind: "subject", importance: "must", words: "" },
        ],
      }),
    );
    await api["add-engine"]({
      kind: "google-text",
      id: "ideas",
      url: `${server.url}/v1beta`,
      model: "gemini-2.5-flash",
      key: "PLANTED_KEY",
      roles: ["proposer"],
    });
    const made = await api.new({ prompt: "an abstract painting of a remembered summer" });
    expect(made.summary).toMatch(/ideas, which proposes, costs about 0\.00\d+ USD for each question/u);
    const asked = server.asked.length;
    expect(asked).toBeGreaterThan(0);
    await api.spending({ perDay: 0.001 });
    await api.new({ prompt: "an abstract painting of a remembered winter" });
    expect(server.asked).toHaveLength(asked);
  });

  it("whose amount nobody knows is not spent under a limit", async () => {
    await using server = await startLanguage(plantedKey, () => "A sentence.");
    await api["add-engine"]({ kind: "anthropic", id: "writer", url: `${server.url}/v1`, key: "PLANTED_KEY" });
    await api.spending({ perDay: 1 });
    await api.new({ prompt: "a sentence about pears", engine: "writer", medium: "text", elements: [] });
    await expect(api.orient({ session: "last", count: 1 })).rejects.toThrow(
      /Nobody knows what Anthropic claude-sonnet-5 costs/u,
    );
    expect(server.asked).toEqual([]);
  });
});

describe("a language model of one's own", () => {
  it("judges pictures, is measured by the person's verdicts, and names elements", async () => {
    await using server = await startLanguage("", ({ text, instructions }) => {
      if (/apart into its elements/u.test(instructions))
        return JSON.stringify({
          elements: [
            {
              statement: "an otter",
              question: "Is there an otter?",
              kind: "subject",
              importance: "must",
              words: "an otter",
            },
          ],
        });
      const ids = [...text.matchAll(/"id": "(q\d+)"/gu)].map((match) => match[1]);
      return JSON.stringify({
        answers: ids.map((id) => ({ id, answer: "yes", confidence: 0.9, reason: "Whiskers." })),
      });
    });
    await api["add-engine"]({ kind: "ollama", id: "eyes", url: `${server.url}/v1`, roles: ["judge", "proposer"] });
    const painter = protocols.find(({ kind }) => kind === "xai");
    if (!painter) throw new Error("xai");
    await using pictures = await painter.start();
    await api["add-engine"]({
      kind: "xai",
      id: "xai",
      folder: connectionOf(painter, pictures).url as string,
      key: "PLANTED_KEY",
    });
    const { session } = await api.new({
      prompt: "an otter reading a newspaper in heavy rain",
      engine: "xai",
      judge: "eyes",
    });
    expect(session.brief.elements.map(({ statement }) => statement)).toEqual(["an otter"]);
    const { pictures: made } = await api.orient({ session: "last", count: 2 });
    const seen = server.asked.filter(({ pictures: count }) => count > 0).length;
    expect(seen).toBe(2);
    await api.read({ session: "last" });
    expect(server.asked.filter(({ pictures: count }) => count > 0)).toHaveLength(seen); // never the same reading twice
    const [element] = session.brief.elements;
    await api.judge({ variation: made[0]?.variation ?? "", right: [element?.id ?? ""] });
    await api.judge({ variation: made[1]?.variation ?? "", missed: [element?.id ?? ""] });
    await studio.close();
    await open();
    const accuracy = studio.judges.find(({ id }) => id === "eyes")?.accuracy(element?.kind ?? "subject");
    expect(accuracy).toMatchObject({ n: 12, sensitivity: 10 / 11, specificity: 9 / 11 });
  });
});

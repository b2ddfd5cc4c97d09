import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStudio } from "../../src/cli/create-studio.ts";
import type { Studio } from "../../src/core/studio.ts";
import { apiOf } from "../../src/operations/api-of.ts";
import type { Api } from "../../src/operations/index.ts";
import { startAutomatic1111 } from "../fixtures/servers/automatic1111.ts";
import { startComfyUI } from "../fixtures/servers/comfyui.ts";
import { startLanguage } from "../fixtures/servers/language.ts";
import type { LoopbackServer } from "../fixtures/servers/loopback.ts";
import { startSdServer } from "../fixtures/servers/sd-server.ts";
import { startSwarmUI } from "../fixtures/servers/swarmui.ts";
import { type Terminal, openTerminal } from "./command.ts";

const prompt = "a green pear on a wooden table, hard light from the left";
const workflow = fileURLToPath(new URL("../fixtures/workflows/flux.json", import.meta.url));

const protocols: readonly (readonly [string, string, () => Promise<LoopbackServer>, { folder?: string }])[] = [
  ["AUTOMATIC1111", "automatic1111", startAutomatic1111, {}],
  ["ComfyUI", "comfyui", startComfyUI, {}],
  ["ComfyUI with a workflow of one's own", "comfyui", startComfyUI, { folder: workflow }],
  ["ComfyUI whose socket is cut again and again", "comfyui", () => startComfyUI({ cutSocketAfter: 3 }), {}],
  ["stable-diffusion.cpp", "sd-server", startSdServer, {}],
  ["stable-diffusion.cpp with upscalers", "sd-server", () => startSdServer({ upscalers: ["RealESRGAN_x4plus"] }), {}],
  ["SwarmUI", "swarmui", startSwarmUI, {}],
];

describe.each(protocols)("four rounds with %s", (title, kind, start, more) => {
  let server: LoopbackServer;
  let home: string;
  let studio: Studio;
  let api: Api;
  let session: string;

  beforeAll(async () => {
    server = await start();
    home = await mkdtemp(join(tmpdir(), "samebut-server-"));
    studio = await createStudio({ home });
    api = apiOf(studio);
    await api["add-engine"]({ kind, id: "mine", url: server.url, ...more });
    ({
      session: { id: session },
    } = await api.new({ prompt, engine: "mine" }));
  });
  afterAll(async () => {
    await studio.close();
    await server.close();
    await rm(home, { recursive: true, force: true });
  });

  const last = async () => {
    const history = await studio.store.history(session);
    const round = history.rounds.at(-1)?.id;
    return { history, slots: history.slots.filter((slot) => slot.round === round) };
  };

  it("orients: the prompt as written, each picture from its own seed", async () => {
    await api.orient({ session, seeds: [11, 12, 13], size: "64x64" });
    const { history, slots } = await last();
    expect(slots.map(({ state, recipe }) => [state, recipe.seed, recipe.prompt])).toEqual([
      ["done", 11, prompt],
      ["done", 12, prompt],
      ["done", 13, prompt],
    ]);
    expect(new Set(history.variations.map(({ blob }) => blob)).size).toBe(3);
  });

  it("fixes one thing on the same seeds, paired with their controls", async () => {
    await api.fix({ session, add: "matte ceramic" });
    const { history, slots } = await last();
    expect(new Set(slots.map(({ recipe }) => recipe.seed))).toEqual(new Set([11, 12, 13]));
    expect(slots.every(({ control }) => history.variations.some(({ id }) => id === control))).toBe(true);
  });

  it("refines by image-to-image with the denoising strength asked for", async () => {
    const answer = await api.refine({ session, instruction: "put a blue napkin beside it", count: 2, strength: 0.4 });
    expect(answer.tool).toBe("image-to-image at strength 0.4");
    const { slots } = await last();
    expect(slots.map(({ state, recipe }) => [state, recipe.strength])).toEqual([
      ["done", 0.4],
      ["done", 0.4],
    ]);
  });

  it("draws a variation again with the same bytes", async () => {
    const { history } = await last();
    expect(await api.redo({ variation: history.variations[0]?.id ?? "" })).toMatchObject({ same: true });
  });

  it("enlarges with its own upscaler, to the very pixel, or says that it has none", async () => {
    const asked = server.requests.length;
    const made = api.finish({ session, size: "150x150", upscaler: "mine", texture: 0, sharpen: 0 });
    if (title === "stable-diffusion.cpp" || kind === "swarmui") {
      await expect(made).rejects.toMatchObject({ message: expect.stringContaining("has no upscaler") });
      return;
    }
    await made;
    const { history } = await last();
    expect(history.variations.at(-1)).toMatchObject({ width: 150, height: 150 });
    const sent = server.requests
      .slice(asked)
      .filter((line) => /extra-single-image|POST \/prompt|sdcpp\/v1\/upscale/u.test(line));
    expect(sent).toHaveLength(1);
    await expect(api.finish({ session, size: "160x160", upscaler: "mine:nothing" })).rejects.toMatchObject({
      message: expect.stringContaining("has no upscaler “nothing”"),
    });
  });

  it("finishes and delivers", async () => {
    await api.finish({ session, scale: 2 });
    const to = join(home, "out");
    await api.deliver({ session, to });
    expect((await readdir(to)).length).toBeGreaterThan(0);
    expect(await api.doctor({})).toMatchObject({ ok: true });
  });
});

describe("a person at a terminal with a server", () => {
  let terminal: Terminal;
  let server: LoopbackServer;
  beforeAll(async () => {
    terminal = await openTerminal();
    server = await startComfyUI();
  });
  afterAll(() => server.close());

  it("connects it in one step by its address alone", async () => {
    const { engine } = await terminal.json("engines", "add", "comfyui", `127.0.0.1:${server.port}`);
    expect(engine).toMatchObject({ id: "comfyui", title: "ComfyUI" });
    const second = await terminal.json("engines", "add", "comfyui", server.url, "--model", "painter-xl.safetensors");
    expect(second.engine.id).toBe("comfyui-painter-xl.safetensors");
  });

  it("tests it with the cheapest real call", async () => {
    const { code, out } = await terminal.samebut("engines", "test", "comfyui");
    expect(code).toBe(0);
    expect(out).toContain("ComfyUI answers");
  });

  it("is told what answers there when it is another kind than was said", async () => {
    const { code, err } = await terminal.samebut("engines", "add", "automatic1111", server.url, "--id", "wrong");
    expect(code).toBe(1);
    expect(err).toMatch(/At http:\S+ is no automatic1111, but ComfyUI/u);
    expect(err).toContain(`samebut engines add comfyui ${server.url}`);
  });

  it("is told what to type next: for a text, for an upscaler", async () => {
    await using language = await startLanguage("", () => "A vase.");
    const text = await terminal.samebut("engines", "add", "ollama", language.url, "--id", "writer");
    expect(text.out).toContain('samebut new "…" --engine writer --medium text');
    const refused = await terminal.samebut("new", "a sentence", "--engine", "writer");
    expect(refused.err).toContain("--engine writer --medium text");
    const larger = await terminal.samebut("engines", "add", "stability", "upscale-fast", "--price", "0.02");
    expect(larger.out).toContain("samebut finish last --upscaler stability-upscale-fast");
  });

  it("is told what is wrong when it is gone, and how to mend it", async () => {
    await server.close();
    const { code, err } = await terminal.samebut("engines", "test", "comfyui");
    expect(code).toBe(1);
    expect(err).toMatch(/ComfyUI at .* does not answer\.\nStart ComfyUI/u);
    const listed = await terminal.samebut("engines");
    expect(listed.code).toBe(0);
    expect(listed.out).toContain("comfyui: does not work now.");
  });

  it.each([
    [["engines", "add", "comfyui", "http://127.0.0.1:9"], "does not answer"],
    [["engines", "add", "nothing"], "There is no kind of engine called “nothing”."],
    [["engines", "add", "comfyui", "./gone.json"], "does not answer"],
  ])("%j registers nothing and says why", async (args, sentence) => {
    const before = (await terminal.json("engines")).engines.length;
    const { code, err } = await terminal.samebut(...args);
    expect(code).toBe(1);
    expect(err).toContain(sentence);
    expect((await terminal.json("engines")).engines).toHaveLength(before);
  });
});

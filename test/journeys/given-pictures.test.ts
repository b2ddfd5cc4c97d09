import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStudio } from "../../src/cli/create-studio.ts";
import type { Studio } from "../../src/core/studio.ts";
import { apiOf } from "../../src/operations/api-of.ts";
import type { Api } from "../../src/operations/index.ts";
import { connectionOf, plantedKey, protocols } from "../fixtures/hosted.ts";
import { drawing } from "../fixtures/servers/drawing.ts";
import type { HostedServer } from "../fixtures/servers/hosted.ts";

let home: string;
let studio: Studio;
let api: Api;
let servers: Readonly<Record<string, HostedServer>>;

vi.setConfig({ testTimeout: 60_000 });

/** Masks and references that a person has as files, with one engine that takes both, and one that takes references alone. */
beforeEach(async () => {
  drawing.largestSide = 96;
  home = await mkdtemp(join(tmpdir(), "samebut-given-"));
  vi.stubEnv("PLANTED_KEY", plantedKey);
  studio = await createStudio({ home, instruments: [] });
  api = apiOf(studio);
  const started = protocols
    .filter(({ kind }) => kind === "openai" || kind === "xai")
    .map(async (protocol) => {
      const server = await protocol.start();
      await studio.connections.add(connectionOf(protocol, server));
      return [protocol.kind, server] as const;
    });
  servers = Object.fromEntries(await Promise.all(started));
});
afterEach(async () => {
  await studio.close();
  await Promise.all(Object.values(servers).map((server) => server.close()));
  drawing.largestSide = Number.POSITIVE_INFINITY;
  vi.unstubAllEnvs();
  await rm(home, { recursive: true, force: true });
});

const paint = async (name: string, colour: string, white = 0): Promise<string> => {
  const block = await sharp({ create: { width: white || 1, height: 96, channels: 3, background: "white" } })
    .png()
    .toBuffer();
  const plain = sharp({ create: { width: 96, height: 96, channels: 3, background: colour } });
  const file = join(home, name);
  await writeFile(
    file,
    await (white > 0 ? plain.composite([{ input: block, left: 0, top: 0 }]) : plain).png().toBuffer(),
  );
  return file;
};

const pixelsOf = async (hash: string): Promise<Buffer> =>
  sharp(await studio.blobs.read(hash))
    .removeAlpha()
    .raw()
    .toBuffer();

describe("pictures that are given beside the words", () => {
  it("references of the brief go with every first round, and doctor knows them", async () => {
    const made = await api.new({
      prompt: "a red vase",
      engine: "openai",
      elements: [],
      references: [await paint("table.png", "brown"), await paint("cloth.png", "navy")],
    });
    expect(made.summary).toContain("Pictures to go by: table.png, cloth.png.");
    await api.orient({ session: "last", count: 1 });
    expect(servers["openai"]?.bodies.at(-1)?.["image[]"]).toHaveLength(2);
    await api.revise({ session: "last", unreference: ["table.png"] });
    const { session } = await api.show({ session: "last" });
    expect(session.brief.references.map(({ name }) => name)).toEqual(["cloth.png"]);
    expect((await studio.examine()).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("an engine that takes none is said to take none, before and after", async () => {
    await api.new({ prompt: "a green pear", references: [await paint("table.png", "brown")] });
    const first = await api.orient({ session: "last", count: 1, steps: 2 });
    expect(first.summary).toMatch(/takes no reference pictures: nothing is drawn from them/u);
    expect(first.summary).toMatch(/--engine openai, --engine xai\./u);
  });

  it("a mask file keeps everything outside exactly; references go with one change alone", async () => {
    await api.new({ prompt: "a red vase", engine: "openai", elements: [] });
    const [before] = (await api.orient({ session: "last", count: 1 })).pictures;
    const mask = await paint("mask.png", "black", 30);
    const references = [await paint("flower.png", "yellow")];
    const [after] = (await api.refine({ session: "last", instruction: "a strange flower", mask, references, count: 1 }))
      .pictures;
    const form = servers["openai"]?.bodies.at(-1);
    expect(form?.["mask"]).toBeInstanceOf(File);
    expect(form?.["image[]"]).toHaveLength(2);
    const [old, drawn] = [await pixelsOf(before!.blob), await pixelsOf(after!.blob)];
    const columnsThatDiffer = new Set<number>();
    for (let i = 0; i < old.length; i++) if (old[i] !== drawn[i]) columnsThatDiffer.add(Math.floor((i % (96 * 3)) / 3));
    expect(columnsThatDiffer.size).toBeGreaterThan(0);
    expect(Math.max(...columnsThatDiffer)).toBeLessThan(30);
  });

  it.each([
    ["a mask", { mask: "mask.png" }, /xAI grok-imagine-image takes no mask\./u, /--engine openai/u],
    ["a mask of nothing", { mask: "black.png", engine: "openai" }, /black everywhere/u, /Paint white/u],
    ["a file that is not there", { mask: "nowhere.png", engine: "openai" }, /no file/u, /Check the name/u],
    [
      "a mask for an adjustment",
      { mask: "mask.png", adjustments: [{ kind: "exposure", stops: 1 }] },
      /whole picture/u,
      /./u,
    ],
  ] as const)(
    "refuses %s with the nearest thing that can be done, and pays nothing",
    async (_, given, message, hint) => {
      await paint("mask.png", "black", 30);
      await paint("black.png", "black");
      await api.new({ prompt: "a red vase", engine: "xai", elements: [] });
      await api.orient({ session: "last", count: 1 });
      const charged = servers["xai"]!.charges.length + servers["openai"]!.charges.length;
      const asked = { ...given, mask: join(home, given.mask), session: "last", instruction: "a strange flower" };
      await expect(api.refine(asked as never)).rejects.toMatchObject({
        message: expect.stringMatching(message),
        ...("adjustments" in given ? {} : { hint: expect.stringMatching(hint) }),
      });
      expect(servers["xai"]!.charges.length + servers["openai"]!.charges.length).toBe(charged);
    },
  );

  it("another engine of the person's can draw one change", async () => {
    await api.new({ prompt: "a red vase", engine: "xai", elements: [] });
    await api.orient({ session: "last", count: 1 });
    const mask = await paint("mask.png", "black", 30);
    const made = await api.refine({
      session: "last",
      instruction: "a strange flower",
      mask,
      engine: "openai",
      count: 1,
    });
    expect(made.pictures).toHaveLength(1);
    expect(servers["openai"]?.charges).toHaveLength(1);
  });
});

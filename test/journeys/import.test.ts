import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isImported } from "../../src/core/imported.ts";
import type { Studio } from "../../src/core/studio.ts";
import { readChunks, writeChunks, writeTexts } from "../../src/imaging/files/png-chunks.ts";
import { createAdjustEngine } from "../../src/engines/adjust/engine.ts";
import { openTestStudio } from "../fixtures/studio.ts";
import { apiOf } from "../../src/operations/api-of.ts";

const parameters =
  "a red fox, snow\nNegative prompt: ugly\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 965400086, Size: 64x48, Model: sdxl, Version: v1.9.0";

const grey = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: { r: 90, g: 140, b: 60 },
      noise: { type: "gaussian", mean: 120, sigma: 30 },
    },
  });
const png = new Uint8Array(await grey(64, 48).png().toBuffer());

let studio: Studio;
let folder: string;
beforeAll(async () => {
  const scripted = await openTestStudio();
  studio = { ...scripted, engines: new Map([...scripted.engines, ["adjust", createAdjustEngine()]]) };
  folder = await mkdtemp(join(tmpdir(), "samebut-import-"));
});
afterAll(() => studio.close());

const sessions = async (): Promise<number> => (await studio.store.sessions()).length;
const write = async (name: string, bytes: Uint8Array | string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
};

describe("import", () => {
  it("opens a session with the picture as its first variation, its bytes untouched, and its recipe", async () => {
    const bytes = writeTexts(png, [{ keyword: "parameters", text: parameters }]);
    const made = await apiOf(studio).import({ file: await write("fox.png", bytes), engine: "scripted" });
    expect(made.metadata).toMatchObject({ tool: "automatic1111", seed: "965400086", raw: [{ text: parameters }] });
    expect(made.session.brief).toMatchObject({ prompt: "a red fox, snow", medium: "image", judge: null });
    expect(made.session.brief.elements.map(({ statement }) => statement)).toEqual(["a red fox", "snow"]);
    expect(made.variation).toMatchObject({
      width: 64,
      height: 48,
      recipe: { seed: 965400086, steps: 20, guidance: 7, sampler: "Euler a", model: "sdxl", source: null },
    });
    expect(isImported(made.variation!.recipe)).toBe(true);
    expect(await studio.blobs.read(made.variation!.blob)).toEqual(bytes);
    expect(await studio.store.check()).toEqual([]);
  });

  it("goes on from there: by adjusting, by image-to-image, and by the prompt as a first round", async () => {
    const api = apiOf(studio);
    const bytes = writeTexts(png, [{ keyword: "parameters", text: parameters }]);
    const { session, variation } = await api.import({
      data: Buffer.from(bytes).toString("base64"),
      engine: "scripted",
    });
    const adjusted = await api.refine({ session: session.id, adjustments: [{ kind: "exposure", stops: 0.5 }] });
    expect(adjusted.pictures).toHaveLength(1);
    const drawn = await api.refine({
      session: session.id,
      variation: variation!.id,
      instruction: "add a hat",
      count: 2,
    });
    expect(drawn.pictures).toHaveLength(2);
    const { slots } = await studio.store.history(session.id);
    expect(slots.at(-1)?.recipe).toMatchObject({ engine: "scripted", source: variation!.blob });
    const fresh = await api.import({ file: await write("again.png", bytes), engine: "scripted" });
    expect((await api.orient({ session: fresh.session.id, count: 2 })).pictures).toHaveLength(2);
  });

  it("takes an upload by its hash, and what lies beside a picture", async () => {
    const { hash } = await studio.blobs.put(png, "image/png");
    const made = await apiOf(studio).import({ blob: hash, name: "up.png", beside: parameters, engine: "scripted" });
    expect(made.metadata).toMatchObject({ tool: "automatic1111", prompt: "a red fox, snow" });
    await write("beside.txt", parameters);
    const beside = await apiOf(studio).import({ file: await write("beside.png", png), engine: "scripted" });
    expect(beside.metadata.seed).toBe("965400086");
  });

  it("opens a session with a brief only, where the file is only a recipe", async () => {
    const made = await apiOf(studio).import({ file: await write("recipe.txt", parameters), engine: "scripted" });
    expect(made).toMatchObject({ variation: null, session: { brief: { prompt: "a red fox, snow" } } });
    expect((await apiOf(studio).orient({ session: made.session.id, count: 1 })).pictures).toHaveLength(1);
  });

  it("keeps a negative prompt and a seed of 64 bits that the engine cannot use", async () => {
    const text = parameters.replace("965400086", "18446744073709551615");
    const bytes = writeTexts(png, [{ keyword: "parameters", text }]);
    const { variation } = await apiOf(studio).import({ file: await write("seed.png", bytes), engine: "scripted" });
    expect(variation?.recipe).toMatchObject({
      seed: null,
      settings: { seed: "18446744073709551615" },
      negativePrompt: "ugly",
    });
  });

  it("says so where nothing tells what was asked, and takes the person's word over the file's", async () => {
    const made = await apiOf(studio).import({ file: await write("IMG_2034.png", png), engine: "scripted" });
    expect(made.session.brief).toMatchObject({ prompt: "IMG 2034", elements: [] });
    expect(made.notes.join(" ")).toContain("--prompt");
    const told = await apiOf(studio).import({
      file: join(folder, "IMG_2034.png"),
      prompt: "a fox",
      engine: "scripted",
    });
    expect(told.session.brief.prompt).toBe("a fox");
  });
});

describe("a picture that is unlike others", () => {
  const files: readonly (readonly [
    string,
    () => Promise<Uint8Array>,
    { readonly type: string; readonly note: string },
  ])[] = [
    ["of one pixel", () => grey(1, 1).png().toBuffer(), { type: "image/png", note: "" }],
    ["with 16 bits", () => grey(64, 48).toColourspace("rgb16").png().toBuffer(), { type: "image/png", note: "" }],
    ["in CMYK", () => grey(64, 48).toColourspace("cmyk").jpeg().toBuffer(), { type: "image/png", note: "CMYK" }],
    ["in TIFF", () => grey(64, 48).tiff().toBuffer(), { type: "image/png", note: "TIFF" }],
    ["in AVIF", () => grey(64, 48).avif().toBuffer(), { type: "image/avif", note: "" }],
    [
      "that moves",
      async () =>
        sharp([await grey(64, 48).png().toBuffer(), await grey(64, 48).png().toBuffer()], { join: { animated: true } })
          .webp()
          .toBuffer(),
      { type: "image/png", note: "2 frames" },
    ],
    ["with the wrong ending", () => grey(64, 48).jpeg().toBuffer(), { type: "image/jpeg", note: "" }],
    [
      "of 100 megapixels",
      () =>
        sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: "#446" } })
          .png()
          .toBuffer(),
      { type: "image/png", note: "5760×5760" },
    ],
  ];
  it.each(files)("%s opens", async (_, bytes, { type, note }) => {
    const made = await apiOf(studio).import({ file: await write("odd.png", await bytes()), engine: "scripted" });
    expect(made.variation?.mediaType).toBe(type);
    expect(made.notes.join(" ")).toContain(note);
    const original = made.session.brief.references[0]?.hash ?? made.variation!.blob;
    expect(await studio.blobs.read(original)).toEqual(
      await readFile(join(folder, "odd.png")).then((data) => new Uint8Array(data)),
    );
  });
});

/** The header of a PNG of this size, and nearly nothing in it. */
const bomb = (width: number, height: number): Uint8Array => {
  const [head, ...rest] = readChunks(png);
  const data = new Uint8Array(head!.data);
  new DataView(data.buffer).setUint32(0, width);
  new DataView(data.buffer).setUint32(4, height);
  return writeChunks([{ type: "IHDR", data }, ...rest]);
};

describe("what cannot be opened", () => {
  const half = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, Math.floor(bytes.length * 0.6));
  const files: readonly (readonly [string, () => Promise<Uint8Array> | Uint8Array | string, string, RegExp])[] = [
    ["a decompression bomb", () => bomb(60_000, 60_000), "invalid", /60000×60000/u],
    ["a PNG that promises more rows than it has", () => bomb(64, 5_000), "corrupt", /ends or breaks/u],
    ["a cut PNG", () => half(png), "corrupt", /ends or breaks/u],
    ["a cut JPEG", async () => half(await grey(640, 480).jpeg().toBuffer()), "corrupt", /ends or breaks/u],
    ["a cut WebP", async () => half(await grey(640, 480).webp().toBuffer()), "invalid", /cannot|not a picture/u],
    ["an empty file", () => new Uint8Array(), "invalid", /is empty/u],
    ["a text of blanks", () => "  \n", "invalid", /is empty/u],
    ["bytes of nobody", () => new Uint8Array([0, 1, 2, 3, 254, 255]), "invalid", /neither a picture/u],
    [
      "a drawing with a giant canvas",
      () => '<svg xmlns="http://www.w3.org/2000/svg" width="99999" height="99999"/>',
      "invalid",
      /drawing/u,
    ],
  ];
  it.each(files)("%s is refused in a sentence, and nothing is begun", async (_, bytes, code, sentence) => {
    const before = await sessions();
    const file = await write("bad.png", await bytes());
    await expect(apiOf(studio).import({ file })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(sentence),
      hint: expect.any(String),
    });
    expect(await sessions()).toBe(before);
  });

  it.each([
    [{}, "invalid"],
    [{ file: "/nowhere/at/all.png" }, "not-found"],
    [{ file: tmpdir() }, "invalid"],
    [{ data: "not base64!" }, "invalid"],
    [{ blob: "0".repeat(64) }, "not-found"],
    [{ data: "AAAA", file: "both.png" }, "invalid"],
  ])("%j is refused", async (input, code) => {
    await expect(apiOf(studio).import(input)).rejects.toMatchObject({ code, hint: expect.any(String) });
  });
});

describe("hostile metadata", () => {
  const withChunk = (type: string, data: Uint8Array): Uint8Array => {
    const [head, ...rest] = readChunks(png);
    return writeChunks([head!, { type, data }, ...rest]);
  };
  const join_ = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)));
  const large = "x".repeat(10_000_000);
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ["a text of 10 MB", withChunk("tEXt", join_("parameters\0", large))],
    [
      "a text that unpacks to a gigabyte",
      withChunk("zTXt", join_("parameters\0\0", deflateSync(Buffer.alloc(50_000_000, 48)))),
    ],
    [
      "an international text that does",
      withChunk("iTXt", join_("prompt\0\x01\0\0\0", deflateSync(Buffer.alloc(50_000_000, 48)))),
    ],
    ["JSON that is none", withChunk("tEXt", join_('invokeai_metadata\0{"positive_prompt": "x",'))],
    ["JSON without an end", withChunk("tEXt", join_(`workflow\0${'{"a":'.repeat(300_000)}`))],
    ["EXIF that points outside", withChunk("eXIf", join_("II*\0\x08\0\0\0\xff\xff", new Uint8Array(40).fill(255)))],
    ["XMP nested without an end", withChunk("iTXt", join_("XML:com.adobe.xmp\0\0\0\0\0", "<a>".repeat(300_000)))],
    [
      "XMP with entities of its own",
      withChunk(
        "iTXt",
        join_(
          "XML:com.adobe.xmp\0\0\0\0\0",
          '<!DOCTYPE a [<!ENTITY b "boom"><!ENTITY c "&b;&b;">]><dc:title>&c;</dc:title>',
        ),
      ),
    ],
  ];
  it.each(cases)("%s costs itself and nothing else", async (_, bytes) => {
    const made = await apiOf(studio).import({ file: await write("hostile.png", bytes), engine: "scripted" });
    expect(made.variation?.width).toBe(64);
    expect(JSON.stringify(made).length).toBeLessThan(3_000_000);
  });

  it("names and prompts with scripts and control characters are plain text", async () => {
    const text =
      "a <script>alert(1)</script> fox\u0000\u0007\u202e\nNegative prompt: </textarea>\nSteps: 20, Sampler: <b>x</b>, Seed: 1";
    const bytes = writeTexts(png, [{ keyword: "parameters", text }]);
    const made = await apiOf(studio).import({
      data: Buffer.from(bytes).toString("base64"),
      name: "../../<img src=x>\u0007.png",
      engine: "scripted",
    });
    expect(made.session.brief.prompt).toContain("<script>alert(1)</script> fox");
    expect(made.session.brief.prompt).not.toMatch(/(?!\n)\p{Control}/u);
    expect(made.summary).not.toMatch(/(?!\n)\p{Control}/u);
    expect(made.summary).not.toContain("..");
  });
});

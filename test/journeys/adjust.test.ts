import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Studio } from "../../src/core/studio.ts";
import { createAdjustEngine } from "../../src/engines/adjust/engine.ts";
import { decodeDeep, decodePicture } from "../../src/imaging/files/decode.ts";
import { apiOf } from "../../src/operations/api-of.ts";
import { openTestStudio } from "../fixtures/studio.ts";

const [width, height] = [40, 24];
const inverting = "LUT_1D_SIZE 2\n1 1 1\n0 0 0\n";
let studio: Studio;
let folder: string;
let session: string;
let source: string;

/** A wide gradient of 16 bits: half of its steps are finer than a byte. */
const gradient = Uint16Array.from({ length: width * height * 3 }, (_, i) => 20_000 + Math.floor(i / 3) * 20);

beforeAll(async () => {
  const scripted = await openTestStudio();
  studio = { ...scripted, engines: new Map([...scripted.engines, ["adjust", createAdjustEngine()]]) };
  folder = await mkdtemp(join(tmpdir(), "samebut-adjust-"));
  const raw = { width, height, channels: 3 } as const;
  await sharp(gradient, { raw }).toColourspace("rgb16").png().toFile(join(folder, "deep.png"));
  await sharp(gradient, { raw }).toColourspace("rgb16").tiff({ compression: "lzw" }).toFile(join(folder, "deep.tif"));
  const half = Uint8Array.from({ length: width * height }, (_, i) => (i % width < width / 2 ? 255 : 0));
  await sharp(half, { raw: { width, height, channels: 1 } })
    .png()
    .toFile(join(folder, "mask.png"));
  await sharp({ create: { width: 10, height: 10, channels: 3, background: "#fff" } })
    .png()
    .toFile(join(folder, "square.png"));
  await writeFile(join(folder, "inverted.cube"), inverting);
  const imported = await apiOf(studio).import({
    file: join(folder, "deep.png"),
    prompt: "a gradient",
    engine: "scripted",
  });
  session = imported.session.id;
  source = imported.variation!.id;
});
afterAll(() => studio.close());

async function adjusted(input: object) {
  const { pictures } = await apiOf(studio).adjust({ session, variation: source, ...input });
  return decodeDeep(await studio.blobs.read(pictures.at(-1)!.blob));
}

describe("exact adjustments", () => {
  it("keep 16 bits from the file to the picture", async () => {
    const { colour, depth } = await adjusted({ exposure: 0.2 });
    expect(depth).toBe(16);
    const steps = new Set([...colour.data].map((value) => Math.round(value * 257)));
    expect(steps.size).toBeGreaterThan(width * height * 0.9);
  });

  it("of a 16-bit TIFF too", async () => {
    const { variation } = await apiOf(studio).import({
      file: join(folder, "deep.tif"),
      prompt: "x",
      engine: "scripted",
    });
    const { colour, depth } = await decodeDeep(await studio.blobs.read(variation!.blob));
    expect(depth).toBe(16);
    expect(Math.round(colour.data[300]! * 257)).toBe(gradient[300]);
  });

  it("by a mask change nothing else", async () => {
    const { colour } = await adjusted({ exposure: -1, mask: join(folder, "mask.png"), where: "outside", feather: 0 });
    for (let x = 0; x < width; x++) {
      const [now, before] = [colour.data[x * 3]!, gradient[x * 3]! / 257];
      if (x < width / 2) expect(now).toBeCloseTo(before, 1);
      else expect(now).toBeLessThan(0.8 * before);
    }
  });

  it("by a mask reach the same place when the frame changes with them", async () => {
    const mask = join(folder, "mask.png");
    const { colour } = await adjusted({ exposure: 1, mask, feather: 0, crop: "0.25 0 0.75 1" });
    const at = (x: number): number => gradient[(x + width / 4) * 3]! / 257;
    for (let x = 0; x < width / 4; x++) expect(colour.data[x * 3]).toBeGreaterThan(1.2 * at(x));
    for (let x = width / 4; x < colour.width; x++) expect(colour.data[x * 3]).toBeCloseTo(at(x), 1);
  });

  it("by a look that is kept with the session and made again from the recipe", async () => {
    const { colour } = await adjusted({ look: join(folder, "inverted.cube") });
    expect(colour.data[0]).toBeCloseTo(255 - gradient[0]! / 257, 0);
    const history = await studio.store.history(session);
    const [kept] = history.variations.filter(({ recipe }) => recipe.adjustments.some(({ kind }) => kind === "lut"));
    const again = await Array.fromAsync(
      studio.engines.get("adjust")!.generate(kept!.recipe, {
        signal: new AbortController().signal,
        idempotencyKey: "again",
        previews: false,
        readBlob: (hash) => studio.blobs.read(hash),
      }),
    );
    const last = again.at(-1);
    if (last?.type !== "output") throw new Error("There is no output.");
    expect(Buffer.compare(last.output.data, await studio.blobs.read(kept!.blob))).toBe(0);
  });

  it("of the frame have the size that was planned, and leave in it what was there", async () => {
    const { rest } = await apiOf(studio).adjust({ session, variation: source, straighten: 5 });
    expect(rest.map(({ verdict }) => verdict)).toEqual(["kept"]);
    await apiOf(studio).adjust({ session, variation: source, turn: "90", straighten: 5, crop: "1:1" });
    const { variations } = await studio.store.history(session);
    const last = variations.at(-1)!;
    const picture = await decodePicture(await studio.blobs.read(last.blob));
    expect({ width: picture.width, height: picture.height }).toEqual(last.recipe.size);
    expect(picture.width).toBe(picture.height);
  });

  it.each([
    [{}, /Nothing is to be adjusted/u],
    [{ curve: "0,0 nonsense" }, /cannot be read for --curve/u],
    [{ curve: "0.5,0 0.2,1" }, /from left to right/u],
    [{ mask: "mask.png" }, /mask has nothing to change/u],
    [{ look: "mask.png" }, /cannot be used as a look/u],
    [{ crop: "0.5 0.5" }, /cannot be read for --crop/u],
    [{ crop: "0 0 2 1" }, /^A crop is in shares of the picture/u],
    [{ shadows: "400 0.2" }, /^A hue is from 0 to 360 degrees/u],
    [{ highlights: "40 20" }, /^How much of a hue is from 0 to 1\.$/u],
    [{ curve: "0,0 2,1" }, /^The points of a curve are from 0/u],
    [{ exposure: 0.5, mask: "square.png" }, /^The mask square\.png is 10×10 and the picture 40×24: /u],
    [{ look: "nowhere.cube" }, /^There is no file .*nowhere\.cube\.$/u],
  ])("refuse %j before anything is planned", async (input, why) => {
    const before = (await studio.store.history(session)).rounds.length;
    const files = Object.fromEntries(
      Object.entries(input).map(([name, value]) => [
        name,
        /\.(?:png|cube)$/u.test(String(value)) ? join(folder, String(value)) : value,
      ]),
    );
    await expect(apiOf(studio).adjust({ session, variation: source, ...files })).rejects.toThrow(why);
    expect((await studio.store.history(session)).rounds).toHaveLength(before);
  });
});

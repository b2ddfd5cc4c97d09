import { mkdtemp, readFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Studio } from "../../src/core/studio.ts";
import { createAdjustEngine } from "../../src/engines/adjust/engine.ts";
import { decodePicture } from "../../src/imaging/files/decode.ts";
import { identify } from "../../src/metadata/identify.ts";
import { readMetadata } from "../../src/metadata/read-metadata.ts";
import { standardWords } from "../../src/metadata/standard-words.ts";
import { apiOf } from "../../src/operations/api-of.ts";
import { openTestStudio } from "../fixtures/studio.ts";

let studio: Studio;
let session: string;
let root: string;

beforeAll(async () => {
  const scripted = await openTestStudio();
  studio = { ...scripted, engines: new Map([...scripted.engines, ["adjust", createAdjustEngine()]]) };
  root = await mkdtemp(join(tmpdir(), "samebut-deliver-"));
  const api = apiOf(studio);
  session = (await api.new({ prompt: "a turquoise pear, hard light", engine: "scripted" })).session.id;
  await api.orient({ session, count: 2, seeds: [11, 12] });
  await api.refine({ session, adjustments: [{ kind: "exposure", stops: 0.3 }] });
});
afterAll(() => studio.close());

const generated = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
const read = async (...path: readonly string[]): Promise<Uint8Array> => new Uint8Array(await readFile(join(...path)));

describe("a delivery", () => {
  it.each(["png", "jpeg", "webp", "avif", "tiff"] as const)(
    "in %s says how it was made, and is read back by the importer",
    async (format) => {
      const api = apiOf(studio);
      const { delivery } = await api.deliver({
        session,
        to: join(root, format),
        formats: [format],
        creator: "Ada Lovelace",
      });
      const bytes = await read(delivery.folder, delivery.files[0]!.path);
      const { texts } = readMetadata(bytes);
      expect(standardWords(texts)).toMatchObject({
        digitalSourceType: generated,
        prompt: "a turquoise pear, hard light",
        system: "scripted",
        creator: "Ada Lovelace",
      });
      expect(identify(texts)).toMatchObject({ tool: "samebut", prompt: "a turquoise pear, hard light", seed: "11" });
      const imported = await api.import({ file: join(delivery.folder, delivery.files[0]!.path) });
      expect(imported.session.brief.prompt).toBe("a turquoise pear, hard light");
      expect(imported.session.engine).toBe("scripted");
    },
  );

  it("is opened again before it is told of", async () => {
    const formats = ["png", "jpeg", "webp", "avif", "tiff"] as const;
    const { checks, delivery } = await apiOf(studio).deliver({
      session,
      to: join(root, "checked"),
      formats: [...formats],
    });
    expect(checks.map(({ path, passed }) => [path, passed])).toEqual(
      ["png", "jpg", "webp", "avif", "tif"].map((ending) => [`picture.${ending}`, true]),
    );
    const report = await readFile(join(delivery.folder, "report.html"), "utf8");
    for (const { sentence } of checks) expect(report).toContain(sentence);
  });

  it("keeps the pixels of the variation", async () => {
    const { delivery } = await apiOf(studio).deliver({ session, to: join(root, "pixels") });
    const { blob } = await studio.store.findVariation(delivery.variation);
    expect(await decodePicture(await read(delivery.folder, "picture.png"))).toEqual(
      await decodePicture(await studio.blobs.read(blob)),
    );
  });

  it("in private quotes nobody, in any file, and still says that a machine drew it", async () => {
    const { delivery } = await apiOf(studio).deliver({ session, metadata: "private", formats: ["png", "jpeg"] });
    expect(await readdir(delivery.folder)).toEqual(["picture.jpg", "picture.png"]);
    expect(delivery.folder).not.toContain("pear");
    for (const name of ["picture.jpg", "picture.png"]) {
      const bytes = await read(delivery.folder, name);
      expect(standardWords(readMetadata(bytes).texts)).toMatchObject({ digitalSourceType: generated, prompt: "" });
      for (const encoding of ["utf8", "utf16le"] as const)
        expect(Buffer.from(bytes).includes(Buffer.from("pear", encoding))).toBe(false);
    }
  });

  it("without metadata has none", async () => {
    const { delivery } = await apiOf(studio).deliver({
      session,
      metadata: "none",
      formats: ["webp"],
      to: join(root, "none"),
    });
    expect(readMetadata(await read(delivery.folder, "picture.webp")).texts).toEqual([]);
  });

  it("names its pictures as asked, and zips", async () => {
    const asked = { session, to: join(root, "named"), name: "{title} {seed} {width}x{height}", zip: true };
    const { delivery, zip } = await apiOf(studio).deliver(asked);
    expect(delivery.files[0]?.path).toMatch(/^a turquoise pear, hard light 11 \d+x\d+\.png$/u);
    expect(zip).toBe(join(root, "named.zip"));
    const inside = Buffer.from(await read(zip!)).toString("latin1");
    for (const { path } of delivery.files) expect(inside).toContain(`named/${path}`);
    await expect(apiOf(studio).deliver({ session, name: "{sead}" })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("signing", () => {
  it.each([
    [{ certificate: "/nowhere/mine.pem" }, "invalid", /private key/u],
    [{ certificate: "/nowhere/mine.pem", key: "/nowhere/mine.key" }, "not-found", /mine\.pem/u],
  ])("with %j is refused before anything is written", async (files, code, message) => {
    const to = join(root, "unsigned");
    await expect(apiOf(studio).deliver({ session, to, ...files })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    expect(await readdir(root)).not.toContain("unsigned");
  });
});

describe("the code for how a picture came about", () => {
  const photo = (make?: string) => {
    const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: "#864" } });
    return (make ? picture.withExif({ IFD0: { Make: make, Model: "X100" } }) : picture).jpeg().toBuffer();
  };
  const codeOf = async (bytes: Buffer, refine?: "adjust" | "draw"): Promise<string> => {
    const api = apiOf(studio);
    const made = await api.import({
      data: bytes.toString("base64"),
      name: "photo.jpg",
      prompt: "a harbour",
      engine: "scripted",
    });
    const last = { session: made.session.id };
    if (refine === "adjust") await api.refine({ ...last, adjustments: [{ kind: "exposure", stops: 0.3 }] });
    if (refine === "draw") await api.refine({ ...last, instruction: "add a boat", count: 1 });
    const newest = (await studio.store.history(made.session.id)).variations.at(-1)!;
    const { delivery } = await api.deliver({ ...last, variation: newest.id });
    const words = standardWords(readMetadata(await read(delivery.folder, "picture.png")).texts);
    return words.digitalSourceType.split("/").at(-1)!;
  };

  it.each([
    ["a photograph as it is", "FUJI", undefined, "digitalCapture"],
    ["an adjusted photograph", "FUJI", "adjust", "humanEdits"],
    ["a photograph with a model's pixels", "FUJI", "draw", "compositeWithTrainedAlgorithmicMedia"],
    ["a picture that says nothing of itself", undefined, "adjust", ""],
    ["the same with a model's pixels", undefined, "draw", "compositeWithTrainedAlgorithmicMedia"],
  ] as const)("of %s", async (_, make, refine, code) => {
    expect(await codeOf(await photo(make), refine)).toBe(code);
  });
});

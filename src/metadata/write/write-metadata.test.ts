import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { describe, expect, it } from "vitest";
import { decodePicture } from "../../imaging/files/decode.ts";
import { identify } from "../identify.ts";
import { readMetadata } from "../read-metadata.ts";
import { standardWords } from "../standard-words.ts";
import { type PictureWords, noWords } from "./words.ts";
import { writeMetadata } from "./write-metadata.ts";
import { xmpPacket } from "./xmp-packet.ts";

const source = (): Sharp =>
  sharp({
    create: {
      width: 61,
      height: 43,
      channels: 3,
      background: "#484",
      noise: { type: "gaussian", mean: 120, sigma: 40 },
    },
  });
const alpha = (): Sharp => source().ensureAlpha(0.5);

const files: readonly (readonly [string, string, () => Promise<Buffer>])[] = [
  ["PNG", "png", () => source().png().toBuffer()],
  ["JPEG", "jpg", () => source().jpeg().toBuffer()],
  ["JPEG with a profile", "jpg", () => source().withIccProfile("p3").jpeg().toBuffer()],
  ["WebP", "webp", () => source().webp().toBuffer()],
  ["lossless WebP with alpha", "webp", () => alpha().webp({ lossless: true }).toBuffer()],
  ["WebP with a profile", "webp", () => source().withIccProfile("p3").webp().toBuffer()],
  ["AVIF", "avif", () => source().avif().toBuffer()],
  ["AVIF with alpha", "avif", () => alpha().avif().toBuffer()],
  ["TIFF", "tif", () => source().tiff({ compression: "lzw" }).toBuffer()],
  ["TIFF of 16 bits", "tif", () => source().toColourspace("rgb16").tiff().toBuffer()],
];

const parameters = "a pear, “Größe” 梨\nNegative prompt: \nSteps: 20, Sampler: euler, Seed: 7, Size: 61x43";
const type = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
const words: PictureWords = {
  texts: [{ keyword: "parameters", text: parameters, international: true }],
  userComment: parameters,
  software: "Samebut 1.0",
  xmp: xmpPacket({
    "Iptc4xmpExt:DigitalSourceType": type,
    "Iptc4xmpExt:AIPromptInformation": "a pear & <script> 梨",
    "Iptc4xmpExt:AISystemUsed": "still-life",
    "dc:creator": { seq: ["Ada"] },
    "xmp:CreatorTool": "Samebut 1.0",
  }),
};

const hasExiftool = spawnSync("exiftool", ["-ver"]).status === 0;

/** What exiftool reads, by group and name. */
function exiftool(bytes: Uint8Array, ending: string): Readonly<Record<string, unknown>> {
  const file = join(mkdtempSync(join(tmpdir(), "samebut-exif-")), `picture.${ending}`);
  writeFileSync(file, bytes);
  const [found] = JSON.parse(execFileSync("exiftool", ["-j", "-G1", "-n", file], { encoding: "utf8" })) as [
    Record<string, unknown>,
  ];
  return found;
}

describe.each(files)("words in a %s", (_, ending, make) => {
  it("are read back by our importer, and the pixels are the same", async () => {
    const before = new Uint8Array(await make());
    const written = writeMetadata(before, words);
    const { texts, problems } = readMetadata(written);
    expect(problems).toEqual([]);
    expect(identify(texts)).toMatchObject({
      tool: "automatic1111",
      prompt: "a pear, “Größe” 梨",
      seed: "7",
      steps: 20,
    });
    expect(standardWords(texts)).toMatchObject({
      digitalSourceType: type,
      prompt: "a pear & <script> 梨",
      creator: "Ada",
    });
    expect(await decodePicture(written)).toEqual(await decodePicture(before));
    expect((await sharp(written).metadata()).icc).toEqual((await sharp(before).metadata()).icc);
  });

  it("replace what it said before, and can all be taken out again", async () => {
    const before = new Uint8Array(await make());
    const twice = writeMetadata(writeMetadata(before, words), words);
    expect(readMetadata(twice).texts).toEqual(readMetadata(writeMetadata(before, words)).texts);
    const bare = writeMetadata(twice, noWords);
    expect(readMetadata(bare).texts).toEqual([]);
    expect(Buffer.from(bare).includes("pear")).toBe(false);
    expect(Buffer.from(bare).includes("p\0e\0a\0r")).toBe(false);
    expect(await decodePicture(bare)).toEqual(await decodePicture(before));
  });

  it.skipIf(!hasExiftool)("are read by exiftool without a warning (needs libimage-exiftool-perl)", async () => {
    const found = exiftool(writeMetadata(new Uint8Array(await make()), words), ending);
    expect(found).toMatchObject({
      "XMP-iptcExt:DigitalSourceType": type,
      "XMP-dc:Creator": expect.toSatisfy((value) => String(value) === "Ada"),
      [ending === "png" ? "PNG:Parameters" : "ExifIFD:UserComment"]: parameters,
    });
    expect(Object.keys(found).filter((name) => /Warning|Error/u.test(name))).toEqual([]);
  });
});

it("a turned picture stays turned when its words go", async () => {
  for (const turned of [
    source().withMetadata({ orientation: 6 }).jpeg(),
    source().withMetadata({ orientation: 6 }).webp(),
    source().withMetadata({ orientation: 6 }).png(),
  ]) {
    const before = new Uint8Array(await turned.toBuffer());
    expect(await decodePicture(writeMetadata(before, noWords))).toEqual(await decodePicture(before));
    expect((await decodePicture(writeMetadata(before, words))).width).toBe(43);
  }
});

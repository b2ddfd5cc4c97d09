import { describe, expect, it } from "vitest";
import { decodePicture } from "../files/decode.ts";
import { convertFile } from "../files/encode-file.ts";
import { encodePicture } from "../files/encode.ts";
import { resizeLanczos } from "../lanczos.ts";
import { type Picture, cropPicture } from "../picture.ts";
import { readChunks, writeChunks } from "../files/png-chunks.ts";
import { paintPicture } from "../testing.ts";
import { gateFile } from "./gate-file.ts";

/** Colours, gradients and texture, as a photograph has them. */
const made = paintPicture(320, 240, (x, y) => {
  const texture = 6 * Math.sin(x * 0.9 + 2 * Math.sin(y * 0.7));
  return x + y < 260 ? [190 + texture, 90 + texture, 40 + y / 6] : [40 + x / 8, 110 + texture, 160 + texture];
});
const png = await encodePicture(made, "png");
const packed = (options: Parameters<typeof convertFile>[1]) => async () =>
  decodePicture(await convertFile(png, options));

/** The pixels of one file under the profile of another. */
async function wrongProfile(): Promise<Picture> {
  const other = readChunks(await convertFile(png, { format: "png", profile: "p3" }));
  const profile = other.filter(({ type }) => type === "iCCP");
  const [head, ...rest] = readChunks(png).filter(({ type }) => !/iCCP|sRGB|gAMA|cHRM/u.test(type));
  return decodePicture(writeChunks([head!, ...profile, ...rest]));
}

const faulty: readonly (readonly [string, () => Promise<Picture> | Picture, RegExp])[] = [
  ["a wrong profile", wrongProfile, /colour of the file/u],
  ["a strong JPEG", packed({ format: "jpeg", quality: 20 }), /packing/u],
  ["a strong WebP", packed({ format: "webp", quality: 15 }), /packing/u],
  ["a strong AVIF", packed({ format: "avif", quality: 15 }), /packing/u],
  ["a wrong crop", () => cropPicture(made, { left: 8, top: 0, width: 312, height: 240 }), /size of the file/u],
  [
    "another part at the right size",
    () => resizeLanczos(cropPicture(made, { left: 8, top: 6, width: 304, height: 228 }), made),
    /packing of/u,
  ],
  [
    "red and blue exchanged",
    () => ({ ...made, data: made.data.map((_, i) => made.data[i - (i % 3) + (2 - (i % 3))]!) }),
    /colour of the file/u,
  ],
  ["the lower half missing", () => ({ ...made, data: made.data.map((v, i) => (i > 320 * 360 ? 0 : v)) }), /packing/u],
];

describe("a written file", () => {
  it.each(faulty)("with %s is caught", async (_, make, named) => {
    const failed = (await gateFile(made, await make())).filter(({ passed }) => !passed);
    expect(failed.map(({ name }) => name).join(", ")).toMatch(named);
    for (const { sentence } of failed) expect(sentence).toMatch(/^\p{Lu}.*\.$/su);
  });

  it.each([
    ["PNG", { format: "png" }],
    ["PNG in Display P3", { format: "png", profile: "p3" }],
    ["JPEG", { format: "jpeg" }],
    ["JPEG in Display P3", { format: "jpeg", profile: "p3" }],
    ["WebP", { format: "webp" }],
    ["AVIF", { format: "avif" }],
    ["TIFF", { format: "tiff" }],
  ] as const)("as %s passes", async (_, options) => {
    const checks = await gateFile(made, await packed(options)());
    expect(checks.filter(({ passed }) => !passed).map(({ sentence }) => sentence)).toEqual([]);
  });
});

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodePicture, wholeSize } from "../files/decode.ts";
import { encodePicture } from "../files/encode.ts";
import { flattenPicture } from "../picture.ts";
import { collectPicture, cropRows, streamPicture } from "./row-stream.ts";
import { paintPicture } from "../testing.ts";
import { withRows } from "./unpack-rows.ts";

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), "rows-"))));
afterAll(() => rm(folder, { recursive: true }));

const painted = paintPicture(200, 130, (x, y) => [x, y, (x * y) % 256]);
const png = await encodePicture(painted, "png");
const files: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
  ["a PNG", async () => png],
  ["a JPEG turned by EXIF", () => sharp(png).withMetadata({ orientation: 6 }).jpeg().toBuffer()],
  ["one with alpha", () => sharp(png).ensureAlpha(0.4).png().toBuffer()],
  ["grey", () => sharp(png).greyscale().png().toBuffer()],
  ["CMYK", () => sharp(png).toColourspace("cmyk").jpeg().toBuffer()],
  ["16 bits", () => sharp(png).toColourspace("rgb16").png().toBuffer()],
  ["16 bits with a profile", () => sharp(png).toColourspace("rgb16").withIccProfile("p3").png().toBuffer()],
];

describe("a picture file as rows", () => {
  it.each(files)("gives the pixels of %s, twice, and leaves nothing behind", async (_, make) => {
    const bytes = await make();
    const whole = flattenPicture(await decodePicture(bytes));
    await withRows(bytes, folder, async (rows) => {
      for (const read of [await collectPicture(rows), await collectPicture(rows)]) {
        expect([read.width, read.height]).toEqual([whole.width, whole.height]);
        expect(Math.max(...read.data.map((value, i) => Math.abs(value - whole.data[i]!)))).toBeLessThanOrEqual(1);
      }
    });
    expect(await readdir(folder)).toEqual([]);
    expect(await wholeSize(bytes)).toEqual({ width: whole.width, height: whole.height });
  });

  it("says that a file is cut short, and leaves nothing behind", async () => {
    const cut = png.subarray(0, png.length * 0.6);
    await expect(withRows(cut, folder, collectPicture)).rejects.toMatchObject({ code: "corrupt" });
    await expect(wholeSize(cut)).rejects.toMatchObject({ code: "corrupt" });
    expect(await readdir(folder)).toEqual([]);
  });

  it("can be cut", async () => {
    const part = await collectPicture(cropRows(streamPicture(painted), { left: 10, top: 70, width: 20, height: 30 }));
    expect(part.data[0]).toBe(10);
    expect(part.data[(29 * 20 + 19) * 3 + 1]).toBe(99);
    expect(part.data).toHaveLength(20 * 30 * 3);
  });
});

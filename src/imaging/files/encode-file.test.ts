import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodePicture } from "./decode.ts";
import { type FileOptions, convertFile, encodeRowFile } from "./encode-file.ts";
import { deepOf, encodeDeep } from "../deep-picture.ts";
import { encodePicture } from "./encode.ts";
import { scene } from "../gate/scene.ts";
import { type Depth, type RowFile, writeRows } from "../rows/row-file.ts";
import { streamPicture } from "../rows/row-stream.ts";
import { paintPicture } from "../testing.ts";

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), "encode-"))));
afterAll(() => rm(folder, { recursive: true }));

const picture = scene(150, 131);
const rowsOf = (depth: Depth): Promise<RowFile> =>
  writeRows(streamPicture(picture), join(folder, `${depth}.tif`), depth);

const worst = async (data: Uint8Array): Promise<number> =>
  (await decodePicture(data)).data.reduce((most, value, i) => Math.max(most, Math.abs(value - picture.data[i]!)), 0);

describe("files from rows", () => {
  it.each<[FileOptions, string, number]>([
    [{ format: "png" }, "uchar", 0],
    [{ format: "png", depth: 16 }, "ushort", 0],
    [{ format: "tiff" }, "uchar", 0],
    [{ format: "tiff", depth: 16 }, "ushort", 0],
    [{ format: "png", profile: "p3" }, "uchar", 4],
    [{ format: "jpeg", quality: 100 }, "uchar", 6],
    [{ format: "webp", quality: 100 }, "uchar", 16],
    [{ format: "avif", quality: 100 }, "uchar", 12],
  ])("%o opens again with its depth and its pixels", async (options, depth, difference) => {
    const data = await encodeRowFile(await rowsOf(options.depth ?? 8), options);
    const header = await sharp(data).metadata();
    expect(header).toMatchObject({ width: 150, height: 131, depth });
    expect(header.hasProfile).toBe(depth === "uchar");
    expect(await worst(data)).toBeLessThanOrEqual(difference);
  });

  it("converts to Display P3 rather than only claiming it", async () => {
    const red = {
      width: 8,
      height: 8,
      channels: 3,
      data: new Uint8Array(192).map((_, i) => (i % 3 === 0 ? 255 : 0)),
    } as const;
    const data = await convertFile(await encodePicture(red, "png"), { format: "png", profile: "p3" });
    const raw = await sharp(data, { ignoreIcc: true }).raw().toBuffer();
    // sRGB red in Display P3 is (0.9175, 0.2003, 0.1386), worked out from both sets of primaries.
    expect([...raw.subarray(0, 3)].map((value, i) => Math.abs(value - [234, 51, 35][i]!) <= 2)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it.each<[FileOptions, number]>([
    [{ format: "png" }, 1],
    [{ format: "tiff" }, 1],
    [{ format: "png", dpi: 300 }, 1],
    [{ format: "png", profile: "p3" }, 8],
    [{ format: "jpeg", quality: 100 }, 6],
    [{ format: "webp", quality: 100 }, 16],
    [{ format: "avif", quality: 100 }, 12],
  ])("a picture of 16 bits keeps its colours as %o", async (options, difference) => {
    const vivid = paintPicture(64, 48, (x, y) => [4 * x, 255 - 2 * x, 5 * y]);
    const deep = await encodeDeep({ ...deepOf(vivid, 8), depth: 16 });
    const data = await convertFile(deep, options);
    const found = await decodePicture(data);
    const most = found.data.reduce((sum, value, i) => Math.max(sum, Math.abs(value - vivid.data[i]!)), 0);
    // Colours of half their resolution are off at single pixels; a wrong profile is off by 40 everywhere.
    expect(most).toBeLessThanOrEqual(options.format === "webp" ? 30 : difference);
  });

  it("writes the pixels per inch", async () => {
    const data = await encodeRowFile(await rowsOf(8), { format: "jpeg", dpi: 300 });
    expect((await sharp(data).metadata()).density).toBe(300);
  });

  it("says what a format cannot hold", async () => {
    const wide: RowFile = { ...(await rowsOf(8)), width: 20_000 };
    await expect(encodeRowFile(wide, { format: "webp" })).rejects.toThrow(
      "more than WebP can hold (16383 pixels on a side)",
    );
    await expect(encodeRowFile(await rowsOf(16), { format: "png", depth: 16, profile: "p3" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

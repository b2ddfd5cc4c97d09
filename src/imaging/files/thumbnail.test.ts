import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { thumbnailOf } from "./thumbnail.ts";

const wide = await sharp({ create: { width: 900, height: 300, channels: 3, background: "#884422" } })
  .withMetadata({ orientation: 6 })
  .jpeg()
  .toBuffer();

describe("a thumbnail", () => {
  it("fits, stands upright, is WebP and keeps nothing about its maker", async () => {
    const { format, width, height, exif } = await sharp(await thumbnailOf(wide, 320)).metadata();
    expect({ format, width, height, exif }).toEqual({ format: "webp", width: 107, height: 320, exif: undefined });
  });

  it("is never larger than the picture", async () => {
    expect((await sharp(await thumbnailOf(wide, 1280)).metadata()).height).toBe(900);
  });

  it.each([
    ["half a picture", wide.subarray(0, 900)],
    ["no picture", Buffer.from("<svg onload='alert(1)'>")],
  ])("is not made of %s", async (_what, data) => {
    await expect(thumbnailOf(data, 320)).rejects.toMatchObject({ code: "corrupt" });
  });
});

import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { decodePicture } from "./decode.ts";
import { encodePicture, pictureFormats } from "./encode.ts";
import { ballPicture, flatPicture, noisePicture } from "../testing.ts";

const picture = ballPicture(40, 30);
const whole = sharp(picture.data, { raw: { width: 40, height: 30, channels: 3 } });

describe("decodePicture", () => {
  it("gives back the pixels that were encoded as PNG", async () => {
    const noise = noisePicture(33, 21);
    expect(await decodePicture(await encodePicture(noise, "png"))).toMatchObject({
      width: 33,
      height: 21,
      channels: 3,
      data: Buffer.from(noise.data),
    });
  });

  it("keeps alpha", async () => {
    const bytes = await whole.clone().ensureAlpha(0.5).png().toBuffer();
    expect(await decodePicture(bytes)).toMatchObject({ width: 40, height: 30, channels: 4 });
  });

  it.each([
    ["grey", () => whole.clone().greyscale().png()],
    ["CMYK", () => whole.clone().toColourspace("cmyk").jpeg()],
    ["16-bit", () => whole.clone().toColourspace("rgb16").png()],
    ["TIFF", () => whole.clone().tiff()],
    ["AVIF", () => whole.clone().avif({ effort: 0 })],
    ["still GIF", () => whole.clone().gif()],
  ])("opens a %s picture as RGB", async (_, make) => {
    const decoded = await decodePicture(await make().toBuffer());
    expect(decoded).toMatchObject({ width: 40, height: 30 });
    expect(decoded.data).toHaveLength(40 * 30 * decoded.channels);
    const middle = (15 * 40 + 20) * decoded.channels;
    expect(decoded.data[middle]!).toBeGreaterThan(120);
  });

  it("turns a picture upright that says it lies on its side", async () => {
    const lying = await whole.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await decodePicture(lying)).toMatchObject({ width: 30, height: 40 });
  });

  const animation = async () => {
    const frames = [picture, ballPicture(40, 30, [5, 5])].map((frame) => encodePicture(frame, "png"));
    return sharp(await Promise.all(frames), { join: { animated: true } })
      .webp()
      .toBuffer();
  };
  it.each([
    ["an empty file", async () => new Uint8Array(), "invalid", /empty/u],
    ["a text file", async () => Buffer.from("not a picture"), "invalid", /not a picture/u],
    [
      "a truncated PNG",
      async () => (await encodePicture(noisePicture(60, 60), "png")).subarray(0, 4000),
      "corrupt",
      /ends or breaks/u,
    ],
    [
      "a truncated JPEG",
      async () => (await encodePicture(noisePicture(60, 60), "jpeg")).subarray(0, 2500),
      "corrupt",
      /ends or breaks/u,
    ],
    [
      "a header without pixels",
      async () => (await encodePicture(picture, "png")).subarray(0, 20),
      "invalid",
      /not a picture/u,
    ],
    ["an animation", animation, "invalid", /animation of 2 frames/u],
    [
      "a drawing",
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      "invalid",
      /SVG/u,
    ],
    [
      "too many pixels",
      async () => encodePicture(flatPicture(1100, 1000, [1, 2, 3]), "png"),
      "invalid",
      /1100×1000.*1 megapixel/u,
    ],
  ] as const)("refuses %s with a sentence and a remedy", async (_, make, code, message) => {
    const bytes = await make();
    await expect(decodePicture(bytes, { maximumPixels: 1_000_000 })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/\.$/u),
    });
  });
});

it.each(pictureFormats)("encodes %s to the same bytes every time", async (format) => {
  const first = await encodePicture(picture, format);
  expect(await encodePicture(picture, format)).toEqual(first);
  expect(await decodePicture(first)).toMatchObject({ width: 40, height: 30 });
});

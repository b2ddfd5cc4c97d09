import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { FloatRows } from "../pixels/float-rows.ts";
import { decodeDeep, decodePicture } from "./files/decode.ts";
import { deepOf, encodeDeep, shallow } from "./deep-picture.ts";
import { encodePicture } from "./files/encode.ts";
import { readChunks, writeChunks } from "./files/png-chunks.ts";
import { ballPicture, noisePicture } from "./testing.ts";
import { straightenRows, turnRows } from "../pixels/turn.ts";

/** Colours of 16 bits as a PNG; a profile says what they mean. */
async function deepPng(colours: readonly (readonly number[])[], profile?: Uint8Array): Promise<Uint8Array> {
  const data = Uint16Array.from(colours.flat());
  const channels = colours[0]!.length as 3 | 4;
  const png = await sharp(data, { raw: { width: colours.length, height: 1, channels } })
    .toColourspace("rgb16")
    .png()
    .toBuffer();
  if (!profile) return png;
  return withProfile(png, profile);
}

function withProfile(png: Uint8Array, profile: Uint8Array): Uint8Array {
  const [header, ...rest] = readChunks(png);
  const name = new TextEncoder().encode("profile\0\0");
  const data = Uint8Array.from([...name, ...deflateSync(profile)]);
  return writeChunks([header!, { type: "iCCP", data }, ...rest]);
}

/** A matrix profile (ICC.1:2001-04): primaries under D50 and one gamma. */
function matrixProfile(primaries: readonly (readonly number[])[], gamma: number): Uint8Array {
  const fixed = (value: number): number => Math.round(value * 65_536);
  const xyz = (values: readonly number[]): Buffer => {
    const data = Buffer.alloc(20);
    data.write("XYZ ");
    values.forEach((value, i) => data.writeInt32BE(fixed(value), 8 + 4 * i));
    return data;
  };
  const curve = Buffer.alloc(16);
  curve.write("curv");
  curve.writeUInt32BE(1, 8);
  curve.writeUInt16BE(Math.round(gamma * 256), 12);
  const words = Buffer.alloc(24);
  words.write("text");
  words.write("made for a test", 8);
  const description = Buffer.alloc(104);
  description.write("desc");
  description.writeUInt32BE(5, 8);
  description.write("test", 12);
  const [red, green, blue] = primaries.map(xyz);
  const tags: readonly (readonly [string, Buffer])[] = [
    ["desc", description],
    ["cprt", words],
    ["wtpt", xyz([0.9642, 1, 0.8249])],
    ["rXYZ", red!],
    ["gXYZ", green!],
    ["bXYZ", blue!],
    ["rTRC", curve],
    ["gTRC", curve],
    ["bTRC", curve],
  ];
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length, 0);
  let offset = 128 + table.length;
  tags.forEach(([name, data], i) => {
    table.write(name, 4 + 12 * i);
    table.writeUInt32BE(offset, 8 + 12 * i);
    table.writeUInt32BE(data.length, 12 + 12 * i);
    offset += data.length;
  });
  const head = Buffer.alloc(128);
  head.writeUInt32BE(offset, 0);
  head.writeUInt32BE(0x02400000, 8);
  head.write("mntrRGB XYZ ", 12);
  head.write("acsp", 36);
  [0.9642, 1, 0.8249].forEach((value, i) => head.writeInt32BE(fixed(value), 68 + 4 * i));
  return Buffer.concat([head, table, ...tags.map(([, data]) => data)]);
}

/** D50 primaries of both spaces (B. Lindbloom, RGB working space matrices, Bradford-adapted). */
const adobeRgb = [
  [0.6097559, 0.3111242, 0.0194811],
  [0.2052401, 0.625656, 0.0608902],
  [0.149224, 0.0632197, 0.7448387],
] as const;
const displayP3 = [
  [0.5151187, 0.2411892, -0.0010505],
  [0.2919778, 0.6922441, 0.0418791],
  [0.1571035, 0.0665668, 0.7840713],
] as const;
const srgbOfXyzD50 = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
] as const;

/** What a colour of such a profile is in sRGB levels, by the formulas alone. */
function expected(colour: readonly number[], primaries: readonly (readonly number[])[], gamma: number): number[] {
  const linear = colour.map((value) => (value / 65_535) ** gamma);
  const xyz = [0, 1, 2].map((axis) => linear.reduce((sum, value, c) => sum + value * primaries[c]![axis]!, 0));
  return srgbOfXyzD50.map((row) => {
    const light = row.reduce<number>((sum, weight, axis) => sum + weight * xyz[axis]!, 0);
    const level = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
    return 255 * Math.min(1, Math.max(0, level));
  });
}

const colours = [
  [30_000, 20_000, 10_000],
  [50_000, 52_000, 48_000],
  [12_345, 44_321, 33_333],
  [40_000, 9_000, 21_000],
];

describe("16-bit files", () => {
  it("keep every number", async () => {
    const { colour, depth } = await decodeDeep(await deepPng(colours));
    expect(depth).toBe(16);
    colours.flat().forEach((value, i) => expect(colour.data[i]! * 257).toBeCloseTo(value, 1));
  });

  it.each([
    ["Adobe RGB", adobeRgb, 563 / 256],
    ["Display P3", displayP3, 563 / 256],
  ] as const)("in %s are converted to sRGB, in 16 and in 8 bits", async (_, primaries, gamma) => {
    const png = await deepPng(colours, matrixProfile(primaries, gamma));
    const deep = await decodeDeep(png);
    const bytes = await decodePicture(png);
    colours.forEach((colour, pixel) => {
      expected(colour, primaries, gamma).forEach((level, c) => {
        const found = Math.min(255, Math.max(0, deep.colour.data[pixel * 3 + c]!));
        // Near black the last digits of primaries count for more.
        expect(Math.abs(found - level)).toBeLessThan(level < 25 ? 2.5 : 0.5);
        expect(Math.abs(bytes.data[pixel * 3 + c]! - found)).toBeLessThanOrEqual(0.51);
      });
    });
  });

  it("8-bit files in Adobe RGB are converted too", async () => {
    const profile = matrixProfile(adobeRgb, 563 / 256);
    const bytes = Uint8Array.from(colours.flat(), (value) => Math.round(value / 257));
    const png = await sharp(bytes, { raw: { width: 4, height: 1, channels: 3 } })
      .png()
      .toBuffer();
    const tagged = withProfile(png, profile);
    const { data } = await decodePicture(tagged);
    colours.forEach((colour, pixel) => {
      const rounded = colour.map((value) => Math.round(value / 257) * 257);
      expected(rounded, adobeRgb, 563 / 256).forEach((level, c) =>
        expect(Math.abs(data[pixel * 3 + c]! - level)).toBeLessThan(level < 25 ? 3 : 1.1),
      );
    });
  });

  it("are written again with every number, and with alpha", async () => {
    const seen = await decodeDeep(await deepPng(colours.map((colour, i) => [...colour, i * 20_000])));
    const again = await decodeDeep(await encodeDeep(seen));
    expect(again).toEqual(seen);
  });
});

it("bytes stay bytes", async () => {
  const noise = noisePicture(9, 7);
  expect(shallow(deepOf(noise, 8))).toEqual(noise);
  expect((await decodeDeep(await encodePicture(noise, "png"))).depth).toBe(8);
});

describe("turning", () => {
  const rows: FloatRows = { width: 3, height: 2, data: Float32Array.from({ length: 18 }, (_, i) => i) };
  it("by a quarter puts the left column on top", () => {
    const turned = turnRows(rows, 1);
    expect([turned.width, turned.height]).toEqual([2, 3]);
    expect([...turned.data.subarray(0, 6)]).toEqual([9, 10, 11, 0, 1, 2]);
  });
  it("four times, and there and back, changes nothing", () => {
    expect([1, 1, 1, 1].reduce(turnRows, rows)).toEqual(rows);
    expect(turnRows(turnRows(rows, 3), 1)).toEqual(rows);
    expect(turnRows(turnRows(rows, 1), 1)).toEqual(turnRows(rows, 2));
  });
  it("by some degrees leaves no empty corner and goes clockwise", () => {
    const white: FloatRows = { width: 60, height: 40, data: new Float32Array(7200).fill(200) };
    for (const degrees of [-45, -7, 3, 30]) {
      const { data } = straightenRows(white, degrees);
      for (const value of data) expect(value).toBeCloseTo(200, 3);
    }
    // A ball right of the middle comes to lie below it.
    const ball = deepOf(ballPicture(101, 101, [80, 50]), 8).colour;
    const { width, height, data } = straightenRows(ball, 30);
    let [sum, down] = [0, 0];
    for (let y = 0; y < height * 0.65; y++)
      for (let x = 0; x < width; x++) {
        const light = Math.max(0, data[(y * width + x) * 3]! - 90);
        sum += light;
        down += light * y;
      }
    expect(down / sum).toBeGreaterThan(height * 0.5);
  });
});

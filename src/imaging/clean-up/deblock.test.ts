import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepOf } from "../deep-picture.ts";
import { decodePicture } from "../files/decode.ts";
import { encodePicture } from "../files/encode.ts";
import { scene } from "../gate/scene.ts";
import { type Picture, cropPicture } from "../picture.ts";
import { deblockRows, findBlocks, seenBlocks } from "./deblock.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";

const original = scene(160, 120);
const rowsOf = (picture: Picture): FloatRows => deepOf(picture, 8).colour;
const jpeg = async (quality: number): Promise<Picture> =>
  decodePicture(await encodePicture(original, "jpeg", { quality }));
const errorOf = ({ data }: FloatRows): number =>
  data.reduce((sum, value, i) => sum + (value - original.data[i]!) ** 2, 0) / data.length;

describe("blocks of eight pixels", () => {
  it.each([75, 50, 30, 15])("of a JPEG of quality %i are found and smoothed", async (quality) => {
    const rows = rowsOf(await jpeg(quality));
    const found = findBlocks(rows);
    expect(found).toMatchObject({ column: 0, row: 0 });
    expect(found.strength).toBeGreaterThan(seenBlocks);
    const cleaned = deblockRows({ ...rows, data: rows.data.slice() }, found);
    expect(findBlocks(cleaned).strength - 1).toBeLessThan((found.strength - 1) * 0.7);
    if (quality <= 50) expect(errorOf(cleaned)).toBeLessThan(errorOf(rows));
  });

  it("are found where the picture was cut since", async () => {
    const cut = cropPicture(await jpeg(40), { left: 3, top: 5, width: 150, height: 110 });
    expect(findBlocks(rowsOf(cut))).toMatchObject({ column: 5, row: 3 });
  });

  it.each([
    ["a picture that was never packed", () => original],
    ["a good JPEG", () => jpeg(92)],
    ["one colour", () => ({ ...original, data: original.data.map(() => 77) })],
    ["a few pixels", () => cropPicture(original, { left: 0, top: 0, width: 3, height: 2 })],
    ["noise", () => ({ ...original, data: original.data.map((_, i) => (Math.imul(i + 1, 2654435761) >>> 20) & 255) })],
  ] as const)("are not seen in %s", async (_, make) => {
    expect(findBlocks(rowsOf(await make())).strength).toBeLessThan(seenBlocks);
  });

  it("leave even ground and even slopes as they are, wherever the grid lies", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 7 }),
        fc.integer({ min: 0, max: 7 }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (column, row, slope) => {
          const data = Float32Array.from({ length: 40 * 30 * 3 }, (_, i) => 90 + slope * (Math.floor(i / 3) % 40));
          const changed = deblockRows({ width: 40, height: 30, data: data.slice() }, { column, row }).data;
          expect(Math.max(...changed.map((value, i) => Math.abs(value - data[i]!)))).toBeLessThan(1e-3);
        },
      ),
    );
  });

  it("leave the edges of the picture itself as they are", () => {
    const data = Float32Array.from({ length: 32 * 16 * 3 }, (_, i) => (Math.floor(i / 3) % 32 < 16 ? 40 : 120));
    expect(deblockRows({ width: 32, height: 16, data: data.slice() }, { column: 0, row: 0 }).data).toEqual(data);
  });
});

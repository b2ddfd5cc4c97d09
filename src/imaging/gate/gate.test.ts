import { describe, expect, it } from "vitest";
import { decodePicture } from "../files/decode.ts";
import { encodePicture } from "../files/encode.ts";
import { resizeLanczos } from "../lanczos.ts";
import { sharpenReach, sharpenRows } from "../../pixels/sharpen.ts";
import { localRows } from "../rows/local-rows.ts";
import { type Picture, cropPicture } from "../picture.ts";
import { resizeRows } from "../rows/resize-rows.ts";
import { collectPicture, streamPicture } from "../rows/row-stream.ts";
import { paintPicture } from "../testing.ts";
import { gateDelivery } from "./gate-delivery.ts";
import { scene } from "./scene.ts";

const approved = scene(160, 120);
const clean = resizeLanczos(approved, { width: 640, height: 480 });

const changed = (change: (value: number, x: number, y: number, c: number) => number, from = clean): Picture => ({
  ...from,
  data: new Uint8Array(
    Uint8ClampedArray.from(from.data, (value, i) => {
      const pixel = Math.floor(i / 3);
      return change(value, pixel % from.width, Math.floor(pixel / from.width), i % 3);
    }).buffer,
  ),
});

const inTile = (x: number, y: number): boolean => x >= 320 && x < 480 && y >= 160 && y < 320;
const random = (i: number): number => (Math.imul(i + 1, 2654435761) >>> 8) / 2 ** 24;

function moved(picture: Picture, dx: number, where: (x: number, y: number) => boolean): Picture {
  return changed((value, x, y, c) => {
    if (!where(x, y)) return value;
    return picture.data[(y * picture.width + Math.min(picture.width - 1, x + dx)) * 3 + c]!;
  }, picture);
}

const softened = (picture: Picture, by: number): Picture =>
  resizeLanczos(
    resizeLanczos(picture, { width: Math.round(picture.width / by), height: Math.round(picture.height / by) }),
    picture,
  );

const jpeg = async (quality: number): Promise<Picture> =>
  decodePicture(await encodePicture(clean, "jpeg", { quality }));

/** A square of one colour on a ground of another, as little to hold on to as a picture can have. */
function hardEdges(seed: number): Picture {
  const part = (i: number): number => random(seed * 16 + i);
  const [left, top] = [Math.floor(part(0) * 44), Math.floor(part(1) * 44)];
  const inside = (x: number, y: number): boolean => x >= left && x < left + 21 && y >= top && y < top + 21;
  return paintPicture(64, 64, (x, y) => {
    const from = inside(x, y) ? 2 : 5;
    return [part(from) * 256, part(from + 1) * 256, part(from + 2) * 256];
  });
}

/** A fault planted in a clean enlargement, and a check that must find it. */
const faults: readonly (readonly [string, () => Picture | Promise<Picture>, RegExp])[] = [
  ["a line one pixel wide, 3 levels brighter", () => changed((v, x) => (x === 301 ? v + 3 : v)), /seams/u],
  ["a dark line over one tile row", () => changed((v, x, y) => (y === 240 ? v - 4 : v)), /seams/u],
  ["a step of 2 levels between two tiles", () => changed((v, x) => (x >= 333 ? v + 2 : v)), /seams/u],
  ["a tile moved by 6 pixels", () => moved(clean, 6, inTile), /every part/u],
  ["the whole picture moved by 3 pixels", () => moved(clean, 3, () => true), /place/u],
  ["a warm cast over everything", () => changed((v, _x, _y, c) => v * [1.08, 1, 0.9][c]!), /colour/u],
  [
    "a green cast on one tile",
    () => changed((v, x, y, c) => (inTile(x, y) && c === 1 ? v + 8 : v)),
    /colour of every part/u,
  ],
  ["a darker tile", () => changed((v, x, y) => (inTile(x, y) ? v * 0.9 : v)), /colour of every part/u],
  ["a softer picture", () => softened(clean, 7), /detail kept/u],
  [
    "a harsh sharpening",
    () => {
      const soft = softened(clean, 6);
      return changed((v, x, y, c) => v + 1.5 * (v - soft.data[(y * 640 + x) * 3 + c]!));
    },
    /detail added/u,
  ],
  ["blocks of a strong JPEG", () => jpeg(15), /blocks/u],
  ["noise", () => changed((v, x, y, c) => v + 16 * (random((y * 640 + x) * 3 + c) - 0.5)), /noise/u],
  ["cut lights", () => changed((v) => (v - 20) * 1.25 + 20), /clipping|colour/u],
  [
    "a halo along every edge",
    () => {
      const soft = softened(clean, 9);
      return changed((v, x, y, c) => v + 0.7 * (v - soft.data[(y * 640 + x) * 3 + c]!));
    },
    /halos/u,
  ],
  ["bands", () => changed((v) => Math.round(v / 12) * 12), /tones/u],
  [
    "something painted in",
    () => changed((v, x, y) => ((x - 150) ** 2 + (y - 330) ** 2 < 900 ? 255 - v : v)),
    /every part/u,
  ],
  [
    "another part of the picture",
    () => resizeLanczos(cropPicture(approved, { left: 8, top: 6, width: 144, height: 108 }), clean),
    /./u,
  ],
];

const deliveries: readonly (readonly [string, () => Picture | Promise<Picture>])[] = [
  ["a plain enlargement", () => clean],
  [
    "one with some sharpening",
    () => {
      const soft = softened(clean, 2);
      return changed((v, x, y, c) => v + 0.3 * (v - soft.data[(y * 640 + x) * 3 + c]!));
    },
  ],
  ["one with fine texture", () => changed((v, x, y, c) => v + 2 * (random((y * 640 + x) * 3 + c) - 0.5))],
  ["a good JPEG", () => jpeg(92)],
  ["a smaller delivery", () => resizeLanczos(approved, { width: 120, height: 90 })],
  ["the same size", () => approved],
];

describe("the gate", () => {
  it.each(faults)("catches %s", async (_, plant, named) => {
    const { passed, checks } = await gateDelivery(approved, await plant());
    const failed = checks.filter((check) => !check.passed);
    expect({ passed, failed: failed.map(({ name }) => name).join(", ") }).toEqual({
      passed: false,
      failed: expect.stringMatching(named),
    });
    for (const { sentence } of failed) expect(sentence).toMatch(/^\p{Lu}.*\.$/su);
  });

  it.each(deliveries)("passes %s", async (_, make) => {
    const { checks } = await gateDelivery(approved, await make());
    expect(checks.filter((check) => !check.passed).map(({ sentence }) => sentence)).toEqual([]);
  });

  const flatPictures = Array.from({ length: 16 }, (_, i) => [
    `picture ${i + 1} of flat colours, ${["8 times", "4 times, sharpened"][i % 2]}`,
    i,
  ]) as [string, number][];
  it.each(flatPictures)("passes %s", async (_, i) => {
    const hard = hardEdges(i);
    const factor = i % 2 === 0 ? 8 : 4;
    const size = { width: hard.width * factor, height: hard.height * factor };
    const plain = resizeRows(streamPicture(hard), size);
    const sharpened = localRows(plain, sharpenReach(1), (rows) => sharpenRows(rows, 0.3, 1));
    const { checks } = await gateDelivery(hard, await collectPicture(factor === 8 ? plain : sharpened));
    expect(checks.filter((check) => !check.passed).map(({ sentence }) => sentence)).toEqual([]);
  });

  it("still finds a line in a picture of flat colours", async () => {
    const hard = hardEdges(3);
    const large = resizeLanczos(hard, { width: 512, height: 512 });
    const { checks } = await gateDelivery(
      hard,
      changed((v, x) => (x >= 470 ? v + 3 : v), large),
    );
    expect(checks.filter((check) => !check.passed).map(({ name }) => name)).toContain("seams");
  });

  it("says where", async () => {
    const { checks } = await gateDelivery(
      approved,
      changed((v, x, y) => (x > 520 && y > 380 ? v * 0.8 : v)),
    );
    expect(checks.find(({ name }) => name === "colour of every part")?.sentence).toContain("bottom right");
    const seam = await gateDelivery(
      approved,
      changed((v, x) => (x === 301 ? v + 3 : v)),
    );
    expect(seam.checks.find(({ name }) => name === "seams")?.sentence).toMatch(/column 30[12]/u);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sizeAfter } from "../../core/plan/refine.ts";
import { type Adjustment, Recipe } from "../../core/recipe.ts";
import { labOfBytes, linearOfByte, luminance } from "../../imaging/colour.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import type { Picture } from "../../imaging/picture.ts";
import { ballPicture, flatPicture, noisePicture, paintPicture } from "../../imaging/testing.ts";
import { applyAdjustments } from "./apply-adjustments.ts";
import { createAdjustEngine } from "./engine.ts";
import { temperatureGains } from "../../pixels/temperature.ts";

const colourAfter = (colour: readonly [number, number, number], ...adjustments: Adjustment[]): readonly number[] => [
  ...applyAdjustments(flatPicture(1, 1, colour), adjustments).data,
];
const lightOf = (colour: readonly number[]): number =>
  luminance(linearOfByte[colour[0]!]!, linearOfByte[colour[1]!]!, linearOfByte[colour[2]!]!);

const nothing: readonly Adjustment[] = [
  { kind: "exposure", stops: 0 },
  { kind: "temperature", mired: 0 },
  { kind: "contrast", amount: 0 },
  { kind: "saturation", amount: 0 },
  { kind: "sharpen", amount: 0, radius: 2 },
  { kind: "crop", left: 0, top: 0, width: 1, height: 1 },
];

describe("applyAdjustments", () => {
  it.each(nothing.map((adjustment) => [adjustment.kind, adjustment] as const))(
    "%s of nothing changes nothing",
    (_, adjustment) => {
      const noise = noisePicture(13, 7);
      expect(applyAdjustments(noise, [adjustment]).data).toEqual(noise.data);
    },
  );

  it.each([1, -1, 0.5])("exposure %f EV multiplies light by two to that power", (stops) => {
    const before = lightOf([100, 100, 100]);
    expect(lightOf(colourAfter([100, 100, 100], { kind: "exposure", stops })) / before).toBeCloseTo(2 ** stops, 1);
  });

  it("loses nothing between neighbouring tone adjustments", () => {
    const noise = noisePicture(20, 20);
    const there: Adjustment[] = [
      { kind: "exposure", stops: 3 },
      { kind: "saturation", amount: 0.5 },
    ];
    const back: Adjustment[] = [
      { kind: "saturation", amount: 1 / 1.5 - 1 },
      { kind: "exposure", stops: -3 },
    ];
    const returned = applyAdjustments(noise, [...there, ...back]);
    expect(Math.max(...returned.data.map((value, i) => Math.abs(value - noise.data[i]!)))).toBeLessThanOrEqual(1);
  });

  it("warming raises b* and cooling lowers it, in proportion, and grey keeps its luminance", () => {
    const yellowness = [-80, -40, -20, 0, 20, 40, 80].map((mired) => {
      const colour = colourAfter([128, 128, 128], { kind: "temperature", mired });
      expect(Math.abs(lightOf(colour) - lightOf([128, 128, 128]))).toBeLessThan(0.005);
      return labOfBytes(colour[0]!, colour[1]!, colour[2]!)[2];
    });
    expect(yellowness).toEqual(yellowness.toSorted((a, b) => a - b));
    expect(yellowness[3]).toBeCloseTo(0, 1);
    expect(yellowness[6]! - yellowness[0]!).toBeGreaterThan(30);
  });

  it("contrast leaves middle grey and spreads what lies around it", () => {
    const more: Adjustment = { kind: "contrast", amount: 0.5 };
    expect(colourAfter([118, 118, 118], more)).toEqual([118, 118, 118]);
    expect(colourAfter([180, 180, 180], more)[0]).toBeGreaterThan(180);
    expect(colourAfter([60, 60, 60], more)[0]).toBeLessThan(60);
    expect(colourAfter([200, 30, 90], { kind: "contrast", amount: -1 })).toEqual([118, 118, 118]);
  });

  it("saturation −1 makes grey of the same luminance", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, (r, g, b) => {
        const grey = colourAfter([r, g, b], { kind: "saturation", amount: -1 });
        expect(new Set(grey).size).toBe(1);
        expect(Math.abs(lightOf(grey) - lightOf([r, g, b]))).toBeLessThan(0.006);
      }),
    );
  });

  it("sharpening steepens an edge and leaves flat areas", () => {
    const edge = paintPicture(20, 4, (x) => (x < 10 ? [80, 90, 100] : [160, 150, 140]));
    const sharp = applyAdjustments(edge, [{ kind: "sharpen", amount: 1, radius: 1 }]);
    const red = (picture: Picture, x: number): number => picture.data[(20 + x) * 3]!;
    expect(red(sharp, 9)).toBeLessThan(red(edge, 9));
    expect(red(sharp, 10)).toBeGreaterThan(red(edge, 10));
    expect([red(sharp, 2), red(sharp, 17)]).toEqual([80, 160]);
  });

  it("crops and resizes in the order given", () => {
    const adjustments: Adjustment[] = [
      { kind: "crop", left: 0.25, top: 0, width: 0.5, height: 1 },
      { kind: "resize", size: { width: 33, height: 21 } },
      { kind: "crop", left: 0.5, top: 0.5, width: 0.5, height: 0.5 },
    ];
    expect(applyAdjustments(ballPicture(40, 30), adjustments)).toMatchObject({ width: 17, height: 11 });
  });

  it("every crop that may be asked for stays inside and has the size that was planned", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const picture = noisePicture(7, 5);
    fc.assert(
      fc.property(share, share, share, share, (left, top, right, bottom) => {
        const width = Math.max(1e-9, (1 - left) * right);
        const height = Math.max(1e-9, (1 - top) * bottom);
        const crop: Adjustment = { kind: "crop", left, top, width, height };
        const cropped = applyAdjustments(picture, [crop]);
        expect({ width: cropped.width, height: cropped.height }).toEqual(sizeAfter([crop], { width: 7, height: 5 }));
        expect(cropped.data).toHaveLength(cropped.width * cropped.height * 3);
      }),
    );
  });

  it("keeps alpha as it was", () => {
    const data = Uint8Array.from({ length: 64 }, (_, i) => (i * 37) % 256);
    const adjusted = applyAdjustments({ width: 4, height: 4, channels: 4, data }, [
      { kind: "exposure", stops: 1 },
      { kind: "sharpen", amount: 1, radius: 1 },
    ]);
    for (let i = 3; i < 64; i += 4) expect(adjusted.data[i]).toBe(data[i]);
  });
});

it("cooling takes back what warming gave, but for the brightness of grey", () => {
  const warm = temperatureGains(60);
  const cool = temperatureGains(-60);
  const products = warm.map((gain, i) => gain * cool[i]!);
  expect(products[0]).toBeCloseTo(products[1]!, 9);
  expect(products[1]).toBeCloseTo(products[2]!, 9);
});

describe("the adjust engine", () => {
  const recipe = Recipe.parse({
    engine: "adjust",
    fingerprint: "adjust-2",
    prompt: "a pear",
    seed: null,
    size: { width: 40, height: 30 },
    source: "0".repeat(64),
    adjustments: [
      { kind: "exposure", stops: 1 },
      { kind: "crop", left: 0, top: 0, width: 0.5, height: 0.5 },
    ],
  });
  const run = async (changed: Recipe, controller = new AbortController()) => {
    const source = await encodePicture(ballPicture(40, 30), "png");
    const call = {
      signal: controller.signal,
      idempotencyKey: "k",
      previews: false,
      readBlob: () => Promise.resolve(source),
    };
    return Array.fromAsync(createAdjustEngine().generate(changed, call));
  };

  it("gives the adjusted source as one PNG, the same bytes every time", async () => {
    const [first, second] = await Promise.all([run(recipe), run(recipe)]);
    expect(second).toEqual(first);
    expect(first.filter(({ type }) => type === "output")).toHaveLength(1);
    const last = first.at(-1)!;
    expect(last.type === "output" && (await decodePicture(last.output.data))).toMatchObject({
      width: 20,
      height: 15,
    });
  });

  it.each<readonly [string, Partial<Recipe>, RegExp]>([
    ["without a source", { source: null }, /finished picture/u],
    ["with a mask", { mask: "m" }, /mask/u],
    [
      "with a crop beyond the edge",
      { adjustments: [{ kind: "crop", left: 0.6, top: 0, width: 0.6, height: 1 }] },
      /beyond/u,
    ],
    [
      "with a size beyond bearing",
      { adjustments: [{ kind: "resize", size: { width: 60_000, height: 60_000 } }] },
      /megapixels/u,
    ],
  ])("says why it cannot run %s", async (_, part, reason) => {
    const changed = { ...recipe, ...part };
    expect(await createAdjustEngine().check!(changed)).toEqual([expect.stringMatching(reason)]);
    await expect(run(changed)).rejects.toMatchObject({ code: "invalid" });
  });

  it("stops when asked to", async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(run(recipe, controller)).rejects.toMatchObject({ code: "cancelled" });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PixelAdjustment, adjustRows, noResources } from "./adjust.ts";
import { type Cube, lookUp, parseCube } from "./cube.ts";
import { curveThrough } from "./curve.ts";
import type { FloatRows } from "./float-rows.ts";
import { type Tone, toneRows } from "./tone.ts";
import { atLevel, atLight, levelOfLinear, levelTable, linearOfLevel, linearTable, luminance } from "./transfer.ts";

const painted = (width: number, height: number, colour: (x: number, y: number) => readonly number[]): FloatRows => ({
  width,
  height,
  data: Float32Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return colour(pixel % width, Math.floor(pixel / width))[i % 3]!;
  }),
});
const flat = (colour: readonly number[], side = 1): FloatRows => painted(side, side, () => colour);
const after = (colour: readonly number[], ...adjustments: readonly PixelAdjustment[]): readonly number[] => [
  ...adjustRows(flat(colour), adjustments).data,
];
const lightOf = ([r = 0, g = 0, b = 0]: readonly number[]): number =>
  luminance(linearOfLevel(r), linearOfLevel(g), linearOfLevel(b));
const level = fc.double({ min: 0, max: 255, noNaN: true });

/** A step of a 16-bit file, in levels. */
const deepStep = 1 / 257;

describe("the sRGB curve", () => {
  it("and its tables go there and back finer than 16 bits", () => {
    fc.assert(
      fc.property(level, (value) => {
        expect(Math.abs(levelOfLinear(linearOfLevel(value)) - value)).toBeLessThan(deepStep / 10);
        expect(Math.abs(atLight(levelTable, atLevel(linearTable, value)) - value)).toBeLessThan(deepStep);
      }),
    );
  });

  it("goes on beyond white and below black", () => {
    for (const value of [-40, 300, 900]) expect(atLight(levelTable, atLevel(linearTable, value))).toBeCloseTo(value, 3);
  });
});

describe("a curve", () => {
  const points = fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 6 }).chain((inputs) =>
    fc
      .array(fc.integer({ min: 0, max: 100 }), { minLength: inputs.length, maxLength: inputs.length })
      .map((outputs) => {
        const rising = outputs.toSorted((a, b) => a - b);
        return inputs.toSorted((a, b) => a - b).map((x, i) => [x / 100, rising[i]! / 100] as const);
      }),
  );

  it("goes through its points and never back where they rise", () => {
    fc.assert(
      fc.property(points, (through) => {
        const curve = curveThrough(through);
        for (const [x, y] of through) expect(curve(x)).toBeCloseTo(y, 9);
        for (let i = 1; i <= 100; i++) expect(curve(i / 100)).toBeGreaterThanOrEqual(curve((i - 1) / 100) - 1e-9);
      }),
    );
  });

  it("of one channel leaves the others", () => {
    const [r, g, b] = after([60, 120, 180], {
      kind: "curve",
      channel: "green",
      points: [
        [0, 0.2],
        [1, 1],
      ],
    });
    expect([r, b]).toEqual([expect.closeTo(60, 2), expect.closeTo(180, 2)]);
    expect(g).toBeGreaterThan(130);
  });
});

describe("tones", () => {
  it.each<Tone>([
    { kind: "tint", stops: 0.5 },
    { kind: "tint", stops: -0.5 },
    { kind: "temperature", mired: 40 },
    { kind: "split-tone", shadows: { hue: 220, amount: 0.3 }, highlights: { hue: 40, amount: 0.2 }, balance: 0 },
    { kind: "saturation", amount: 0.7 },
  ])("$kind $stops$mired keeps the luminance of grey", (tone) => {
    for (const grey of [20, 128, 235])
      expect(lightOf(after([grey, grey, grey], tone)) / lightOf([grey, grey, grey])).toBeCloseTo(1, 3);
  });

  it("tint takes green away and gives it back", () => {
    const magenta = after([128, 128, 128], { kind: "tint", stops: 0.5 });
    expect(magenta[1]).toBeLessThan(128);
    expect(magenta[0]).toBeGreaterThan(128);
    const back = after(magenta, { kind: "tint", stops: -0.5 });
    expect(back[0]! / back[1]!).toBeCloseTo(1, 3);
  });

  it("split toning colours shadows and highlights by their own hue", () => {
    const tone: Tone = {
      kind: "split-tone",
      shadows: { hue: 240, amount: 0.5 },
      highlights: { hue: 0, amount: 0.5 },
      balance: 0,
    };
    const [dark, light] = [after([40, 40, 40], tone), after([220, 220, 220], tone)];
    expect(dark[2]).toBeGreaterThan(dark[0]! + 3);
    expect(light[0]).toBeGreaterThan(light[2]! + 3);
  });

  it("in one pass are those one after the other, wherever the rows are cut", () => {
    const tone = fc.oneof(
      fc.record({ kind: fc.constant("exposure" as const), stops: fc.double({ min: -2, max: 2, noNaN: true }) }),
      fc.record({ kind: fc.constant("contrast" as const), amount: fc.double({ min: -0.5, max: 0.5, noNaN: true }) }),
      fc.record({ kind: fc.constant("saturation" as const), amount: fc.double({ min: -1, max: 0.5, noNaN: true }) }),
      fc.record({ kind: fc.constant("temperature" as const), mired: fc.integer({ min: -80, max: 80 }) }),
    );
    const middle = fc.double({ min: 30, max: 200, noNaN: true });
    fc.assert(
      fc.property(fc.array(tone, { maxLength: 5 }), middle, middle, middle, (tones, r, g, b) => {
        const together = after([r, g, b], ...tones);
        const single = tones.reduce<readonly number[]>((colour, one) => after(colour, one), [r, g, b]);
        // A saturation may lead outside of what single steps carry on exactly.
        const inside = (colour: readonly number[]): boolean => colour.every((value) => value > 1 && value < 400);
        if (inside(single)) together.forEach((value, c) => expect(Math.abs(value - single[c]!)).toBeLessThan(0.05));
        const wide = painted(3000, 1, () => [r, g, b]);
        expect([...toneRows(wide, tones, new Map()).data.subarray(8997)]).toEqual(together);
      }),
      { numRuns: 40 },
    );
  });
});

const cubeText = (size: number, colour: (r: number, g: number, b: number) => readonly number[], head = ""): string => {
  const steps = Array.from({ length: size }, (_, i) => i / (size - 1));
  const rows = steps.flatMap((b) => steps.flatMap((g) => steps.map((r) => colour(r, g, b).join(" "))));
  return `# a look\r\nTITLE "a look"\r\n${head}LUT_3D_SIZE ${size}\r\n${rows.join("\r\n")}\r\n`;
};
const looked = (cube: Cube, colour: readonly number[]): readonly number[] => {
  const result = Float64Array.from(colour);
  lookUp(cube, result);
  return [...result];
};

describe(".cube files", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it("give back any sum of the channels exactly, between the points too", () => {
    const sums = (r: number, g: number, b: number): readonly number[] => [0.2 * r + 0.5 * g, b, 1 - r];
    const cube = parseCube(cubeText(5, sums));
    fc.assert(
      fc.property(share, share, share, (r, g, b) => {
        looked(cube, [r, g, b]).forEach((value, c) => expect(value).toBeCloseTo(sums(r, g, b)[c]!, 5));
      }),
    );
  });

  it("keep greys grey and never leave the range of their points", () => {
    const cube = parseCube(cubeText(3, (r, g, b) => [r ** 2, g ** 2, b ** 2]));
    fc.assert(
      fc.property(share, (value) => {
        const [r, g, b] = looked(cube, [value, value, value]);
        expect(g).toBeCloseTo(r!, 9);
        expect(b).toBeCloseTo(r!, 9);
        expect(r).toBeGreaterThanOrEqual(0);
        expect(r).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("have a domain, and one-dimensional tables", () => {
    const half = parseCube(cubeText(2, (r, g, b) => [r, g, b], "DOMAIN_MIN 0 0 0\nDOMAIN_MAX 2 2 2\n"));
    expect(looked(half, [1, 0.5, 2])).toEqual([0.5, 0.25, 1]);
    const line = parseCube("LUT_1D_SIZE 3\n0 0 0\n0.5 1 0.25\n1 1 1\n");
    expect(looked(line, [0.25, 0.25, 0.75])).toEqual([0.25, 0.5, 0.625]);
  });

  it.each([
    ["", /no colours/u],
    ["LUT_3D_SIZE 2\n0 0 0\n", /ends after 1 colours; its size says 8/u],
    ["LUT_3D_SIZE 999\n", /2 to 256/u],
    ["0 0 0\n", /Line 1 has colours before the size/u],
    ["LUT_1D_SIZE 2\n0 0 0\nx 0 0\n", /Line 3 is not 3 numbers/u],
    ["LUT_1D_SIZE 2\n0 0 0\n1 1 1\n1 1 1\n", /more colours than its size says/u],
    ["LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n", /second table/u],
    ["LUT_1D_SIZE 2\nDOMAIN_MIN 1 1 1\n0 0 0\n1 1 1\n", /domain is empty/u],
    ["HELLO 2\n", /“HELLO”/u],
  ])("that are wrong say what and where: %j", (text, why) => expect(() => parseCube(text)).toThrow(why));

  it("are mixed in by their amount", () => {
    const cubes = new Map([["look", parseCube(cubeText(2, (r, g, b) => [1 - r, 1 - g, 1 - b]))]]);
    const inverted = (amount: number): readonly number[] => [
      ...adjustRows(flat([200, 100, 20]), [{ kind: "lut", file: "look", amount }], { ...noResources, cubes }).data,
    ];
    inverted(1).forEach((value, c) => expect(value).toBeCloseTo([55, 155, 235][c]!, 1));
    inverted(0.5).forEach((value) => expect(value).toBeCloseTo(127.5, 1));
  });
});

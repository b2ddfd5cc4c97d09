import { type Cube, lookUp } from "./cube.ts";
import { type CurvePoints, curveThrough } from "./curve.ts";
import type { FloatRows } from "./float-rows.ts";
import { temperatureGains, tintGains } from "./temperature.ts";
import {
  type Curve,
  type Table,
  alongLevels,
  alongLight,
  atLevel,
  atLight,
  levelOfLinear,
  levelTable,
  linearOfLevel,
  linearTable,
  luminance,
  tableOfLevels,
  tableOfLight,
} from "./transfer.ts";

/** The adjustments that give each pixel a new colour from its old one alone. */
export type Tone =
  | { readonly kind: "exposure"; readonly stops: number }
  | { readonly kind: "temperature"; readonly mired: number }
  | { readonly kind: "tint"; readonly stops: number }
  | { readonly kind: "contrast" | "saturation"; readonly amount: number }
  | { readonly kind: "curve"; readonly channel: "all" | "red" | "green" | "blue"; readonly points: CurvePoints }
  | { readonly kind: "split-tone"; readonly shadows: Toning; readonly highlights: Toning; readonly balance: number }
  | { readonly kind: "lut"; readonly file: string; readonly amount: number };

/** A colour laid over shadows or highlights: its hue in degrees (0 red, 120 green, 240 blue) and how much, 0–1. */
export interface Toning {
  readonly hue: number;
  readonly amount: number;
}

/** Parsed .cube files by their name in the adjustments. */
export type Cubes = ReadonlyMap<string, Cube>;

/** Linear reflectance that photographers call middle grey. */
const middleGrey = 0.18;

/**
 * All tones in order, in one pass: nothing is rounded or clipped in between, so an exposure that lifts the sky over white
 * and one that takes it back give the sky back. Changes the rows in place and gives them back.
 */
export function toneRows(rows: FloatRows, tones: readonly Tone[], cubes: Cubes): FloatRows {
  const passes = passesOf(tones, cubes);
  if (passes.length === 0) return rows;
  const { data } = rows;
  for (let from = 0; from < data.length; from += pixelsAtOnce * 3) {
    const to = Math.min(data.length, from + pixelsAtOnce * 3);
    for (const pass of passes) pass(data, from, to);
  }
  return rows;
}

/** So few that they stay in the processor's nearest memory between passes. */
const pixelsAtOnce = 2048;

/** Changes the numbers from one place to another. */
type Pass = (data: Float32Array, from: number, to: number) => void;

/** What happens to a linear colour: a curve for each channel, three sums of the channels, or anything else. */
type Step =
  | { readonly kind: "curves"; readonly curves: Curves }
  | { readonly kind: "matrix"; readonly matrix: Float64Array }
  | { readonly kind: "any"; readonly change: Pass };

/** Steps from sRGB levels to sRGB levels: neighbouring curves are one table, the way to linear light and back included. */
function passesOf(tones: readonly Tone[], cubes: Cubes): readonly Pass[] {
  const steps = tones.flatMap((tone) => stepsOf(tone, cubes));
  if (steps.length === 0) return [];
  const toLight: Step = { kind: "curves", curves: [linearOfLevel, linearOfLevel, linearOfLevel] };
  const toLevels: Step = { kind: "curves", curves: [levelOfLinear, levelOfLinear, levelOfLinear] };
  const fused = fuse([toLight, ...steps, toLevels]);
  return fused.map((step, at) => passOf(step, at === 0));
}

function fuse(steps: readonly Step[]): readonly Step[] {
  const fused: Step[] = [];
  for (const step of steps) {
    const last = fused.at(-1);
    if (step.kind === "curves" && last?.kind === "curves") {
      fused[fused.length - 1] = { kind: "curves", curves: oneAfterTheOther(last.curves, step.curves) };
    } else fused.push(step);
  }
  return fused;
}

type Curves = readonly [Curve, Curve, Curve];

/** Channels that are treated alike share one function, and so one table. */
function oneAfterTheOther(first: Curves, second: Curves): Curves {
  const made: Curve[] = [];
  for (let c = 0; c < 3; c++) {
    const [before, after] = [first[c]!, second[c]!];
    const same = made.findIndex((_, i) => first[i] === before && second[i] === after);
    made.push(same < 0 ? (x) => after(before(x)) : made[same]!);
  }
  return made as [Curve, Curve, Curve];
}

function passOf(step: Step, onLevels: boolean): Pass {
  if (step.kind === "any") return step.change;
  if (step.kind === "matrix") return multiply(step.matrix);
  const made = new Map<Curve, Table>();
  const tables = step.curves.map((curve) => {
    const table = made.get(curve) ?? tabled(curve, onLevels);
    made.set(curve, table);
    return table;
  });
  const along = onLevels ? alongLevels : alongLight;
  return (data, from, to) => tables.forEach((table, c) => along(table, data, from + c, to));
}

function tabled(curve: Curve, onLevels: boolean): Table {
  if (curve === linearOfLevel) return linearTable;
  if (curve === levelOfLinear) return levelTable;
  return onLevels ? tableOfLevels(curve) : tableOfLight(curve);
}

const multiply =
  ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, k = 0]: Float64Array): Pass =>
  (data, from, to) => {
    for (let i = from; i < to; i += 3) {
      const [red, green, blue] = [data[i]!, data[i + 1]!, data[i + 2]!];
      data[i] = a * red + b * green + c * blue;
      data[i + 1] = d * red + e * green + f * blue;
      data[i + 2] = g * red + h * green + k * blue;
    }
  };

/** Nothing for a tone that changes nothing. */
function stepsOf(tone: Tone, cubes: Cubes): readonly Step[] {
  switch (tone.kind) {
    case "exposure":
      return tone.stops === 0 ? [] : [alike((light) => light * 2 ** tone.stops)];
    case "temperature":
      return tone.mired === 0 ? [] : [gains(temperatureGains(tone.mired))];
    case "tint":
      return tone.stops === 0 ? [] : [gains(tintGains(tone.stops))];
    case "contrast":
      return tone.amount === 0 ? [] : [alike(contrastCurve(tone.amount))];
    case "saturation":
      return tone.amount === 0 ? [] : [{ kind: "matrix", matrix: saturationMatrix(1 + tone.amount) }];
    case "curve":
      return [curveStep(tone)];
    case "split-tone":
      return tone.shadows.amount === 0 && tone.highlights.amount === 0 ? [] : [{ kind: "any", change: toning(tone) }];
    case "lut":
      return tone.amount === 0 ? [] : [{ kind: "any", change: look(cubes.get(tone.file), tone.amount) }];
  }
}

const alike = (curve: Curve): Step => ({ kind: "curves", curves: [curve, curve, curve] });

function gains(factors: readonly number[]): Step {
  const [red, green, blue] = factors.map((factor) => (x: number) => factor * x) as [Curve, Curve, Curve];
  return { kind: "curves", curves: [red, green, blue] };
}

/** A power around middle grey: a slope around it on a scale of stops (pivoted contrast as in ACES and the ASC CDL's power). */
const contrastCurve =
  (amount: number): Curve =>
  (light) =>
    middleGrey * (Math.max(0, light) / middleGrey) ** (1 + amount);

/** Along the line to the grey of the same luminance (SMIL/CSS "saturate", in linear light). */
function saturationMatrix(factor: number): Float64Array {
  const weights = [luminance(1, 0, 0), luminance(0, 1, 0), luminance(0, 0, 1)];
  return Float64Array.from({ length: 9 }, (_, i) => weights[i % 3]! * (1 - factor) + (i % 4 === 0 ? factor : 0));
}

/** Curves are drawn on the sRGB scale, where equal steps look equal. */
function curveStep({ channel, points }: Extract<Tone, { kind: "curve" }>): Step {
  const smooth = curveThrough(points);
  const bent: Curve = (light) => linearOfLevel(255 * smooth(levelOfLinear(light) / 255));
  const own = (name: typeof channel): Curve => (channel === "all" || channel === name ? bent : unbent);
  return { kind: "curves", curves: [own("red"), own("green"), own("blue")] };
}
const unbent: Curve = (light) => light;

/**
 * A hue added to the shadows and another to the highlights, as far as a pixel is dark or light to the eye; its luminance
 * stays. `balance` above 0 gives more of the picture to the highlights, −1…1.
 */
function toning({ shadows, highlights, balance }: Extract<Tone, { kind: "split-tone" }>): Pass {
  const [dark, light] = [tintOf(shadows), tintOf(highlights)];
  const exponent = 2 ** -balance;
  return (data, from, to) => {
    for (let i = from; i < to; i += 3) {
      const shine = Math.max(0, luminance(data[i]!, data[i + 1]!, data[i + 2]!));
      const seen = Math.min(1, atLight(levelTable, shine) / 255) ** exponent;
      const [low, high] = [shine * (1 - seen) ** 2, shine * seen ** 2];
      for (let c = 0; c < 3; c++) data[i + c]! += low * dark[c]! + high * light[c]!;
    }
  };
}

/** The hue at full saturation, less its luminance: adding it changes no luminance. */
function tintOf({ hue, amount }: Toning): readonly number[] {
  const colour = [0, 4, 2].map((turn) => {
    const at = (hue / 60 + turn) % 6;
    return Math.min(1, Math.max(0, Math.abs(at - 3) - 1));
  });
  const shine = luminance(colour[0]!, colour[1]!, colour[2]!);
  return colour.map((value) => amount * (value - shine));
}

/** A .cube table works on sRGB values, as looks for pictures do. */
function look(cube: Cube | undefined, amount: number): Pass {
  if (!cube) throw new Error("The table of colours was not read.");
  const looked = new Float64Array(3);
  const own = new Float64Array(3);
  return (data, from, to) => {
    for (let i = from; i < to; i += 3) {
      for (let c = 0; c < 3; c++) own[c] = atLight(levelTable, data[i + c]!) / 255;
      looked.set(own);
      lookUp(cube, looked);
      for (let c = 0; c < 3; c++) data[i + c] = atLevel(linearTable, 255 * (own[c]! + amount * (looked[c]! - own[c]!)));
    }
  };
}

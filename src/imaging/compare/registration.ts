import { type FineShift, fineShift } from "./fine-shift.ts";
import { type Complex, fourier2d } from "./fourier.ts";
import type { Picture } from "../picture.ts";
import { type Plane, lumaPlane } from "../planes.ts";
import { resizeLanczos } from "../lanczos.ts";

export interface Shift {
  /** Pixels of the first picture by which the second lies to the right of and below it. */
  readonly x: number;
  readonly y: number;
  /** Height of the correlation peak, 0–1: near 0 the two pictures do not match at any shift, and x and y mean nothing. */
  readonly peak: number;
  /** Standard error of the shift in pixels of the first picture: pictures with few features tell little about it. */
  readonly uncertainty: number;
}

const side = 256;

/** How much better a guess from afar must explain the difference than no movement does. */
const clearlyBetter = 0.8;

/**
 * How far the content of `b` is moved against `a`, two pictures of one size. Phase correlation finds large movements and
 * guesses, least squares on brightness weighs that guess against no movement, and makes it exact.
 */
export function measureShift(a: Picture, b: Picture): Shift {
  const guess = correlate(a, b);
  const [first, second] = [lumaPlane(a), lumaPlane(b)];
  const near = fineShift(first, second, { x: 0, y: 0 });
  const far = fineShift(first, second, guess);
  const { x, y, uncertainty }: FineShift = far.residual < clearlyBetter * near.residual ? far : near;
  return { x, y, uncertainty, peak: guess.peak };
}

/**
 * Phase correlation (C. D. Kuglin, D. C. Hines, 1975), with a parabola through the peak. Shifts up to a quarter of the side
 * are found. It weighs every frequency alike, so on pictures with few features chance has a say.
 */
function correlate(a: Picture, b: Picture): { x: number; y: number; peak: number } {
  const spectrumA = spectrumOf(a);
  const spectrumB = spectrumOf(b);
  const correlation = normalisedProduct(spectrumA, spectrumB);
  fourier2d(correlation, side, "inverse");
  const { column, row } = highest(correlation.real);
  const at = (x: number, y: number): number => correlation.real[wrap(y) * side + wrap(x)]!;
  const x = signed(column) + vertex(at(column - 1, row), at(column, row), at(column + 1, row));
  const y = signed(row) + vertex(at(column, row - 1), at(column, row), at(column, row + 1));
  return { x: (x * a.width) / side, y: (y * a.height) / side, peak: Math.max(0, at(column, row)) };
}

function spectrumOf(picture: Picture): Complex {
  const plane = lumaPlane(resizeLanczos(picture, { width: side, height: side }));
  const spectrum = { real: windowed(plane), imaginary: new Float64Array(side * side) };
  fourier2d(spectrum, side, "forward");
  return spectrum;
}

/** Mean removed and faded out towards the border (Hann), or the border itself would be the strongest match. */
function windowed(plane: Plane): Float64Array {
  const mean = plane.data.reduce((sum, value) => sum + value, 0) / plane.data.length;
  const fade = Float64Array.from({ length: side }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / side));
  return Float64Array.from(plane.data, (value, i) => (value - mean) * fade[i % side]! * fade[Math.floor(i / side)]!);
}

/** conj(A) · B at length 1: only the phase, that is the shift, is kept. Frequencies without content count nothing. */
function normalisedProduct(a: Complex, b: Complex): Complex {
  const real = new Float64Array(side * side);
  const imaginary = new Float64Array(side * side);
  for (let i = 0; i < real.length; i++) {
    const re = a.real[i]! * b.real[i]! + a.imaginary[i]! * b.imaginary[i]!;
    const im = a.real[i]! * b.imaginary[i]! - a.imaginary[i]! * b.real[i]!;
    const length = Math.hypot(re, im);
    if (length < 1e-6) continue;
    real[i] = re / length;
    imaginary[i] = im / length;
  }
  return { real, imaginary };
}

function highest(values: Float64Array): { column: number; row: number } {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return { column: best % side, row: Math.floor(best / side) };
}

const wrap = (i: number): number => (i + side) % side;
const signed = (i: number): number => (i > side / 2 ? i - side : i);

/** Where between −½ and ½ the parabola through three neighbours has its top. */
function vertex(left: number, middle: number, right: number): number {
  const bend = left - 2 * middle + right;
  return bend === 0 ? 0 : Math.min(0.5, Math.max(-0.5, (left - right) / (2 * bend)));
}

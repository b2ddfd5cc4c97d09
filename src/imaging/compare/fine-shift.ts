import { type Plane, blurPlane, gaussianKernel } from "../planes.ts";

/** A shift with what is known of it. */
export interface FineShift {
  /** Pixels by which the second picture lies to the right of and below the first. */
  readonly x: number;
  readonly y: number;
  /** Standard error of the shift along its own direction, in pixels. */
  readonly uncertainty: number;
  /** Root mean square of what the shift leaves unexplained, in levels. */
  readonly residual: number;
}

/** Broad shapes first, so that a shift of several pixels is found; then the fine ones. */
const sigmas = [4, 1.5] as const;
const mostSteps = 8;
const closeEnough = 0.004;

/** What is expected before anything is seen: pictures that belong together lie within so many pixels. */
const priorDeviation = 4;

/**
 * The shift that explains most of the difference between two pictures of one size, from a first guess: least squares on
 * brightness (B. D. Lucas, T. Kanade, 1981). Where the pictures have too little to hold on to, such as a single straight
 * edge, the answer stays near 0 and the uncertainty says so.
 */
export function fineShift(a: Plane, b: Plane, guess: { readonly x: number; readonly y: number }): FineShift {
  let shift: FineShift = { ...guess, uncertainty: priorDeviation, residual: Number.POSITIVE_INFINITY };
  for (const sigma of sigmas) {
    const kernel = gaussianKernel(sigma);
    const [first, second] = [blurPlane(a, kernel), blurPlane(b, kernel)];
    for (let step = 0; step < mostSteps; step++) {
      const before = shift;
      shift = improve(first, second, before, sigma);
      if (Math.hypot(shift.x - before.x, shift.y - before.y) < closeEnough) break;
    }
  }
  return shift;
}

/** What brings the second picture to the light of the first: a change of light is no movement. */
interface Light {
  readonly gain: number;
  readonly offset: number;
}

/** Mean and spread made equal, over what both have when the second is moved back. */
function lightBetween(a: Plane, b: Plane, x: number, y: number): Light {
  let [count, sumA, sumB, squaresA, squaresB] = [0, 0, 0, 0, 0];
  overlay(a, b, { x, y, gain: 1, offset: 0 }, (_gx, _gy, own, other) => {
    count += 1;
    sumA += own;
    sumB += other;
    squaresA += own * own;
    squaresB += other * other;
  });
  const spread = (sum: number, squares: number): number => Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  const [own, other] = [spread(sumA, squaresA), spread(sumB, squaresB)];
  const gain = other > 0.5 ? own / other : 1;
  return { gain, offset: sumA / count - (gain * sumB) / count };
}

/** A symmetric matrix of two by two. */
interface Matrix {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** One step of Gauss and Newton towards the most probable shift. */
function improve(a: Plane, b: Plane, { x, y }: FineShift, sigma: number): FineShift {
  const place = { x, y, ...lightBetween(a, b, x, y) };
  let [xx, xy, yy, rightX, rightY, squares, count] = [0, 0, 0, 0, 0, 0, 0];
  overlay(a, b, place, (gx, gy, own, other) => {
    const difference = own - other;
    xx += gx * gx;
    xy += gx * gy;
    yy += gy * gy;
    rightX += gx * difference;
    rightY += gy * difference;
    squares += difference * difference;
    count += 1;
  });
  if (count === 0) return { x: 0, y: 0, uncertainty: priorDeviation, residual: Number.POSITIVE_INFINITY };
  // Rounding to bytes alone leaves a twelfth of a squared level; noise that was blurred together counts as one.
  const together = Math.max(1, 4 * Math.PI * sigma * sigma);
  const noise = squares / count + 1 / 12;
  const prior = (noise * together) / priorDeviation ** 2;
  const inverse = inverted({ xx: xx + prior, xy, yy: yy + prior });
  const [dx, dy] = times(inverse, rightX - prior * x, rightY - prior * y);
  const next = { x: x + dx, y: y + dy };
  const error = { xx: prior * noise * together, xy: 0, yy: prior * noise * together };
  let left = 0;
  overlay(a, b, place, (gx, gy, own, other) => {
    const unexplained = (own - other - gx * dx - gy * dy) ** 2;
    const weight = (unexplained + 1 / 12) * together;
    left += unexplained;
    error.xx += gx * gx * weight;
    error.xy += gx * gy * weight;
    error.yy += gy * gy * weight;
  });
  return { ...next, uncertainty: errorAlong(next, inverse, error), residual: Math.sqrt(left / count) };
}

/** Every pixel that both have when the second is moved back: the mean slope of both, and the two values. */
function overlay(
  a: Plane,
  b: Plane,
  { x, y, gain, offset }: Light & { readonly x: number; readonly y: number },
  use: (gx: number, gy: number, own: number, other: number) => void,
): void {
  const { width, height } = a;
  const [columns, rows] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - columns, y - rows];
  const moved = (column: number, row: number): number => {
    const at = (row + rows) * width + column + columns;
    const top = b.data[at]! + fx * (b.data[at + 1]! - b.data[at]!);
    const bottom = b.data[at + width]! + fx * (b.data[at + width + 1]! - b.data[at + width]!);
    return offset + gain * (top + fy * (bottom - top));
  };
  const [left, right] = [Math.max(1, 1 - columns), Math.min(width - 1, width - 2 - columns)];
  const [top, bottom] = [Math.max(1, 1 - rows), Math.min(height - 1, height - 2 - rows)];
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const at = row * width + column;
      const own = a.data;
      const gx = (own[at + 1]! - own[at - 1]! + moved(column + 1, row) - moved(column - 1, row)) / 4;
      const gy = (own[at + width]! - own[at - width]! + moved(column, row + 1) - moved(column, row - 1)) / 4;
      use(gx, gy, own[at]!, moved(column, row));
    }
  }
}

/**
 * Standard error along the shift, or along the worse axis where nothing moved: each pixel's own error counts, because errors
 * lie at edges, where the slopes are (H. White, "A heteroskedasticity-consistent covariance matrix estimator", 1980).
 */
function errorAlong({ x, y }: { x: number; y: number }, inverse: Matrix, error: Matrix): number {
  const length = Math.hypot(x, y);
  const along = (ux: number, uy: number): number => {
    const [vx, vy] = times(inverse, ux, uy);
    return Math.sqrt(Math.max(0, vx * vx * error.xx + 2 * vx * vy * error.xy + vy * vy * error.yy));
  };
  return length < 1e-9 ? Math.max(along(1, 0), along(0, 1)) : along(x / length, y / length);
}

function inverted({ xx, xy, yy }: Matrix): Matrix {
  const determinant = xx * yy - xy * xy || Number.MIN_VALUE;
  return { xx: yy / determinant, xy: -xy / determinant, yy: xx / determinant };
}

const times = ({ xx, xy, yy }: Matrix, x: number, y: number): readonly [number, number] => [
  xx * x + xy * y,
  xy * x + yy * y,
];

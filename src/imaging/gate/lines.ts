import type { Size } from "../../core/size.ts";

/** A straight line that the picture itself has no edge at. */
export interface Seam {
  /** How much more the steps there agree than anywhere near; 1 is usual. */
  readonly strength: number;
  readonly across: "column" | "row";
  /** Column or row of the delivery. */
  readonly at: number;
}

/** Rows or columns over which a line is followed, as a share of the picture. */
const stretches = 4;

/** A step counts as at most so many levels: texture has a few large ones, a seam many small ones of one sign. */
const largestStep = 3;

/** Where the picture has an edge itself, in levels over three pixels, steps say nothing. */
const ownEdge = 6;

/** Sums of signed steps between neighbouring columns, or rows, along each stretch. */
interface Steps {
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  readonly count: Float64Array;
  /** The same of each channel of the plain enlargement, at its edges too, and how many rows or columns they are. */
  readonly plain: Float64Array;
  readonly all: Float64Array;
}

export interface LineFinder {
  /** The next row of luma that the delivery has more than the plain enlargement, of luma and of colours of the latter. */
  addRow(residual: Float32Array, plain: Float32Array, colours: Uint8ClampedArray): void;
  found(): { readonly seam: Seam; readonly blocking: number };
}

/**
 * Follows every column and row for steps that agree in sign, which texture does not and a seam does.
 *
 * @param factor how many times the approved picture was enlarged: as wide are the ripples beside its own edges
 */
export function createLineFinder({ width, height }: Size, factor: number): LineFinder {
  const reach = Math.ceil(ripples * Math.max(1, factor));
  const columns = Array.from({ length: stretches }, () => emptySteps(width));
  const rows = Array.from({ length: stretches }, () => emptySteps(height));
  // The two rows before this one.
  let [last, lastPlain, before] = [new Float32Array(width), new Float32Array(width), new Float32Array(width)];
  let lastColours = new Uint8ClampedArray(width * 3);
  let y = 0;
  return {
    addRow(residual, plain, colours) {
      const across = columns[Math.floor((y * stretches) / height)]!;
      for (let x = 0; x + 1 < width; x++) {
        const edge = plain[Math.min(width - 1, x + 2)]! - plain[Math.max(0, x - 1)]!;
        if (Math.abs(edge) <= ownEdge) add(across, x, residual[x + 1]! - residual[x]!);
        addPlain(across, x, colours, x + 1, colours, x);
      }
      if (y > 0) {
        for (let x = 0; x < width; x++) {
          const edge = plain[x]! - (y > 1 ? before[x]! : lastPlain[x]!);
          const steps = rows[Math.floor((x * stretches) / width)]!;
          if (Math.abs(edge) <= ownEdge * (2 / 3)) add(steps, y - 1, residual[x]! - last[x]!);
          addPlain(steps, y - 1, colours, x, lastColours, x);
        }
      }
      before = lastPlain;
      [last, lastPlain] = [residual.slice(), plain.slice()];
      lastColours = colours.slice();
      y += 1;
    },
    found: () => ({
      seam: strongest(
        columns.map((steps) => seamIn(steps, "column", height / stretches, reach)),
        rows.map((steps) => seamIn(steps, "row", width / stretches, reach)),
      ),
      blocking: Math.max(periodOfEight(columns, factor), periodOfEight(rows, factor)),
    }),
  };
}

const emptySteps = (length: number): Steps => ({
  sum: new Float64Array(length),
  squares: new Float64Array(length),
  count: new Float64Array(length),
  plain: new Float64Array(length * 3),
  all: new Float64Array(length),
});

function add({ sum, squares, count }: Steps, at: number, step: number): void {
  const bounded = Math.min(largestStep, Math.max(-largestStep, step));
  sum[at]! += bounded;
  squares[at]! += bounded * bounded;
  count[at]! += 1;
}

/** The step from pixel `j` of one row of colours to pixel `i` of another, or of the same. */
function addPlain(
  { plain, all }: Steps,
  at: number,
  to: Uint8ClampedArray,
  i: number,
  from: Uint8ClampedArray,
  j: number,
): void {
  for (let c = 0; c < 3; c++) plain[at * 3 + c]! += to[i * 3 + c]! - from[j * 3 + c]!;
  all[at]! += 1;
}

const strongest = (...seams: readonly (readonly Seam[])[]): Seam =>
  seams.flat().reduce((best, seam) => (seam.strength > best.strength ? seam : best));

/** A mean step under this, in levels, is seen by nobody. */
const leastMean = 0.5;
/** Agreement that steps of plain texture reach by chance, in standard errors. */
const usualAgreement = 2.5;
const neighbourhood = 24;
/** So near to the border the enlargement itself differs: there is nothing beyond it. */
const border = 16;

/** Source pixels that an edge of the picture makes ripples over when it is enlarged or sharpened. */
const ripples = 4;
/** Beside a straight edge of its own, steps of this share of it are that edge, drawn a little otherwise. */
const ownShare = 0.25;

function seamIn(steps: Steps, across: Seam["across"], length: number, reach: number): Seam {
  const { sum, squares, count } = steps;
  const own = largestNear(ownLines(steps), reach);
  const agreement = sum.map((total, i) =>
    count[i]! < length / 2 || Math.abs(total) / count[i]! < Math.max(leastMean, ownShare * own[i]!)
      ? 0
      : Math.abs(total) / Math.sqrt(squares[i]! + 1),
  );
  const all = sum.map((total, i) => Math.abs(total) / Math.sqrt(squares[i]! + 1));
  let best: Seam = { strength: 0, across, at: 0 };
  agreement.forEach((value, i) => {
    const inside = i >= border && i < sum.length - border;
    const strength = value === 0 || !inside ? 0 : value / Math.max(usualAgreement, usualAround(all, i));
    if (strength > best.strength) best = { strength, across, at: i + 1 };
  });
  return best;
}

/** Mean step of the channel that steps most: two colours may be equally bright. */
const ownLines = ({ plain, all }: Steps): Float64Array =>
  all.map((count, i) => Math.max(...plain.subarray(i * 3, i * 3 + 3).map(Math.abs)) / Math.max(1, count));

const largestNear = (values: Float64Array, reach: number): Float64Array =>
  values.map((_, at) => {
    let most = 0;
    for (let i = Math.max(0, at - reach); i <= Math.min(values.length - 1, at + reach); i++)
      most = Math.max(most, values[i]!);
    return most;
  });

/** The 90th percentile near a place, itself and its neighbours left out. */
function usualAround(values: Float64Array, at: number): number {
  const near: number[] = [];
  for (let i = Math.max(0, at - neighbourhood); i < Math.min(values.length, at + neighbourhood + 1); i++)
    if (Math.abs(i - at) > 2) near.push(values[i]!);
  return near.toSorted((a, b) => a - b)[Math.floor(near.length * 0.9)] ?? 0;
}

/** Periods of less than this, in levels, are seen by nobody. */
const leastPeriod = 0.2;

/**
 * Mean step at the strongest of eight phases against that at the others, and against the phase half a period away: networks
 * that enlarge four times leave a period of four, which is none of JPEG's. Blocks of the delivery itself stand at every multiple
 * of eight; those that the approved picture had, enlarged or smoothed, only at every eighth times the factor.
 */
function periodOfEight(all: readonly Steps[], factor: number): number {
  const times = Math.max(1, Math.round(factor));
  const fold = (period: number): Float64Array => {
    const sums = new Float64Array(period);
    const counts = new Float64Array(period);
    for (const { sum, count } of all) {
      for (let i = 0; i < sum.length; i++) {
        if (count[i] === 0) continue;
        sums[i % period]! += Math.abs(sum[i]!) / count[i]!;
        counts[i % period]! += 1;
      }
    }
    return sums.map((sum, i) => sum / Math.max(1, counts[i]!));
  };
  const phases = fold(8);
  const strongestPhase = phases.indexOf(Math.max(...phases));
  const everywhere = Math.min(...fold(8 * times).filter((_, i) => i % 8 === strongestPhase));
  const others = (phases.reduce((sum, value) => sum + value, 0) - phases[strongestPhase]!) / 7;
  return everywhere / Math.max(leastPeriod, others, phases[(strongestPhase + 4) % 8]!);
}

import { luma } from "../colour.ts";
import type { Picture } from "../picture.ts";
import { resizeRows } from "../resize-rows.ts";
import { streamPicture } from "../row-stream.ts";

/** What the delivery has, at its own size, that a plain enlargement of the approved picture has not. */
export interface Residual {
  /** Strongest straight line over a quarter of the picture or more, against the usual unevenness there; 1 is usual. */
  readonly seam: { readonly strength: number; readonly across: "column" | "row"; readonly at: number };
  /** Strongest period of 8 pixels in the steps between columns or rows, 1 is none. JPEG blocks have it. */
  readonly blocking: number;
  /** Deviation of luma in the calmest tenth of 16-pixel blocks: noise shows there, texture does not. */
  readonly noise: number;
  /** Share of pixels with a channel at its end that was not near it. */
  readonly clipped: number;
}

const blockSide = 16;
/** Rows or columns over which a line is followed, as a share of the picture. */
const stretches = 4;

/** Both pictures row by row; only sums are held. The delivery has the approved picture's shape. */
export async function residualOf(approved: Picture, delivered: Picture): Promise<Residual> {
  const { width, height, channels, data } = delivered;
  const columns = Array.from({ length: stretches }, () => new Float64Array(width));
  const rows = Array.from({ length: stretches }, () => new Float64Array(height));
  const deviations: number[] = [];
  let strip = new Float32Array(width * blockSide);
  let clipped = 0;
  let y = 0;
  for await (const band of resizeRows(streamPicture(approved), { width, height }).bands()) {
    for (let row = 0; row * width * 3 < band.length; row++, y++) {
      const column = columns[Math.floor((y * stretches) / height)]!;
      for (let x = 0; x < width; x++) {
        const plain = (row * width + x) * 3;
        const own = (y * width + x) * channels;
        const more =
          luma(data[own]!, data[own + 1]!, data[own + 2]!) - luma(band[plain]!, band[plain + 1]!, band[plain + 2]!);
        column[x]! += more;
        rows[Math.floor((x * stretches) / width)]![y]! += more;
        strip[(y % blockSide) * width + x] = more;
        if (isClipped(data, own, band, plain)) clipped += 1;
      }
      if (y % blockSide === blockSide - 1) deviations.push(...blockDeviations(strip, width));
    }
  }
  const perColumn = columns.map((sums) => sums.map((sum) => (sum * stretches) / height));
  const perRow = rows.map((sums) => sums.map((sum) => (sum * stretches) / width));
  strip = new Float32Array();
  return {
    seam: strongestSeam(perColumn, perRow),
    blocking: Math.max(periodOfEight(perColumn), periodOfEight(perRow)),
    noise: deviations.toSorted((a, b) => a - b)[Math.floor(deviations.length / 10)] ?? 0,
    clipped: clipped / (width * height),
  };
}

function isClipped(own: Uint8Array, at: number, plain: Float32Array, from: number): boolean {
  for (let c = 0; c < 3; c++) {
    if (own[at + c] === 255 && plain[from + c]! < 245) return true;
    if (own[at + c] === 0 && plain[from + c]! > 10) return true;
  }
  return false;
}

/** Deviation of neighbouring differences, which broad light does not change, in each block of one strip. */
function blockDeviations(strip: Float32Array, width: number): readonly number[] {
  return Array.from({ length: Math.floor(width / blockSide) }, (_, block) => {
    let sum = 0;
    let count = 0;
    for (let y = 0; y < blockSide; y++) {
      for (let x = block * blockSide; x < (block + 1) * blockSide - 1; x++) {
        sum += (strip[y * width + x + 1]! - strip[y * width + x]!) ** 2;
        count += 1;
      }
    }
    return Math.sqrt(sum / count / 2);
  });
}

/** Least unevenness, in levels of 0–255, against which a line is judged: below it nobody sees one. */
const leastUnevenness = 0.12;

/** A line is a step or a ridge in the mean of a stretch: its second difference stands out of its neighbours'. */
function strongestSeam(columns: readonly Float64Array[], rows: readonly Float64Array[]): Residual["seam"] {
  let best: Residual["seam"] = { strength: 0, across: "column", at: 0 };
  for (const [across, all] of [["column", columns] as const, ["row", rows] as const]) {
    for (const means of all) {
      const steps = Float64Array.from({ length: Math.max(0, means.length - 1) }, (_, i) =>
        Math.abs(means[i + 1]! - means[i]!),
      );
      for (let i = 2; i < steps.length - 2; i++) {
        const strength = steps[i]! / Math.max(leastUnevenness, unevennessAround(steps, i));
        if (strength > best.strength) best = { strength, across, at: i + 1 };
      }
    }
  }
  return best;
}

const neighbourhood = 24;

/** The 90th percentile of the steps near a place, itself and its neighbours left out. */
function unevennessAround(steps: Float64Array, at: number): number {
  const near: number[] = [];
  for (let i = Math.max(0, at - neighbourhood); i < Math.min(steps.length, at + neighbourhood + 1); i++)
    if (Math.abs(i - at) > 2) near.push(steps[i]!);
  return near.sort((a, b) => a - b)[Math.floor(near.length * 0.9)] ?? 0;
}

/** Mean step at the strongest of eight phases against the mean step at the others. */
function periodOfEight(all: readonly Float64Array[]): number {
  const sums = new Float64Array(8);
  const counts = new Float64Array(8);
  for (const means of all) {
    for (let i = 0; i + 1 < means.length; i++) {
      sums[i % 8]! += Math.min(4, Math.abs(means[i + 1]! - means[i]!));
      counts[i % 8]! += 1;
    }
  }
  const phases = [...sums].map((sum, i) => sum / Math.max(1, counts[i]!)).sort((a, b) => b - a);
  const others = phases.slice(1).reduce((sum, value) => sum + value, 0) / 7;
  return phases[0]! / Math.max(0.02, others);
}

import type { FloatRows } from "../../pixels/float-rows.ts";

/** Side of the blocks that JPEG, and most video, packs on its own. */
const side = 8;

/** Steps over this many levels between two pixels are edges of the picture itself. */
const largestStep = 24;

/** The grid of blocks that a picture was packed in. */
export interface Blocks {
  /** Mean step over the borders of blocks against the mean step elsewhere; 1 is none, and so is what noise leaves near it. */
  readonly strength: number;
  /** Column and row, 0–7, before which the first border lies. */
  readonly column: number;
  readonly row: number;
}

/** From here on blocks are seen in an enlargement. */
export const seenBlocks = 1.4;

/**
 * Looks for a period of eight in the steps between neighbouring columns and rows, less what the slope on both sides explains:
 * soft gradients have steps everywhere, blocks at their borders alone. Pictures that were cut keep their grid, moved.
 */
export function findBlocks(rows: FloatRows): Blocks {
  const across = phases(rows, "across");
  const down = phases(rows, "down");
  return { strength: Math.min(across.strength, down.strength), column: across.phase, row: down.phase };
}

function phases({ width, height, data }: FloatRows, way: "across" | "down") {
  const [step, length] = way === "across" ? [3, width] : [width * 3, height];
  const sums = new Float64Array(side);
  const counts = new Float64Array(side);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = way === "across" ? x : y;
      if (place < 2 || place + 1 >= length) continue;
      const at = (y * width + x) * 3 + 1;
      const excess = Math.abs(excessAt(data, at, step));
      if (excess > largestStep) continue;
      sums[place % side]! += excess;
      counts[place % side]! += 1;
    }
  }
  const means = sums.map((sum, i) => sum / Math.max(1, counts[i]!));
  const phase = means.indexOf(Math.max(...means));
  const others = (means.reduce((sum, mean) => sum + mean, 0) - means[phase]!) / (side - 1);
  return { phase, strength: (means[phase]! + flat) / (others + flat) };
}

/** Added to both, in levels, so that nothing is made of pictures without any step. */
const flat = 0.15;

/** The step into a pixel, less the mean of the steps before and after it. */
function excessAt(data: Float32Array, at: number, step: number): number {
  const slope = (data[at - step]! - data[at - 2 * step]! + (data[at + step]! - data[at]!)) / 2;
  return data[at]! - data[at - step]! - slope;
}

/**
 * Spreads the step at each border of a block over two pixels on either side, where it is no edge of the picture itself (after
 * the deblocking filter of H.264, ITU-T Rec. H.264, 8.7). Changes the rows in place and gives them back.
 */
export function deblockRows(rows: FloatRows, { column, row }: Pick<Blocks, "column" | "row">): FloatRows {
  const { width, height, data } = rows;
  for (let y = 0; y < height; y++)
    for (let x = column; x + 1 < width; x += side)
      if (x >= 2) for (let c = 0; c < 3; c++) smooth(data, (y * width + x) * 3 + c, 3);
  for (let y = row; y + 1 < height; y += side)
    if (y >= 2) for (let i = y * width * 3; i < (y + 1) * width * 3; i++) smooth(data, i, width * 3);
  return rows;
}

function smooth(data: Float32Array, at: number, step: number): void {
  const excess = excessAt(data, at, step);
  if (Math.abs(excess) > largestStep) return;
  // The nearer the step to an edge's, the less of it is a block's.
  const share = 1 - Math.abs(excess) / largestStep;
  data[at - 2 * step]! += share * excess * 0.125;
  data[at - step]! += share * excess * 0.375;
  data[at]! -= share * excess * 0.375;
  data[at + step]! -= share * excess * 0.125;
}

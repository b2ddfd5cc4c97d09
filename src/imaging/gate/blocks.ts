import type { Plane } from "../planes.ts";
import type { PixelBox } from "../picture.ts";

/** Largest mean over square blocks that overlap by half, and where; `side` in pixels. */
export function worstBlock(plane: Plane, side: number): { readonly mean: number; readonly box: PixelBox } {
  const sums = summedArea(plane);
  const width = Math.min(side, plane.width);
  const height = Math.min(side, plane.height);
  let worst = { mean: -Infinity, left: 0, top: 0 };
  for (const top of starts(plane.height, height)) {
    for (const left of starts(plane.width, width)) {
      const mean = boxSum(sums, plane.width + 1, left, top, width, height) / (width * height);
      if (mean > worst.mean) worst = { mean, left, top };
    }
  }
  return { mean: worst.mean, box: { left: worst.left, top: worst.top, width, height } };
}

function starts(length: number, side: number): readonly number[] {
  const step = Math.max(1, Math.floor(side / 2));
  const count = Math.max(1, Math.ceil((length - side) / step) + 1);
  return Array.from({ length: count }, (_, i) => Math.min(i * step, length - side));
}

/** Summed-area table with a border of zeros (F. Crow, 1984). */
function summedArea({ width, height, data }: Plane): Float64Array {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += data[y * width + x]!;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row;
    }
  }
  return sums;
}

const boxSum = (sums: Float64Array, stride: number, left: number, top: number, width: number, height: number): number =>
  sums[(top + height) * stride + left + width]! -
  sums[top * stride + left + width]! -
  sums[(top + height) * stride + left]! +
  sums[top * stride + left]!;

import { blurRows, gaussianRadius } from "./blur.ts";
import type { FloatRows } from "./float-rows.ts";

/** Rows that sharpening looks at above and below. */
export const sharpenReach = (radius: number): number => gaussianRadius(radius);

/**
 * Unsharp mask on luma: what a Gaussian of `radius` pixels (its standard deviation) takes away is added back `amount`
 * times, alike on red, green and blue, so that edges get no coloured fringe. On the sRGB scale, where equal steps look equal.
 */
export function sharpenRows(rows: FloatRows, amount: number, radius: number): FloatRows {
  if (amount === 0) return rows;
  const { data } = rows;
  const soft = blurRows(rows, radius).data;
  const result = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 3) {
    const detail =
      amount *
      (0.299 * (data[i]! - soft[i]!) + 0.587 * (data[i + 1]! - soft[i + 1]!) + 0.114 * (data[i + 2]! - soft[i + 2]!));
    result[i] = data[i]! + detail;
    result[i + 1] = data[i + 1]! + detail;
    result[i + 2] = data[i + 2]! + detail;
  }
  return { ...rows, data: result };
}

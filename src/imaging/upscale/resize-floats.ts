import type { Size } from "../../core/size.ts";
import { lanczosTaps, resampleRow } from "../lanczos.ts";
import { addRun } from "../../pixels/blur.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";

/** Centred Lanczos3, without rounding. */
export function resizeFloats(floats: FloatRows, size: Size): FloatRows {
  const { width, height, data } = floats;
  const wide = new Float32Array(size.width * height * 3);
  const across = lanczosTaps(width, size.width);
  for (let row = 0; row < height; row++) resampleRow({ data, row, channels: 3, width }, across, wide, row);
  const { size: taps, index, weight } = lanczosTaps(height, size.height);
  const result = new Float32Array(size.width * size.height * 3);
  const stride = size.width * 3;
  for (let row = 0; row < size.height; row++) {
    for (let k = row * taps; k < (row + 1) * taps; k++)
      addRun(result, row * stride, wide, index[k]! * stride, stride, weight[k]!);
  }
  return { ...size, data: result };
}

import type { Size } from "../../core/size.ts";
import { lanczosTaps, resampleRow } from "../lanczos.ts";
import { gaussianKernel } from "../planes.ts";

/** A small piece of a picture: red, green and blue interleaved, 0–255 with fractions. */
export interface Floats extends Size {
  readonly data: Float32Array;
}

/** Centred Lanczos3, without rounding. */
export function resizeFloats(floats: Floats, size: Size): Floats {
  const { width, height, data } = floats;
  const wide = new Float32Array(size.width * height * 3);
  const across = lanczosTaps(width, size.width);
  for (let row = 0; row < height; row++) resampleRow({ data, row, channels: 3, width }, across, wide, row);
  const { size: taps, index, weight } = lanczosTaps(height, size.height);
  const result = new Float32Array(size.width * size.height * 3);
  const stride = size.width * 3;
  for (let row = 0; row < size.height; row++) {
    for (let k = row * taps; k < (row + 1) * taps; k++)
      addRow(result, row * stride, wide, index[k]! * stride, stride, weight[k]!);
  }
  return { ...size, data: result };
}

/** Gaussian of the given standard deviation in pixels; borders repeat the edge. */
export function blurFloats({ width, height, data }: Floats, sigma: number): Floats {
  const kernel = gaussianKernel(sigma);
  const radius = (kernel.length - 1) / 2;
  const stride = width * 3;
  const across = new Float32Array(data.length);
  const line = new Float32Array((width + 2 * radius) * 3);
  for (let row = 0; row < height; row++) {
    padLine(line, data, row * stride, width, radius);
    for (let k = 0; k < kernel.length; k++) addRow(across, row * stride, line, k * 3, stride, kernel[k]!);
  }
  const result = new Float32Array(data.length);
  for (let row = 0; row < height; row++) {
    for (let k = -radius; k <= radius; k++) {
      const from = Math.min(height - 1, Math.max(0, row + k));
      addRow(result, row * stride, across, from * stride, stride, kernel[k + radius]!);
    }
  }
  return { width, height, data: result };
}

/** A row with its edge pixels repeated `radius` times on both sides. */
function padLine(line: Float32Array, data: Float32Array, start: number, width: number, radius: number): void {
  line.set(data.subarray(start, start + width * 3), radius * 3);
  for (let i = 0; i < radius * 3; i++) {
    line[i] = data[start + (i % 3)]!;
    line[(radius + width) * 3 + i] = data[start + (width - 1) * 3 + (i % 3)]!;
  }
}

/** Adds `share` of a run of numbers to another; long straight runs are what the engine makes fast code of. */
function addRow(
  target: Float32Array,
  to: number,
  source: Float32Array,
  from: number,
  length: number,
  share: number,
): void {
  for (let i = 0; i < length; i++) target[to + i]! += share * source[from + i]!;
}

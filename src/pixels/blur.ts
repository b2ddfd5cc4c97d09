import type { FloatRows } from "./float-rows.ts";

/** Weights of a Gaussian of the given standard deviation in pixels, `2 * radius + 1` of them, summing to 1. */
export function gaussian(sigma: number, radius = gaussianRadius(sigma)): Float32Array {
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}

/** Beyond three standard deviations a Gaussian is nothing. */
export const gaussianRadius = (sigma: number): number => Math.max(1, Math.ceil(3 * sigma));

/** Gaussian of the given standard deviation in pixels, each channel on its own; borders repeat the edge. */
export function blurRows({ width, height, data }: FloatRows, sigma: number): FloatRows {
  const kernel = gaussian(sigma);
  const radius = (kernel.length - 1) / 2;
  const stride = width * 3;
  const across = new Float32Array(data.length);
  const line = new Float32Array((width + 2 * radius) * 3);
  for (let row = 0; row < height; row++) {
    padLine(line, data.subarray(row * stride, (row + 1) * stride), radius);
    for (let k = 0; k < kernel.length; k++) addRun(across, row * stride, line, k * 3, stride, kernel[k]!);
  }
  const result = new Float32Array(data.length);
  for (let row = 0; row < height; row++) {
    for (let k = -radius; k <= radius; k++) {
      const from = Math.min(height - 1, Math.max(0, row + k));
      addRun(result, row * stride, across, from * stride, stride, kernel[k + radius]!);
    }
  }
  return { width, height, data: result };
}

/** A row with its edge pixels repeated `radius` times on both sides. */
function padLine(line: Float32Array, row: Float32Array, radius: number): void {
  line.set(row, radius * 3);
  for (let i = 0; i < radius * 3; i++) {
    line[i] = row[i % 3]!;
    line[radius * 3 + row.length + i] = row[row.length - 3 + (i % 3)]!;
  }
}

/** Adds `share` of a run of numbers to another; long straight runs are what the engine makes fast code of. */
export function addRun(
  target: Float32Array,
  to: number,
  source: Float32Array,
  from: number,
  length: number,
  share: number,
): void {
  for (let i = 0; i < length; i++) target[to + i]! += share * source[from + i]!;
}

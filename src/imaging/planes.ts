import { luma } from "./colour.ts";
import type { Picture } from "./picture.ts";

/** One number per pixel, rows from the top. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Luma 0–255 of every pixel; alpha is ignored. */
export function lumaPlane(picture: Picture): Plane {
  const { width, height, channels, data } = picture;
  const plane = new Float32Array(width * height);
  for (let i = 0, at = 0; i < plane.length; i++, at += channels)
    plane[i] = luma(data[at]!, data[at + 1]!, data[at + 2]!);
  return { width, height, data: plane };
}

/** Weights of a Gaussian of the given standard deviation in pixels, `2 * radius + 1` of them, summing to 1. */
export function gaussianKernel(sigma: number, radius = Math.max(1, Math.ceil(3 * sigma))): Float32Array {
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}

/** The plane filtered with the kernel along both axes; borders repeat the edge. */
export function blurPlane(plane: Plane, kernel: Float32Array): Plane {
  const { width, height } = plane;
  const across = filterLines(plane.data, kernel, {
    lines: height,
    length: width,
    step: 1,
    stride: width,
  });
  const down = filterLines(across, kernel, {
    lines: width,
    length: height,
    step: width,
    stride: 1,
  });
  return { width, height, data: down };
}

interface Lines {
  readonly lines: number;
  readonly length: number;
  /** Distance between neighbours on a line, and between the beginnings of two lines. */
  readonly step: number;
  readonly stride: number;
}

function filterLines(data: Float32Array, kernel: Float32Array, layout: Lines): Float32Array {
  const { lines, length, step, stride } = layout;
  const radius = (kernel.length - 1) / 2;
  const result = new Float32Array(data.length);
  for (let line = 0; line < lines; line++) {
    const start = line * stride;
    for (let i = 0; i < length; i++) {
      let sum = 0;
      for (let k = -radius; k <= radius; k++) {
        const at = Math.min(length - 1, Math.max(0, i + k));
        sum += kernel[k + radius]! * data[start + at * step]!;
      }
      result[start + i * step] = sum;
    }
  }
  return result;
}

import type { Size } from "../core/size.ts";
import type { Picture } from "./picture.ts";

/** For each target sample `size` source samples and their weights, one after another. Weights of one target sum to 1. */
export interface Taps {
  readonly size: number;
  readonly index: Int32Array;
  readonly weight: Float32Array;
}

const lobes = 3;

/**
 * Lanczos kernel with three lobes, sampled at half-pixel centres so that nothing shifts (C. E. Duchon, "Lanczos filtering in
 * one and two dimensions", 1979). When shrinking, the kernel is widened by the ratio; borders repeat the edge sample.
 */
export function lanczosTaps(from: number, to: number): Taps {
  const step = from / to;
  const widen = Math.max(1, step);
  const reach = lobes * widen;
  const size = 2 * Math.ceil(reach);
  const index = new Int32Array(to * size);
  const weight = new Float32Array(to * size);
  for (let target = 0; target < to; target++) {
    const centre = (target + 0.5) * step - 0.5;
    const first = Math.floor(centre - reach) + 1;
    const weights = Array.from({ length: size }, (_, k) => lanczos((first + k - centre) / widen));
    const sum = weights.reduce((total, value) => total + value, 0);
    for (const [k, value] of weights.entries()) {
      index[target * size + k] = Math.min(from - 1, Math.max(0, first + k));
      weight[target * size + k] = value / sum;
    }
  }
  return { size, index, weight };
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= lobes) return 0;
  const angle = Math.PI * x;
  return (lobes * Math.sin(angle) * Math.sin(angle / lobes)) / (angle * angle);
}

/** The picture at another size; enlarges and shrinks, each axis on its own. Alpha is weighed in, so edges take no dark fringe. */
export function resizeLanczos(picture: Picture, size: Size): Picture {
  if (picture.width === size.width && picture.height === size.height) return picture;
  const { channels, height, data } = picture;
  const source = channels === 4 ? premultiply(data) : data;
  const taps = lanczosTaps(picture.width, size.width);
  const wide = new Float32Array(size.width * height * channels);
  for (let y = 0; y < height; y++) resampleRow({ data: source, row: y, channels, width: picture.width }, taps, wide, y);
  return resampleColumns(wide, { ...size, channels: picture.channels }, lanczosTaps(picture.height, size.height));
}

/** One row of interleaved channels. */
export interface Row {
  readonly data: ArrayLike<number>;
  /** Which row of `data`. */
  readonly row: number;
  readonly channels: number;
  /** Pixels per row of `data`. */
  readonly width: number;
}

/** One row to another width, written as row `at` of `target`; the new width is that of the taps. */
export function resampleRow({ data, row, channels, width }: Row, taps: Taps, target: Float32Array, at = 0): void {
  const { size, index, weight } = taps;
  const columns = index.length / size;
  const source = row * width * channels;
  let to = at * columns * channels;
  for (let x = 0; x < columns; x++) {
    for (let c = 0; c < channels; c++, to++) {
      let sum = 0;
      for (let k = x * size; k < (x + 1) * size; k++) sum += weight[k]! * data[source + index[k]! * channels + c]!;
      target[to] = sum;
    }
  }
}

function resampleColumns(rows: Float32Array, target: Size & { channels: 3 | 4 }, taps: Taps): Picture {
  const { width, height, channels } = target;
  const stride = width * channels;
  // A clamped array rounds to nearest and clamps by itself.
  const data = new Uint8ClampedArray(stride * height);
  const sum = new Float32Array(stride);
  for (let y = 0; y < height; y++) {
    sum.fill(0);
    for (let k = y * taps.size; k < (y + 1) * taps.size; k++) {
      const weight = taps.weight[k]!;
      const from = taps.index[k]! * stride;
      for (let i = 0; i < stride; i++) sum[i]! += weight * rows[from + i]!;
    }
    if (channels === 4) unpremultiply(sum);
    data.set(sum, y * stride);
  }
  return { width, height, channels, data: new Uint8Array(data.buffer) };
}

function premultiply(data: Uint8Array): Float32Array {
  const result = Float32Array.from(data);
  for (let i = 0; i < result.length; i += 4) {
    const alpha = result[i + 3]! / 255;
    for (let c = 0; c < 3; c++) result[i + c]! *= alpha;
  }
  return result;
}

function unpremultiply(row: Float32Array): void {
  for (let i = 0; i < row.length; i += 4) {
    const alpha = row[i + 3]! / 255;
    for (let c = 0; c < 3; c++) row[i + c] = alpha > 0 ? row[i + c]! / alpha : 0;
  }
}

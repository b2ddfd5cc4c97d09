/** One number per pixel, rows from the top. */
export interface FloatPlane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Mean over the square of `2 * radius + 1` pixels around each one, what lies beyond the border left out; any radius costs the same. */
export function boxMean({ width, height, data }: FloatPlane, radius: number): FloatPlane {
  const across = new Float32Array(data.length);
  for (let row = 0; row < height; row++) slide(data, across, { start: row * width, step: 1, length: width, radius });
  const result = new Float32Array(data.length);
  for (let column = 0; column < width; column++)
    slide(across, result, { start: column, step: width, length: height, radius });
  return { width, height, data: result };
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly length: number;
  readonly radius: number;
}

function slide(from: Float32Array, to: Float32Array, { start, step, length, radius }: Line): void {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < Math.min(radius, length); i++, count++) sum += from[start + i * step]!;
  for (let i = 0; i < length; i++) {
    if (i + radius < length) {
      sum += from[start + (i + radius) * step]!;
      count += 1;
    }
    if (i - radius > 0) {
      sum -= from[start + (i - radius - 1) * step]!;
      count -= 1;
    }
    to[start + i * step] = sum / count;
  }
}

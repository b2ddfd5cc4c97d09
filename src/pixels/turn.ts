import type { FloatRows } from "./float-rows.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Quarter turns clockwise: no pixel changes. */
export function turnRows({ width, height, data }: FloatRows, quarters: number): FloatRows {
  const sideways = quarters % 2 === 1;
  const turned = { width: sideways ? height : width, height: sideways ? width : height };
  const result = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [toX, toY] =
        quarters === 1 ? [height - 1 - y, x] : quarters === 2 ? [width - 1 - x, height - 1 - y] : [y, width - 1 - x];
      const [from, to] = [(y * width + x) * 3, (toY * turned.width + toX) * 3];
      for (let c = 0; c < 3; c++) result[to + c] = data[from + c]!;
    }
  }
  return { ...turned, data: result };
}

/**
 * Turned clockwise around the middle and cut to the largest frame of the same shape, so that no corner is empty; between
 * pixels by cubic convolution (R. G. Keys, 1981).
 */
export function straightenRows(rows: FloatRows, degrees: number): FloatRows {
  if (degrees === 0) return rows;
  const size = straightenedSize(rows, degrees);
  const angle = (degrees * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const result = new Float32Array(size.width * size.height * 3);
  for (let y = 0; y < size.height; y++) {
    const down = y + 0.5 - size.height / 2;
    for (let x = 0; x < size.width; x++) {
      const across = x + 0.5 - size.width / 2;
      const fromX = across * cosine + down * sine + rows.width / 2 - 0.5;
      const fromY = down * cosine - across * sine + rows.height / 2 - 0.5;
      sample(rows, fromX, fromY, result, (y * size.width + x) * 3);
    }
  }
  return { ...size, data: result };
}

function sample({ width, height, data }: FloatRows, x: number, y: number, result: Float32Array, to: number): void {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [across, down] = [weights(x - column), weights(y - row)];
  for (let j = 0; j < 4; j++) {
    const fromRow = Math.min(height - 1, Math.max(0, row + j - 1)) * width;
    for (let i = 0; i < 4; i++) {
      const from = (fromRow + Math.min(width - 1, Math.max(0, column + i - 1))) * 3;
      const weight = across[i]! * down[j]!;
      for (let c = 0; c < 3; c++) result[to + c]! += weight * data[from + c]!;
    }
  }
}

/** Keys's kernel with a = −½, for the pixels at −1, 0, 1 and 2 around a fraction. */
const weights = (t: number): readonly [number, number, number, number] => [
  ((2 - t) * t - 1) * t * 0.5,
  ((3 * t - 5) * t * t + 2) * 0.5,
  ((4 - 3 * t) * t + 1) * t * 0.5,
  (t - 1) * t * t * 0.5,
];

/**
 * The largest frame of the picture's own shape that fits into it turned by so many degrees: seen from the frame, its
 * corners must lie inside of the turned sides.
 */
export function straightenedSize({ width, height }: Size, degrees: number): Size {
  const angle = (Math.abs(degrees) * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const scale = Math.min(width / (width * cosine + height * sine), height / (width * sine + height * cosine));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

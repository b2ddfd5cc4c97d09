import type { FloatRows } from "./float-rows.ts";
import type { Place } from "./placed.ts";

export interface Grain {
  /** 0–1; 1 is very coarse film. */
  readonly amount: number;
  /** Pixels across a grain. */
  readonly size: number;
  readonly seed: number;
}

/** Deviation in levels of the middle tones at amount 1. */
const strongest = 24;

/**
 * Grain as of film: alike on red, green and blue, strongest in the middle tones. Each place has its own value from the seed
 * alone, so pieces of a picture fit together and the same seed gives the same grain. In place.
 */
export function grainRows(rows: FloatRows, { amount, size, seed }: Grain, { top }: Place): FloatRows {
  if (amount === 0) return rows;
  const { width, height, data } = rows;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const light = (0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!) / 255;
      const middle = 0.3 + 2.8 * Math.max(0, light * (1 - light));
      const grain = strongest * amount * middle * (size <= 1 ? chance(x, top + y, seed) : soft(x, top + y, size, seed));
      for (let c = 0; c < 3; c++) data[at + c]! += grain;
    }
  }
  return rows;
}

/** Grains larger than a pixel: straight lines between places `size` pixels apart, made as strong again as mixing made it weak. */
function soft(x: number, y: number, size: number, seed: number): number {
  const [column, row] = [Math.floor(x / size), Math.floor(y / size)];
  const [fx, fy] = [x / size - column, y / size - row];
  const weights = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy] as const;
  const power = Math.hypot(...weights);
  return (
    (weights[0] * chance(column, row, seed) +
      weights[1] * chance(column + 1, row, seed) +
      weights[2] * chance(column, row + 1, seed) +
      weights[3] * chance(column + 1, row + 1, seed)) /
    power
  );
}

/** A number around 0 with deviation 1, nearly normal: four bytes of a hash of the place, added up. */
function chance(x: number, y: number, seed: number): number {
  const hash = mixed(mixed(mixed(seed ^ 0x9e3779b9) ^ x) ^ y);
  const bytes = (hash & 255) + ((hash >>> 8) & 255) + ((hash >>> 16) & 255) + (hash >>> 24);
  return (bytes - 510) / 147.8;
}

/** Finaliser of MurmurHash3 (A. Appleby): every bit of the input changes half the bits of the output. */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

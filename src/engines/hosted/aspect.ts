import type { Size } from "../../core/size.ts";

/** "16:9": the shape of a size in lowest terms. */
export function aspectOf({ width, height }: Size): `${number}:${number}` {
  const divisor = greatestCommonDivisor(width, height);
  return `${width / divisor}:${height / divisor}`;
}

/** A shape at about a megapixel, in steps of 16. */
export function sizeOfRatio(ratio: string): Size {
  const [width = 1, height = 1] = ratio.split(":").map(Number);
  const scale = Math.sqrt((1024 * 1024) / (width * height)) / 16;
  return { width: Math.round(width * scale) * 16, height: Math.round(height * scale) * 16 };
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

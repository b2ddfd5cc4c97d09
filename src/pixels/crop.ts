import type { FloatRows } from "./float-rows.ts";

/** A rectangle in pixels, or in shares of a picture. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Shares of a picture as whole pixels: the nearest, at least one each way, moved inside where rounding put it over the edge. */
export function pixelBox(shares: Box, size: { readonly width: number; readonly height: number }): Box {
  const width = Math.max(1, Math.round(shares.width * size.width));
  const height = Math.max(1, Math.round(shares.height * size.height));
  return {
    left: Math.min(size.width - width, Math.round(shares.left * size.width)),
    top: Math.min(size.height - height, Math.round(shares.top * size.height)),
    width,
    height,
  };
}

export function cropRows({ width, data }: FloatRows, box: Box): FloatRows {
  const result = new Float32Array(box.width * box.height * 3);
  for (let y = 0; y < box.height; y++) {
    const from = ((box.top + y) * width + box.left) * 3;
    result.set(data.subarray(from, from + box.width * 3), y * box.width * 3);
  }
  return { width: box.width, height: box.height, data: result };
}

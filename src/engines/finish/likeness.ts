import { resizeLanczos } from "../../imaging/lanczos.ts";
import type { Picture } from "../../imaging/picture.ts";
import { structuralSimilarity } from "../../imaging/compare/ssim.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";

/** Under this a tile shows something else than what it was drawn over. */
export const leastLikeness = 0.7;

/**
 * How far a redrawn tile is still what it was drawn over: SSIM at half size, so that finer texture, which is wanted,
 * counts little and other shapes count much.
 */
export function likeness(drawn: FloatRows, base: FloatRows): number {
  return structuralSimilarity(halved(drawn), halved(base));
}

function halved({ width, height, data }: FloatRows): Picture {
  const picture = { width, height, channels: 3, data: new Uint8Array(Uint8ClampedArray.from(data).buffer) } as const;
  return resizeLanczos(picture, { width: Math.ceil(width / 2), height: Math.ceil(height / 2) });
}

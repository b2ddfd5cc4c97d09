import { blurRows } from "../../pixels/blur.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";

/**
 * A redrawn tile with the broad colour and light of what it was drawn over: only what is finer than `sigma` pixels is
 * new. Without it every tile has a cast of its own, and the seams show.
 */
export function matchColour(drawn: FloatRows, base: FloatRows, sigma: number): FloatRows {
  const [own, wanted] = [blurRows(drawn, sigma), blurRows(base, sigma)];
  return { ...drawn, data: drawn.data.map((value, i) => value - own.data[i]! + wanted.data[i]!) };
}

import { type Floats, blurFloats } from "../upscale/floats.ts";

/**
 * A redrawn tile with the broad colour and light of what it was drawn over: only what is finer than `sigma` pixels is
 * new. Without it every tile has a cast of its own, and the seams show.
 */
export function matchColour(drawn: Floats, base: Floats, sigma: number): Floats {
  const [own, wanted] = [blurFloats(drawn, sigma), blurFloats(base, sigma)];
  return { ...drawn, data: drawn.data.map((value, i) => value - own.data[i]! + wanted.data[i]!) };
}

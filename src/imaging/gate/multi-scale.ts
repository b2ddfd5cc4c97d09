import { resizeLanczos } from "../lanczos.ts";
import type { Picture } from "../picture.ts";
import { structuralSimilarity } from "../compare/ssim.ts";

/** Exponents of the five scales, the finest first (Wang, Simoncelli, Bovik, "Multiscale structural similarity", 2003). */
const exponents = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333] as const;

/** Eleven taps have to fit. */
const smallestSide = 11;

/**
 * Structural similarity at five scales, each half the one before, weighed as people see differences. Simpler than the
 * paper in one thing: each scale is the whole SSIM, not contrast and structure alone. Scales too small to be measured are
 * left out and the others weigh more.
 */
export function multiScaleSimilarity(a: Picture, b: Picture): number {
  let [first, second] = [a, b];
  let [sum, weights] = [0, 0];
  for (const exponent of exponents) {
    if (Math.min(first.width, first.height) < smallestSide) break;
    sum += exponent * Math.log(Math.max(1e-6, structuralSimilarity(first, second)));
    weights += exponent;
    const half = { width: Math.ceil(first.width / 2), height: Math.ceil(first.height / 2) };
    [first, second] = [resizeLanczos(first, half), resizeLanczos(second, half)];
  }
  return weights === 0 ? structuralSimilarity(a, b) : Math.exp(sum / weights);
}

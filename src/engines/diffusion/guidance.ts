/**
 * Classifier-free guidance (Ho and Salimans, arXiv 2207.12598) on a batch of two: the first half is the output for the
 * negative prompt, the second for the prompt. `scale` 1 is the prompt alone.
 */
export function guide(pair: Float32Array, scale: number): Float32Array {
  const half = pair.length / 2;
  const guided = new Float32Array(half);
  for (let index = 0; index < half; index++) {
    const negative = pair[index] ?? 0;
    guided[index] = negative + scale * ((pair[half + index] ?? 0) - negative);
  }
  return guided;
}

/** Without guidance there is nothing to compare with, and one forward pass is enough. */
export const needsGuidance = (scale: number): boolean => scale > 1;

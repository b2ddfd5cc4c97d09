import type { Numbers } from "./onnx-model.ts";

/**
 * The guidance scale as sines and cosines, for models distilled with it (Luo et al., arXiv 2310.04378, section 4.1; the
 * frequencies are those of the diffusers library: w = 1000 · (scale − 1), 10⁻⁴ᵏ⸍⁽ʰ⁻¹⁾ for k = 0…h − 1, h half the width).
 */
export function guidanceEmbedding(scale: number, width: number): Numbers {
  const half = Math.floor(width / 2);
  const data = new Float32Array(width);
  for (let index = 0; index < half; index++) {
    const angle = 1000 * (scale - 1) * 10_000 ** (-index / (half - 1));
    data[index] = Math.sin(angle);
    data[half + index] = Math.cos(angle);
  }
  return { data, dims: [1, width] };
}

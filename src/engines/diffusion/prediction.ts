import type { GridPoint } from "./grid.ts";
import type { PredictionType } from "./scheduler-config.ts";

/** What a model's output says about noisy latents: the finished latents and the noise in them. */
export interface Estimate {
  readonly data: Float32Array;
  readonly noise: Float32Array;
}

/**
 * Splits x = signal · data + noise · ε by the model's output: ε itself (Ho et al., arXiv 2006.11239), the data, the
 * velocity signal · ε − noise · data (Salimans and Ho, arXiv 2202.00512) or the flow ε − data (Liu et al., arXiv
 * 2209.03003).
 */
export function estimateFrom(
  type: PredictionType,
  output: Float32Array,
  latents: Float32Array,
  point: GridPoint,
): Estimate {
  const { signal, noise } = point;
  const data = new Float32Array(latents.length);
  const gaussian = new Float32Array(latents.length);
  for (let index = 0; index < latents.length; index++) {
    const x = latents[index] ?? 0;
    const out = output[index] ?? 0;
    switch (type) {
      case "epsilon":
        data[index] = (x - noise * out) / signal;
        gaussian[index] = out;
        break;
      case "sample":
        data[index] = out;
        gaussian[index] = (x - signal * out) / noise;
        break;
      case "v_prediction":
        data[index] = signal * x - noise * out;
        gaussian[index] = noise * x + signal * out;
        break;
      case "flow_prediction":
        data[index] = x - noise * out;
        gaussian[index] = x + signal * out;
        break;
    }
  }
  return { data, noise: gaussian };
}

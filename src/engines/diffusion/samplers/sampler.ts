import type { Grid, GridPoint } from "../grid.ts";
import { type Estimate, estimateFrom } from "../prediction.ts";
import type { SchedulerConfig } from "../scheduler-config.ts";

/** What a sampler is given besides the latents; injected, so that samplers are tested without a model. */
export interface SamplerRun {
  readonly grid: Grid;
  readonly config: SchedulerConfig;
  /** The model's output, guidance included, for latents in the scale of the grid. */
  predict(latents: Float32Array, timestep: number): Promise<Float32Array>;
  /** Fresh noise for step i of a stochastic sampler. */
  freshNoise(step: number): Float32Array;
  /**
   * Called after step i with the new latents, which it may change (a mask), and the estimate of the finished ones (a
   * preview). Throws to stop.
   */
  afterStep(step: number, latents: Float32Array, estimate: Float32Array): Promise<void>;
}

/**
 * Walks latents from the first point of the grid to the last. Latents have the model's own scale throughout:
 * signal² + noise² = 1 for discrete models, signal + noise = 1 for flow models.
 */
export type Sampler = (start: Float32Array, run: SamplerRun) => Promise<Float32Array>;

/** One step of a sampler, from one point of the grid to the next. */
export interface Step {
  readonly index: number;
  readonly from: GridPoint;
  readonly to: GridPoint;
  readonly latents: Float32Array;
  readonly estimate: Estimate;
  /** The model's output as it came. */
  readonly output: Float32Array;
}

/** Runs `move` on every step of the grid: the part that all samplers share. */
export async function walk(
  start: Float32Array,
  run: SamplerRun,
  move: (step: Step) => Float32Array,
): Promise<Float32Array> {
  let latents = start;
  for (let index = 0; index + 1 < run.grid.length; index++) {
    const from = run.grid[index] as GridPoint;
    const to = run.grid[index + 1] as GridPoint;
    const output = await run.predict(latents, from.timestep);
    const estimate = estimateFrom(run.config.prediction, output, latents, from);
    latents = move({ index, from, to, latents, estimate, output });
    await run.afterStep(index, latents, estimate.data);
  }
  return latents;
}

/** a · x + b · y + …, element by element. */
export function combine(...terms: readonly (readonly [weight: number, values: Float32Array])[]): Float32Array {
  const sum = new Float32Array(terms[0]?.[1].length ?? 0);
  for (const [weight, values] of terms) {
    if (weight === 0) continue;
    for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + weight * (values[index] ?? 0);
  }
  return sum;
}

export const clamp = (values: Float32Array, limit: number | null): Float32Array =>
  limit === null ? values : values.map((value) => Math.min(limit, Math.max(-limit, value)));

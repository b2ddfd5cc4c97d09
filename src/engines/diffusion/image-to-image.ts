import { discreteGrid, flowGrid, type Grid, type GridPoint, type GridStyle } from "./grid.ts";
import { isFlow } from "./samplers/index.ts";
import { combine } from "./samplers/sampler.ts";
import type { SchedulerConfig } from "./scheduler-config.ts";

/**
 * The grid that a denoising strength leaves of the whole way.
 *
 * Flow models: max(1, round(steps · strength)) steps, laid anew from the strength to 0 and shifted like a full run.
 * Others: the last ⌊steps · strength⌋ of the usual steps, the diffusers convention; these may be none.
 *
 * @param strength 0…1; 1 is text-to-image
 */
export function gridFor(config: SchedulerConfig, style: GridStyle, steps: number, strength: number): Grid {
  const count = stepsAt(config, steps, strength);
  if (isFlow(config)) return flowGrid(config, count, strength);
  return discreteGrid(config, style, steps).slice(steps - count);
}

/** How many steps run at a strength. */
export const stepsAt = (config: SchedulerConfig, steps: number, strength: number): number =>
  isFlow(config) ? Math.max(1, Math.round(steps * strength)) : Math.min(Math.floor(steps * strength), steps);

/** The source's latents with as much noise as the point has. */
export const noised = (source: Float32Array, noise: Float32Array, point: GridPoint): Float32Array =>
  combine([point.signal, source], [point.noise, noise]);

/**
 * Pure noise in the scale of the first point. Euler samplers that start at the last training step begin at its noise
 * level; all others, and those that start earlier, at variance 1, as in diffusers.
 */
export function startingNoise(
  noise: Float32Array,
  first: GridPoint,
  sampler: string,
  config: SchedulerConfig,
): Float32Array {
  const scaled = sampler.startsWith("euler") && config.spacing !== "leading";
  return scaled ? combine([first.noise, noise]) : noise;
}

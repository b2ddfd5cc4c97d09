import { type Sampler, clamp, combine, walk } from "./sampler.ts";

/** Standard deviation of the data that the boundary condition assumes. */
const dataDeviation = 0.5;

/**
 * Multistep sampling of a latent consistency model (Luo et al., arXiv 2310.04378, algorithm 3): jump to the finished
 * latents, add noise for the next point, jump again. Only for models distilled for it.
 */
export const lcm: Sampler = (start, run) =>
  walk(start, run, ({ index, latents, estimate, from, to }) => {
    const time = from.timestep * run.config.timestepScaling;
    const keep = dataDeviation ** 2 / (time ** 2 + dataDeviation ** 2);
    const take = time / Math.sqrt(time ** 2 + dataDeviation ** 2);
    const finished = combine([keep, latents], [take, clamp(estimate.data, run.config.clip)]);
    return to.noise === 0 ? finished : combine([to.signal, finished], [to.noise, run.freshNoise(index)]);
  });

import { type Sampler, combine, walk } from "./sampler.ts";

/**
 * Euler steps that go further down than the next σ and add fresh noise back up to it: the ancestral step of DDPM (Ho et
 * al., arXiv 2006.11239) in the σ form that k-diffusion made known. A function of the seed like the others.
 */
export const eulerAncestral: Sampler = (start, run) =>
  walk(start, run, ({ index, latents, estimate, from, to }) => {
    const now = from.noise / from.signal;
    const next = to.noise / to.signal;
    const up = Math.min(next, Math.sqrt((next ** 2 * (now ** 2 - next ** 2)) / now ** 2));
    const down = Math.sqrt(next ** 2 - up ** 2);
    const moved = combine([to.signal / from.signal, latents], [to.signal * (down - now), estimate.noise]);
    return up === 0 ? moved : combine([1, moved], [to.signal * up, run.freshNoise(index)]);
  });

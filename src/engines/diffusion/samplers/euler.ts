import { type Sampler, combine, walk } from "./sampler.ts";

/**
 * Euler steps of the probability flow in x/signal over σ = noise/signal, where dx/dσ is the noise (Karras et al., arXiv
 * 2206.00364, algorithm 1 without the second-order correction).
 */
export const euler: Sampler = (start, run) =>
  walk(start, run, ({ latents, estimate, from, to }) => {
    const change = to.noise / to.signal - from.noise / from.signal;
    return combine([to.signal / from.signal, latents], [to.signal * change, estimate.noise]);
  });

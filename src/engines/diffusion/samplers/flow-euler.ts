import { type Sampler, combine, walk } from "./sampler.ts";

/** Euler steps along the flow, dx/dt = velocity (Liu et al., arXiv 2209.03003, section 2). For flow prediction only. */
export const flowEuler: Sampler = (start, run) =>
  walk(start, run, ({ latents, output, from, to }) => combine([1, latents], [to.noise - from.noise, output]));

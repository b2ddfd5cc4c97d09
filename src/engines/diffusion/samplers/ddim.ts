import { type Sampler, clamp, combine, walk } from "./sampler.ts";

/** DDIM without noise of its own (Song et al., arXiv 2010.02502, equation 12 with σ = 0). */
export const ddim: Sampler = (start, run) =>
  walk(start, run, ({ estimate, to }) =>
    combine([to.signal, clamp(estimate.data, run.config.clip)], [to.noise, estimate.noise]),
  );

import type { GridPoint } from "../grid.ts";
import { type Sampler, combine, walk } from "./sampler.ts";

/**
 * DPM-Solver++(2M) (Lu et al., arXiv 2211.01095, algorithm 2): second order from the estimates of two steps. The first
 * step has no earlier estimate and the last ends without noise, where the log signal-to-noise ratio is infinite; both
 * are of first order.
 */
export const dpmSolver2m: Sampler = (start, run) => {
  let earlier: { readonly data: Float32Array; readonly stride: number } | undefined;
  return walk(start, run, ({ latents, estimate, from, to }) => {
    const stride = logRatio(to) - logRatio(from);
    const lean = earlier === undefined || to.noise === 0 ? 0 : stride / (2 * earlier.stride);
    const data =
      lean === 0 ? estimate.data : combine([1 + lean, estimate.data], [-lean, earlier?.data ?? estimate.data]);
    earlier = { data: estimate.data, stride };
    const decay = to.noise / from.noise;
    return combine([decay, latents], [to.signal - decay * from.signal, data]);
  });
};

/** λ of the paper; infinite without noise, minus infinite without signal. */
const logRatio = ({ signal, noise }: GridPoint): number => Math.log(signal / noise);

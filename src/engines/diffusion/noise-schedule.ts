import type { BetaSchedule } from "./scheduler-config.ts";

/**
 * The share of signal left after each training step, ᾱ (Ho et al., arXiv 2006.11239, equation 4): latents at step i are
 * √ᾱᵢ · data + √(1 − ᾱᵢ) · noise.
 *
 * @returns one number in (0, 1) per training step, falling
 */
export function signalShares(schedule: BetaSchedule, trainSteps: number): Float64Array {
  const betas = betasOf(schedule, trainSteps);
  const shares = new Float64Array(betas.length);
  betas.reduce((product, beta, index) => (shares[index] = product * (1 - beta)), 1);
  return schedule.zeroTerminalSnr ? withoutTerminalSignal(shares) : shares;
}

function betasOf({ kind, start, end, trained }: BetaSchedule, count: number): Float64Array {
  switch (kind) {
    case "trained":
      return Float64Array.from(trained);
    case "linear":
      return linspace(start, end, count);
    case "scaled_linear":
      return linspace(Math.sqrt(start), Math.sqrt(end), count).map((root) => root * root);
    case "squaredcos_cap_v2":
      return cosineBetas(count);
  }
}

/** Nichol and Dhariwal, arXiv 2102.09672, equation 17, capped at 0.999. */
function cosineBetas(count: number): Float64Array {
  const share = (at: number): number => Math.cos((((at + 0.008) / 1.008) * Math.PI) / 2) ** 2;
  return Float64Array.from({ length: count }, (_, index) =>
    Math.min(1 - share((index + 1) / count) / share(index / count), 0.999),
  );
}

/** Lin et al., arXiv 2305.08891, algorithm 1. The last share is a tiny number instead of 0, so that it can be divided by. */
function withoutTerminalSignal(shares: Float64Array): Float64Array {
  const first = Math.sqrt(shares[0] ?? 1);
  const last = Math.sqrt(shares.at(-1) ?? 0);
  const rescaled = shares.map((share) => (((Math.sqrt(share) - last) * first) / (first - last)) ** 2);
  rescaled[rescaled.length - 1] = 2 ** -24;
  return rescaled;
}

/** `count` numbers from `from` to `to`, both included. */
export function linspace(from: number, to: number, count: number): Float64Array {
  const step = count > 1 ? (to - from) / (count - 1) : 0;
  return Float64Array.from({ length: count }, (_, index) => from + step * index);
}

import { linspace, signalShares } from "./noise-schedule.ts";
import type { SchedulerConfig } from "./scheduler-config.ts";

/** A moment between noise and picture: latents there are `signal` · data + `noise` · Gaussian noise. */
export interface GridPoint {
  /** The number that the model is told. */
  readonly timestep: number;
  readonly signal: number;
  readonly noise: number;
}

/** The moments that a sampler visits, noisiest first; n steps have n + 1 points. */
export type Grid = readonly GridPoint[];

/** How a sampler places its steps over the training steps. */
export type GridStyle =
  | "fractional" // the last step starts at the first training step, the others anywhere between two (Euler)
  | "with-first" // the last step starts at the first training step, the others at whole ones (DDIM)
  | "before-first" // one step more is laid out and the last dropped (DPM-Solver)
  | "consistency"; // a subset of the teacher's steps (LCM)

/** The whole way for a model trained on discrete steps (epsilon, v or sample prediction). */
export function discreteGrid(config: SchedulerConfig, style: GridStyle, steps: number): Grid {
  const shares = signalShares(config.betas, config.trainSteps);
  if (config.karras && style !== "consistency") return karrasGrid(shares, steps);
  const timesteps =
    style === "consistency" ? consistencyTimesteps(config, steps) : spacedTimesteps(config, style, steps);
  const points = (style === "fractional" ? timesteps : timesteps.map(Math.round)).map((timestep) => ({
    timestep,
    ...mixtureOf(ratioAt(shares, timestep)),
  }));
  return [...points, endOf(config, style, shares)];
}

/**
 * The way of a flow model from `strength` to 0: t = f(strength · (1 − i/n)), f(s) = k·s / (1 + (k − 1)·s) with shift k
 * (Esser et al., arXiv 2403.03206, section 5.3.2). Signal is 1 − t and noise is t.
 */
export function flowGrid(config: SchedulerConfig, steps: number, strength = 1): Grid {
  return Array.from({ length: steps + 1 }, (_, index) => {
    const even = strength * (1 - index / steps);
    const t = (config.shift * even) / (1 + (config.shift - 1) * even);
    return { timestep: t * config.trainSteps, signal: 1 - t, noise: t };
  });
}

/** Lin et al., arXiv 2305.08891, table 2. */
function spacedTimesteps(config: SchedulerConfig, style: GridStyle, steps: number): number[] {
  const { trainSteps, spacing, stepsOffset } = config;
  const extra = style === "before-first" ? 1 : 0;
  const laidOut = steps + extra;
  const upward = (): number[] => {
    if (spacing === "linspace") return [...linspace(0, trainSteps - 1, laidOut)];
    const stride = Math.floor(trainSteps / laidOut);
    return Array.from({ length: laidOut }, (_, index) => index * stride + stepsOffset);
  };
  if (spacing === "trailing") {
    return Array.from({ length: steps }, (_, index) => Math.round(trainSteps * (1 - index / steps)) - 1);
  }
  return upward().toReversed().slice(0, steps);
}

/** Evenly chosen from the teacher's steps (Luo et al., arXiv 2310.04378, section 4.3). */
function consistencyTimesteps({ trainSteps, teacherSteps }: SchedulerConfig, steps: number): number[] {
  const stride = Math.floor(trainSteps / teacherSteps);
  return Array.from({ length: steps }, (_, index) => {
    const fromTop = Math.floor((index * teacherSteps) / steps);
    return (teacherSteps - fromTop) * stride - 1;
  });
}

/** Karras et al., arXiv 2206.00364, equation 5 with ρ = 7, between the smallest and largest noise of the training. */
function karrasGrid(shares: Float64Array, steps: number): Grid {
  const ratios = shares.map(noiseRatio);
  const smallest = (ratios[0] ?? 0) ** (1 / 7);
  const largest = (ratios.at(-1) ?? 0) ** (1 / 7);
  const points = [...linspace(largest, smallest, steps)].map((root) => {
    const ratio = root ** 7;
    return { timestep: timestepOf(ratios, ratio), ...mixtureOf(ratio) };
  });
  return [...points, clean];
}

const clean: GridPoint = { timestep: 0, signal: 1, noise: 0 };

function endOf(config: SchedulerConfig, style: GridStyle, shares: Float64Array): GridPoint {
  if (config.className !== "DDIMScheduler" || config.endsClean || style !== "with-first") return clean;
  return { timestep: 0, ...mixtureOf(noiseRatio(shares[0] ?? 1)) };
}

/** Noise to signal, the σ of Karras et al. */
const noiseRatio = (share: number): number => Math.sqrt((1 - share) / share);

function mixtureOf(ratio: number): { signal: number; noise: number } {
  const signal = 1 / Math.sqrt(1 + ratio * ratio);
  return { signal, noise: ratio * signal };
}

/** σ at a timestep, linear between training steps. */
function ratioAt(shares: Float64Array, timestep: number): number {
  const at = Math.min(Math.max(timestep, 0), shares.length - 1);
  const below = Math.floor(at);
  const low = noiseRatio(shares[below] ?? 1);
  const high = noiseRatio(shares[Math.min(below + 1, shares.length - 1)] ?? 1);
  return low + (high - low) * (at - below);
}

/** The timestep whose log σ it is, linear between training steps. */
function timestepOf(ratios: Float64Array, ratio: number): number {
  const above = ratios.findIndex((candidate) => candidate >= ratio);
  if (above === 0) return 0;
  if (above < 0) return ratios.length - 1;
  const low = Math.log(ratios[above - 1] ?? ratio);
  const high = Math.log(ratios[above] ?? ratio);
  return above - 1 + (Math.log(ratio) - low) / (high - low);
}

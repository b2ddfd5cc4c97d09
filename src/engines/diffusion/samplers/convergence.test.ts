import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Mixture, perfectOutput } from "../../../../test/fixtures/diffusion/mixture.ts";
import type { Grid, GridPoint } from "../grid.ts";
import { gridFor } from "../image-to-image.ts";
import { gaussianNoise } from "../noise.ts";
import { type SchedulerConfig, readSchedulerConfig } from "../scheduler-config.ts";
import { samplerNamed } from "./index.ts";

const discrete = readSchedulerConfig({
  _class_name: "EulerDiscreteScheduler",
  beta_schedule: "scaled_linear",
  beta_start: 0.00085,
  beta_end: 0.012,
});
const flow = readSchedulerConfig({ _class_name: "FlowMatchEulerDiscreteScheduler", shift: 3 });

interface Setting {
  readonly sampler: string;
  readonly config: SchedulerConfig;
}

const deterministic: readonly Setting[] = [
  { sampler: "euler", config: discrete },
  { sampler: "ddim", config: discrete },
  { sampler: "dpm-solver-2m", config: discrete },
  { sampler: "flow-euler", config: flow },
  { sampler: "dpm-solver-2m", config: flow },
];

const gaussian = (mean: number, deviation: number): Mixture => ({ means: [[mean]], deviation, weights: [1] });

/**
 * Where the probability flow of a Gaussian ends: in x/signal over σ = noise/signal, (x − mean) / √(deviation² + σ²) never
 * changes.
 */
function exactEnd(start: number, from: GridPoint, to: GridPoint, mean: number, deviation: number): number {
  const spread = ({ signal, noise }: GridPoint): number => Math.hypot(signal * deviation, noise);
  return to.signal * mean + ((start - from.signal * mean) * spread(to)) / spread(from);
}

async function sampleGaussian(
  { sampler, config }: Setting,
  grid: Grid,
  start: Float32Array,
  mixture: Mixture,
): Promise<Float32Array> {
  return samplerNamed(config, sampler).sample(start, {
    grid,
    config,
    predict: async (latents, timestep) =>
      perfectOutput(
        { ...mixture, means: [Array.from(latents, () => mixture.means[0]?.[0] ?? 0)] },
        config.prediction,
        latents,
        pointOf(grid, timestep),
      ),
    freshNoise: (step) => gaussianNoise(77, start.length, step + 1),
    afterStep: async () => {},
  });
}

const pointOf = (grid: Grid, timestep: number): GridPoint =>
  grid.find((point) => point.timestep === timestep) as GridPoint;

async function errorAt(setting: Setting, grid: Grid, mean: number, deviation: number): Promise<number> {
  const start = Float32Array.of(-1.3, -0.4, 0.6, 1.7);
  const end = await sampleGaussian(setting, grid, start, gaussian(mean, deviation));
  const [first, last] = [grid[0] as GridPoint, grid.at(-1) as GridPoint];
  return Math.max(
    ...end.map((value, index) => Math.abs(value - exactEnd(start[index] ?? 0, first, last, mean, deviation))),
  );
}

const means = fc.double({ min: -1, max: 1, noNaN: true });
const deviations = fc.double({ min: 0.2, max: 1.5, noNaN: true });

describe("with the exact denoiser of a Gaussian", () => {
  it.each(deterministic)("$sampler comes closer to the exact solution with more steps", async ({ sampler, config }) => {
    const gridOf = (steps: number): Grid => gridFor(config, samplerNamed(config, sampler).style, steps, 1);
    await fc.assert(
      fc.asyncProperty(means, deviations, async (mean, deviation) => {
        const coarse = await errorAt({ sampler, config }, gridOf(10), mean, deviation);
        const fine = await errorAt({ sampler, config }, gridOf(160), mean, deviation);
        expect(fine).toBeLessThan(Math.max(0.35 * coarse, 2e-3));
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    { sampler: "euler", config: discrete, order: 1 },
    { sampler: "flow-euler", config: flow, order: 1 },
    { sampler: "dpm-solver-2m", config: discrete, order: 2 },
    { sampler: "dpm-solver-2m", config: flow, order: 2 },
  ])("$sampler is of order $order", async ({ sampler, config, order }) => {
    const coarse = await errorAt({ sampler, config }, evenGrid(config, 40), 0.4, 0.3);
    const fine = await errorAt({ sampler, config }, evenGrid(config, 80), 0.4, 0.3);
    expect(Math.log2(coarse / fine)).toBeGreaterThan(order - 0.35);
    expect(Math.log2(coarse / fine)).toBeLessThan(order + 0.6);
  });

  it("DPM-Solver++(2M) is closer than Euler at the same number of steps", async () => {
    for (const steps of [10, 15, 25]) {
      const [euler, dpm] = await Promise.all(
        ["euler", "dpm-solver-2m"].map((sampler) =>
          errorAt({ sampler, config: discrete }, evenGrid(discrete, steps), -0.3, 0.5),
        ),
      );
      expect(dpm).toBeLessThan(0.5 * (euler ?? 0));
    }
  });

  it("Euler ancestral draws from the data's distribution", async () => {
    const grid = gridFor(discrete, "fractional", 150, 1);
    const end = await sampleGaussian(
      { sampler: "euler-ancestral", config: discrete },
      grid,
      gaussianNoise(5, 4000),
      gaussian(0.7, 0.4),
    );
    const mean = end.reduce((sum, value) => sum + value, 0) / end.length;
    const deviation = Math.sqrt(end.reduce((sum, value) => sum + (value - mean) ** 2, 0) / end.length);
    expect(mean).toBeCloseTo(0.7, 1);
    expect(Math.abs(deviation - 0.4)).toBeLessThan(0.03);
  });
});

/** Even steps of the log signal-to-noise ratio from −2.5 to 2.5, where the order of a method shows undisturbed. */
function evenGrid(config: SchedulerConfig, steps: number): Grid {
  return Array.from({ length: steps + 1 }, (_, index) => {
    const ratio = Math.exp(2.5 - (5 * index) / steps);
    const signal = config === flow ? 1 / (1 + ratio) : 1 / Math.hypot(1, ratio);
    return { timestep: steps - index, signal, noise: ratio * signal };
  });
}

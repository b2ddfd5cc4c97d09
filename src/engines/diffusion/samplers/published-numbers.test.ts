import { expect, it } from "vitest";
import { torchNoise } from "../../../../test/fixtures/diffusion/torch-noise.ts";
import type { Grid, GridPoint } from "../grid.ts";
import { discreteGrid } from "../grid.ts";
import { noised, startingNoise } from "../image-to-image.ts";
import { signalShares } from "../noise-schedule.ts";
import { type SchedulerConfig, readSchedulerConfig } from "../scheduler-config.ts";
import { samplerNamed } from "./index.ts";
import { type Sampler, type SamplerRun, combine } from "./sampler.ts";

// The sums of absolute values that the test suite of the diffusers library expects of its own schedulers
// (github.com/huggingface/diffusers, tests/schedulers, "full loop"): ten steps from a ramp of 768 numbers with the model
// output = latents · t / (t + 1). They were made with PyTorch by other people's code.

const count = 768;
const ramp = Float32Array.from({ length: count }, (_, index) => {
  const [picture, rest] = [Math.floor(index / 192), index % 192];
  return (rest * 4 + picture) / count;
});
const reversedRamp = Float32Array.from(ramp, (value) => (count - 1) / count - value);

const linear = { num_train_timesteps: 1000, beta_start: 0.0001, beta_end: 0.02, beta_schedule: "linear" };
const ddim = { _class_name: "DDIMScheduler", ...linear, clip_sample: true };
const euler = { _class_name: "EulerDiscreteScheduler", ...linear, num_train_timesteps: 1100 };
const ancestral = { ...euler, _class_name: "EulerAncestralDiscreteScheduler" };
const dpm = { _class_name: "DPMSolverMultistepScheduler", ...linear };
const lcm = {
  _class_name: "LCMScheduler",
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: "scaled_linear",
};

interface Case {
  readonly what: string;
  readonly config: { readonly _class_name: string };
  readonly sampler: string;
  readonly steps?: number;
  /** Starts this late in the grid, from the ramp with noise. */
  readonly startAt?: number;
  readonly mean: number;
  readonly tolerance?: number;
}

const cases: readonly Case[] = [
  { what: "DDIM", config: ddim, sampler: "ddim", mean: 172.0067 / count },
  {
    what: "DDIM, v prediction",
    config: { ...ddim, prediction_type: "v_prediction" } as never,
    sampler: "ddim",
    mean: 52.5302 / count,
  },
  {
    what: "DDIM ending clean",
    config: { ...ddim, beta_start: 0.01, set_alpha_to_one: true } as never,
    sampler: "ddim",
    mean: 149.8295 / count,
  },
  {
    what: "DDIM ending at the first step",
    config: { ...ddim, beta_start: 0.01, set_alpha_to_one: false } as never,
    sampler: "ddim",
    mean: 149.0784 / count,
  },
  { what: "DDIM from a source", config: ddim, sampler: "ddim", startAt: 8, mean: 354.5418 / count },
  { what: "Euler", config: euler, sampler: "euler", mean: 10.0807 / count },
  {
    what: "Euler on the grid of Karras",
    config: { ...euler, use_karras_sigmas: true } as never,
    sampler: "euler",
    mean: 124.52299499511719 / count,
  },
  { what: "Euler ancestral", config: ancestral, sampler: "euler-ancestral", mean: 152.3192 / count },
  {
    what: "Euler ancestral, v prediction",
    config: { ...ancestral, prediction_type: "v_prediction" } as never,
    sampler: "euler-ancestral",
    mean: 108.4439 / count,
  },
  { what: "DPM-Solver++(2M)", config: dpm, sampler: "dpm-solver-2m", mean: 0.3301, tolerance: 6e-5 },
  {
    what: "DPM-Solver++(2M), v prediction",
    config: { ...dpm, prediction_type: "v_prediction" } as never,
    sampler: "dpm-solver-2m",
    mean: 0.2251,
    tolerance: 6e-5,
  },
  { what: "LCM in one step", config: lcm, sampler: "lcm", steps: 1, mean: 18.7097 / count },
  { what: "LCM", config: lcm, sampler: "lcm", mean: 197.7616 / count },
];

it.each(cases)(
  "$what gives the published number",
  async ({ config: file, sampler, steps = 10, startAt = 0, mean, tolerance = 1e-2 / count }) => {
    const config = readSchedulerConfig(file);
    const { sample, style } = samplerNamed(config, sampler);
    const whole = discreteGrid(config, style, steps);
    const grid = (sampler === "dpm-solver-2m" ? endingWithNoise(whole, config) : whole).slice(startAt);
    const first = grid[0] as GridPoint;
    const start = startAt > 0 ? noised(ramp, reversedRamp, first) : startingNoise(ramp, first, sampler, config);
    const randn = torchNoise(0);
    const run = { config, predict: rampModel, freshNoise: () => randn(count), afterStep: async () => {} };
    const end = sampler.startsWith("euler")
      ? await scaledTwice(sample, start, { ...run, grid })
      : await sample(start, { ...run, grid });
    const found = end.reduce((sum, value) => sum + Math.abs(value), 0) / count;
    expect(Math.abs(found - mean), `found ${found}, published ${mean}`).toBeLessThan(tolerance);
  },
);

const rampModel = async (latents: Float32Array, timestep: number): Promise<Float32Array> =>
  combine([timestep / (timestep + 1), latents]);

/**
 * The published loops for Euler scale their latents for the model and then go on from the scaled ones. To give the same
 * numbers, every step starts from latents scaled once more, while the model sees what it saw there.
 */
async function scaledTwice(sample: Sampler, start: Float32Array, run: SamplerRun): Promise<Float32Array> {
  let latents = start;
  for (let index = 0; index + 1 < run.grid.length; index++) {
    const [from, to] = run.grid.slice(index, index + 2) as [GridPoint, GridPoint];
    const seen = latents;
    const scaled = combine([from.signal, latents]);
    latents = await sample(scaled, { ...run, grid: [from, to], predict: (_, timestep) => rampModel(seen, timestep) });
  }
  return latents;
}

/** The published numbers of DPM-Solver++ are from before its last step went to zero noise: it ended at the first step's. */
function endingWithNoise(grid: Grid, config: SchedulerConfig): Grid {
  const share = signalShares(config.betas, config.trainSteps)[0] ?? 1;
  return [...grid.slice(0, -1), { timestep: 0, signal: Math.sqrt(share), noise: Math.sqrt(1 - share) }];
}

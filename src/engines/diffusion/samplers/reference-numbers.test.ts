import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Mixture, perfectOutput } from "../../../../test/fixtures/diffusion/mixture.ts";
import type { GridPoint } from "../grid.ts";
import { gridFor, noised, startingNoise } from "../image-to-image.ts";
import { type PredictionType, readSchedulerConfig } from "../scheduler-config.ts";
import { samplerNamed } from "./index.ts";

// How the numbers were made: test/fixtures/diffusion/reference/README.md.

interface Numbers extends Mixture {
  readonly noise: readonly number[];
  readonly source: readonly number[];
  readonly fresh: readonly (readonly number[])[];
  readonly cases: readonly ReferenceCase[];
}

interface ReferenceCase {
  readonly name: string;
  readonly sampler: string;
  readonly config: object;
  readonly steps: number;
  readonly strength: number;
  readonly prediction: PredictionType;
  /** Latents after every step. */
  readonly path: readonly (readonly number[])[];
}

const file = new URL("../../../../test/fixtures/diffusion/reference/numbers.json", import.meta.url);
const numbers = JSON.parse(readFileSync(file, "utf8")) as Numbers;

it.each(numbers.cases)("$name gives the reference numbers at every step", async (reference) => {
  const config = readSchedulerConfig({ ...reference.config, prediction_type: reference.prediction });
  const { sample, style } = samplerNamed(config, reference.sampler);
  const grid = gridFor(config, style, reference.steps, reference.strength);
  const first = grid[0] as GridPoint;
  const noise = Float32Array.from(numbers.noise);
  const start =
    reference.strength < 1
      ? noised(Float32Array.from(numbers.source), noise, first)
      : startingNoise(noise, first, reference.sampler, config);
  const path: number[][] = [];
  await sample(start, {
    grid,
    config,
    predict: async (latents, timestep) => perfectOutput(numbers, config.prediction, latents, pointAt(grid, timestep)),
    freshNoise: (step) => Float32Array.from(numbers.fresh[step] ?? []),
    afterStep: async (_, latents) => void path.push([...latents]),
  });
  expect(path.length).toBe(reference.path.length);
  const errors = path.flatMap((row, step) =>
    row.map((value, index) => Math.abs(value - (reference.path[step]?.[index] ?? Number.NaN))),
  );
  expect(Math.max(...errors)).toBeLessThan(1e-4);
});

function pointAt(grid: readonly GridPoint[], timestep: number): GridPoint {
  const point = grid.find((candidate) => candidate.timestep === timestep);
  if (!point) throw new Error(`No point has the timestep ${timestep}.`);
  return point;
}

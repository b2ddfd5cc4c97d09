import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { perfectOutput } from "../../../test/fixtures/diffusion/mixture.ts";
import { gridFor, stepsAt } from "./image-to-image.ts";
import { linspace, signalShares } from "./noise-schedule.ts";
import { estimateFrom } from "./prediction.ts";
import { samplerNamed, samplersFor } from "./samplers/index.ts";
import { PredictionType, readSchedulerConfig } from "./scheduler-config.ts";

const spacings = ["leading", "linspace", "trailing"] as const;
const schedules = ["linear", "scaled_linear", "squaredcos_cap_v2"] as const;
const configs = fc
  .record({
    spacing: fc.constantFrom(...spacings),
    schedule: fc.constantFrom(...schedules),
    karras: fc.boolean(),
    zero: fc.boolean(),
  })
  .map(({ spacing, schedule, karras, zero }) =>
    readSchedulerConfig({
      _class_name: "LCMScheduler",
      beta_schedule: schedule,
      timestep_spacing: spacing,
      use_karras_sigmas: karras,
      rescale_betas_zero_snr: zero,
    }),
  );
const flow = readSchedulerConfig({ _class_name: "FlowMatchEulerDiscreteScheduler", shift: 3 });

describe("every grid", () => {
  it("falls from noise to a clean end in as many steps as asked", () => {
    fc.assert(
      fc.property(configs, fc.integer({ min: 1, max: 50 }), (config, steps) => {
        for (const name of samplersFor(config)) {
          const grid = gridFor(config, samplerNamed(config, name).style, steps, 1);
          expect(grid).toHaveLength(steps + 1);
          expect(grid.at(-1)).toMatchObject({ signal: 1, noise: 0 });
          for (const [index, point] of grid.entries()) {
            expect(point.signal ** 2 + point.noise ** 2).toBeCloseTo(1, 9);
            if (index > 0) expect(point.noise).toBeLessThan(grid[index - 1]?.noise ?? 0);
          }
        }
      }),
    );
  });
});

describe("denoising strength", () => {
  it("of a flow model lays max(1, round(steps · strength)) steps from f(strength)", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (steps, strength) => {
        const grid = gridFor(flow, "with-first", steps, strength);
        expect(grid).toHaveLength(1 + Math.max(1, Math.round(steps * strength)));
        expect(grid[0]?.noise).toBeCloseTo((3 * strength) / (1 + 2 * strength), 12);
        expect(grid[0]?.timestep).toBeCloseTo((3000 * strength) / (1 + 2 * strength), 9);
      }),
    );
  });

  it("of other models keeps the last ⌊steps · strength⌋ of the usual steps", () => {
    const config = readSchedulerConfig({ _class_name: "DDIMScheduler", steps_offset: 1 });
    const timesteps = (strength: number): number[] =>
      gridFor(config, "with-first", 10, strength).map(({ timestep }) => timestep);
    expect(timesteps(1)).toEqual([901, 801, 701, 601, 501, 401, 301, 201, 101, 1, 0]);
    expect(timesteps(0.42)).toEqual([301, 201, 101, 1, 0]);
    expect(timesteps(0.35)).toEqual([201, 101, 1, 0]);
    expect(stepsAt(config, 10, 0.05)).toBe(0);
  });
});

it("reads the same data and noise from every kind of output", () => {
  const mixture = { means: [[0.5, -0.2]], deviation: 0.6, weights: [1] };
  const latents = Float32Array.of(0.3, -1.1);
  const estimates = PredictionType.options.map((type) => {
    const point =
      type === "flow_prediction" ? { timestep: 0, signal: 0.4, noise: 0.6 } : { timestep: 0, signal: 0.6, noise: 0.8 };
    const { data, noise } = estimateFrom(type, perfectOutput(mixture, type, latents, point), latents, point);
    return [...data, ...noise].every((value, index) => {
      const other = point.signal * (data[index % 2] ?? 0) + point.noise * (noise[index % 2] ?? 0);
      return Number.isFinite(value) && Math.abs(other - (latents[index % 2] ?? 0)) < 1e-6;
    });
  });
  expect(estimates).toEqual([true, true, true, true]);
});

it("takes trained betas as they are", () => {
  const config = readSchedulerConfig({ _class_name: "DDIMScheduler", trained_betas: [0.1, 0.2, 0.5] });
  expect([...signalShares(config.betas, 3)].map((share) => share.toFixed(6))).toEqual([
    "0.900000",
    "0.720000",
    "0.360000",
  ]);
});

it("refuses settings that would give wrong pictures without a word", () => {
  expect(() =>
    readSchedulerConfig({ _class_name: "FlowMatchEulerDiscreteScheduler", use_dynamic_shifting: true }),
  ).toThrow("not supported yet");
  expect(() => readSchedulerConfig({ _class_name: "DDIMScheduler", thresholding: true })).toThrow("not supported yet");
});

it("spaces evenly, ends included", () => {
  expect([...linspace(1, 3, 5)]).toEqual([1, 1.5, 2, 2.5, 3]);
  expect([...linspace(1, 3, 1)]).toEqual([1]);
});

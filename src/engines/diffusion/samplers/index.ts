import type { GridStyle } from "../grid.ts";
import type { SchedulerConfig } from "../scheduler-config.ts";
import { ddim } from "./ddim.ts";
import { dpmSolver2m } from "./dpm-solver-2m.ts";
import { eulerAncestral } from "./euler-ancestral.ts";
import { euler } from "./euler.ts";
import { flowEuler } from "./flow-euler.ts";
import { lcm } from "./lcm.ts";
import type { Sampler } from "./sampler.ts";

/** Part of the fingerprint: raise it whenever the same recipe would give other bytes. */
export const samplerVersion = 1;

interface SamplerEntry {
  readonly sample: Sampler;
  readonly style: GridStyle;
}

const discrete = {
  euler: { sample: euler, style: "fractional" },
  "euler-ancestral": { sample: eulerAncestral, style: "fractional" },
  "dpm-solver-2m": { sample: dpmSolver2m, style: "before-first" },
  ddim: { sample: ddim, style: "with-first" },
  lcm: { sample: lcm, style: "consistency" },
} as const satisfies Record<string, SamplerEntry>;

const flow = {
  "flow-euler": { sample: flowEuler, style: "with-first" },
  "dpm-solver-2m": { sample: dpmSolver2m, style: "with-first" },
} as const satisfies Record<string, SamplerEntry>;

const defaultsByClass: Readonly<Record<string, keyof typeof discrete>> = {
  DDIMScheduler: "ddim",
  EulerDiscreteScheduler: "euler",
  EulerAncestralDiscreteScheduler: "euler-ancestral",
  LCMScheduler: "lcm",
};

export const isFlow = (config: SchedulerConfig): boolean => config.prediction === "flow_prediction";

/** Names of the samplers that fit this model, its own first. Schedulers that we do not have get DPM-Solver++(2M). */
export function samplersFor(config: SchedulerConfig): [string, ...string[]] {
  if (isFlow(config)) return ["flow-euler", "dpm-solver-2m"];
  const first = defaultsByClass[config.className] ?? "dpm-solver-2m";
  const distilled = config.className === "LCMScheduler";
  const others = Object.keys(discrete).filter((name) => name !== first && (name !== "lcm" || distilled));
  return [first, ...others];
}

/** @param name one of `samplersFor(config)` */
export function samplerNamed(config: SchedulerConfig, name: string): SamplerEntry {
  const table: Readonly<Record<string, SamplerEntry>> = isFlow(config) ? flow : discrete;
  const entry = table[name];
  if (!entry) throw new Error(`There is no sampler “${name}” for this model.`);
  return entry;
}

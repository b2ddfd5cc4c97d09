import { z } from "zod";

/** What the model's output means. */
export const PredictionType = z.enum(["epsilon", "v_prediction", "sample", "flow_prediction"]);
export type PredictionType = z.infer<typeof PredictionType>;

/** scheduler/scheduler_config.json as the diffusers library writes it; absent fields have that library's defaults. */
const SchedulerFile = z.object({
  _class_name: z.string(),
  num_train_timesteps: z.int().min(1).default(1000),
  beta_start: z.number().default(0.0001),
  beta_end: z.number().default(0.02),
  beta_schedule: z.enum(["linear", "scaled_linear", "squaredcos_cap_v2"]).default("linear"),
  trained_betas: z.array(z.number()).nullish(),
  prediction_type: PredictionType.optional(),
  timestep_spacing: z.enum(["leading", "linspace", "trailing"]).optional(),
  steps_offset: z.int().default(0),
  set_alpha_to_one: z.boolean().default(true),
  clip_sample: z.boolean().optional(),
  clip_sample_range: z.number().default(1),
  rescale_betas_zero_snr: z.boolean().default(false),
  use_karras_sigmas: z.boolean().nullish(),
  original_inference_steps: z.int().min(1).default(50),
  timestep_scaling: z.number().default(10),
  shift: z.number().positive().nullish(),
  flow_shift: z.number().positive().nullish(),
  use_dynamic_shifting: z.boolean().nullish(),
  thresholding: z.boolean().nullish(),
});

/** Everything the samplers need to know of how the model was trained. */
export interface SchedulerConfig {
  readonly className: string;
  readonly trainSteps: number;
  readonly betas: BetaSchedule;
  readonly prediction: PredictionType;
  readonly spacing: "leading" | "linspace" | "trailing";
  readonly stepsOffset: number;
  /** DDIM: the last step ends without noise, instead of at the first training step. */
  readonly endsClean: boolean;
  /** DDIM and LCM clamp the estimate of the finished latents to ± this; null: they do not. */
  readonly clip: number | null;
  readonly karras: boolean;
  /** LCM: steps of the teacher, and the scale of its boundary condition. */
  readonly teacherSteps: number;
  readonly timestepScaling: number;
  /** Flow models: how far the grid leans towards noise; 1 is even. */
  readonly shift: number;
}

export interface BetaSchedule {
  readonly kind: "linear" | "scaled_linear" | "squaredcos_cap_v2" | "trained";
  readonly start: number;
  readonly end: number;
  readonly trained: readonly number[];
  readonly zeroTerminalSnr: boolean;
}

const clipsByDefault = new Set(["DDIMScheduler", "DDPMScheduler"]);
const leadingByDefault = new Set(["DDIMScheduler", "DDPMScheduler", "LCMScheduler", "PNDMScheduler"]);

/** @throws ZodError, or Error with a sentence for settings that would silently give wrong pictures. */
export function readSchedulerConfig(json: unknown): SchedulerConfig {
  const file = SchedulerFile.parse(json);
  if (file.use_dynamic_shifting)
    throw new Error("use_dynamic_shifting is not supported yet. Models with a fixed shift are.");
  if (file.thresholding) throw new Error("thresholding is not supported yet. Models of latents do not need it.");
  const clips = file.clip_sample ?? clipsByDefault.has(file._class_name);
  return {
    className: file._class_name,
    trainSteps: file.num_train_timesteps,
    betas: {
      kind: file.trained_betas ? "trained" : file.beta_schedule,
      start: file.beta_start,
      end: file.beta_end,
      trained: file.trained_betas ?? [],
      zeroTerminalSnr: file.rescale_betas_zero_snr,
    },
    prediction: file.prediction_type ?? (file._class_name.startsWith("FlowMatch") ? "flow_prediction" : "epsilon"),
    spacing: file.timestep_spacing ?? (leadingByDefault.has(file._class_name) ? "leading" : "linspace"),
    stepsOffset: file.steps_offset,
    endsClean: file.set_alpha_to_one,
    clip: clips ? file.clip_sample_range : null,
    karras: file.use_karras_sigmas ?? false,
    teacherSteps: file.original_inference_steps,
    timestepScaling: file.timestep_scaling,
    shift: file.shift ?? file.flow_shift ?? 1,
  };
}

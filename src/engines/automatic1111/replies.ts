import { z } from "zod";
import { parseLeniently } from "../http/request.ts";

// Only what is used, and leniently: A1111, Forge, reForge, SD.Next and stable-diffusion.cpp all answer a little differently.

const Named = z.object({ name: z.string() });
const named = z.array(Named).catch([]);

export const Samplers = named;
export const Upscalers = named;
export const Schedulers = named;

export const Options = z.object({
  sd_model_checkpoint: z.string().nullish(),
  sd_checkpoint_hash: z.string().nullish(),
  sd_vae: z.string().nullish(),
  CLIP_stop_at_last_layers: z.number().nullish(),
  eta_noise_seed_delta: z.number().nullish(),
  randn_source: z.string().nullish(),
  /** Forge only: "sd", "xl", "flux". */
  forge_preset: z.string().nullish(),
});
export type Options = z.infer<typeof Options>;

export const ScriptArgument = z.object({
  label: z.string().nullish(),
  value: z.unknown().optional(),
  choices: z.array(z.unknown()).nullish(),
});
export type ScriptArgument = z.infer<typeof ScriptArgument>;

export const Script = z.object({
  name: z.string().nullish(),
  is_alwayson: z.boolean().nullish(),
  is_img2img: z.boolean().nullish(),
  args: z.array(ScriptArgument).catch([]),
});
export type Script = z.infer<typeof Script>;
export const Scripts = z.array(Script).catch([]);

/** txt2img and img2img. `info` is JSON inside a string, or empty. */
export const Drawn = z
  .object({ images: z.array(z.string()).nullish(), info: z.unknown().optional() })
  .catch({ images: null, info: undefined });
export const Enlarged = z.object({ image: z.string().nullish() }).catch({ image: null });

const Info = z.object({
  seed: z.number().nullish(),
  all_seeds: z.array(z.number()).nullish(),
  index_of_first_image: z.number().nullish(),
});

/** What a server says of the pictures that it drew; nothing when it says nothing that can be read. */
export function readInfo(info: unknown): { readonly first: number; readonly seed: number | undefined } {
  const value = typeof info === "string" ? parseLeniently(info) : info;
  const { data } = Info.safeParse(value);
  return { first: data?.index_of_first_image ?? 0, seed: data?.all_seeds?.[0] ?? data?.seed ?? undefined };
}

/** /internal/progress, of one task. */
export const TaskProgress = z.object({
  active: z.boolean().nullish(),
  queued: z.boolean().nullish(),
  completed: z.boolean().nullish(),
  progress: z.number().nullish(),
  live_preview: z.string().nullish(),
  id_live_preview: z.number().nullish(),
});

/** /sdapi/v1/progress, of whatever the server does at the moment. */
export const ServerProgress = z.object({
  progress: z.number().nullish(),
  current_task: z.string().nullish(),
  state: z
    .object({
      interrupted: z.boolean().nullish(),
      skipped: z.boolean().nullish(),
      sampling_step: z.number().nullish(),
      sampling_steps: z.number().nullish(),
    })
    .nullish(),
});

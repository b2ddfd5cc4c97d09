import { z } from "zod";
import { LenientFlag, LenientNumber, LenientText, lenientList } from "../http/lenient.ts";
import { parseLeniently } from "../http/request.ts";

// Only what is used, and leniently: A1111, Forge, reForge, SD.Next and stable-diffusion.cpp all answer a little differently.

const named = lenientList(z.object({ name: z.string() }));

export const Samplers = named;
export const Upscalers = named;
export const Schedulers = named;

export const Options = z.object({
  sd_model_checkpoint: LenientText,
  sd_checkpoint_hash: LenientText,
  sd_vae: LenientText,
  CLIP_stop_at_last_layers: LenientNumber,
  eta_noise_seed_delta: LenientNumber,
  randn_source: LenientText,
  /** Forge only: "sd", "xl", "flux". */
  forge_preset: LenientText,
});
export type Options = z.infer<typeof Options>;

export const ScriptArgument = z.object({
  label: LenientText,
  value: z.unknown().optional(),
  choices: z.array(z.unknown()).nullish(),
});
export type ScriptArgument = z.infer<typeof ScriptArgument>;

export const Script = z.object({
  name: LenientText,
  is_alwayson: LenientFlag,
  is_img2img: LenientFlag,
  args: lenientList(ScriptArgument),
});
export type Script = z.infer<typeof Script>;
export const Scripts = lenientList(Script);

/** txt2img and img2img. `info` is JSON inside a string, or empty. */
export const Drawn = z
  .object({ images: z.array(z.string()).nullish().catch(null), info: z.unknown().optional() })
  .catch({ images: null, info: undefined });
export const Enlarged = z.object({ image: LenientText }).catch({ image: null });

const Info = z.object({
  seed: LenientNumber,
  all_seeds: lenientList(LenientNumber),
  index_of_first_image: LenientNumber,
});

/** What a server says of the pictures that it drew; nothing when it says nothing that can be read. */
export function readInfo(info: unknown): { readonly first: number; readonly seed: number | undefined } {
  const value = typeof info === "string" ? parseLeniently(info) : info;
  const { data } = Info.safeParse(value);
  return { first: data?.index_of_first_image ?? 0, seed: data?.all_seeds?.[0] ?? data?.seed ?? undefined };
}

/** /internal/progress, of one task. */
export const TaskProgress = z.object({
  active: LenientFlag,
  queued: LenientFlag,
  completed: LenientFlag,
  progress: LenientNumber,
  live_preview: LenientText,
  id_live_preview: LenientNumber,
});

/** /sdapi/v1/progress, of whatever the server does at the moment. */
export const ServerProgress = z.object({
  progress: LenientNumber,
  current_task: LenientText,
  state: z
    .object({
      interrupted: LenientFlag,
      skipped: LenientFlag,
      sampling_step: LenientNumber,
      sampling_steps: LenientNumber,
    })
    .nullish(),
});

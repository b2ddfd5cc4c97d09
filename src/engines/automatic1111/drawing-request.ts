import type { EngineDescription } from "../../core/engine.ts";
import type { Recipe } from "../../core/recipe.ts";
import { type StartingPictures, base64 } from "../local-server/pictures.ts";

export interface DrawingRequest {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A recipe as txt2img or img2img asks for it (sdapi/v1 of A1111 1.10 and Forge). */
export function drawingRequest(
  recipe: Recipe,
  description: EngineDescription,
  started: StartingPictures | undefined,
  { task, model }: { task: string; model: string | undefined },
): DrawingRequest {
  const { scheduler, distilled_cfg_scale: distilled } = recipe.settings;
  const body = {
    prompt: recipe.prompt,
    negative_prompt: recipe.negativePrompt,
    seed: recipe.seed,
    ...(recipe.variation ? { subseed: recipe.variation.seed, subseed_strength: recipe.variation.strength } : {}),
    sampler_name: recipe.sampler ?? description.samplers?.[0],
    ...(scheduler === undefined ? {} : { scheduler }),
    steps: recipe.steps ?? description.steps?.default,
    cfg_scale: recipe.guidance ?? description.guidance?.default,
    ...(distilled === undefined ? {} : { distilled_cfg_scale: Number(distilled) }),
    width: recipe.size.width,
    height: recipe.size.height,
    batch_size: 1,
    n_iter: 1,
    send_images: true,
    save_images: false,
    do_not_save_grid: true,
    do_not_save_samples: true,
    force_task_id: task,
    ...(model === undefined
      ? {}
      : { override_settings: { sd_model_checkpoint: model }, override_settings_restore_afterwards: false }),
  };
  if (!started) return { path: "sdapi/v1/txt2img", body };
  return {
    path: "sdapi/v1/img2img",
    body: {
      ...body,
      init_images: [base64(started.source)],
      denoising_strength: recipe.strength,
      resize_mode: 0,
      include_init_images: false,
      ...(started.mask ? maskFields(started.mask) : {}),
    },
  };
}

/** The whole picture is drawn and the edge is cut by ourselves, exactly: so no blur, and the original underneath. */
const maskFields = (mask: Uint8Array) => ({
  mask: base64(mask),
  mask_blur: 0,
  inpainting_fill: 1,
  inpaint_full_res: false,
  inpainting_mask_invert: 0,
});

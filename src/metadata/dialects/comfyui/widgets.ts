import { asObject, asText } from "../../lenient-json.ts";

/** "fixed", "randomize", …: a value without an input of its own after every seed in the editor. */
const after = "control_after_generate";
const isControl = (value: unknown): boolean =>
  typeof value === "string" && /^(?:fixed|increment|decrement|randomize|increment-wrap)$/u.test(value);

const encoder = ["text"];
const latent = ["width", "height", "batch_size"];

/** The values of ComfyUI's own nodes, in the order of the editor (read in its nodes.py and comfy_extras). */
const widgetNames: Readonly<Record<string, readonly string[]>> = {
  KSampler: ["seed", after, "steps", "cfg", "sampler_name", "scheduler", "denoise"],
  KSamplerAdvanced: [
    "add_noise",
    "noise_seed",
    after,
    "steps",
    "cfg",
    "sampler_name",
    "scheduler",
    "start_at_step",
    "end_at_step",
    "return_with_leftover_noise",
  ],
  "KSampler (Efficient)": ["seed", after, "steps", "cfg", "sampler_name", "scheduler", "denoise"],
  SamplerCustom: ["add_noise", "noise_seed", after, "cfg"],
  RandomNoise: ["noise_seed", after],
  KSamplerSelect: ["sampler_name"],
  BasicScheduler: ["scheduler", "steps", "denoise"],
  KarrasScheduler: ["steps", "sigma_max", "sigma_min", "rho"],
  ExponentialScheduler: ["steps", "sigma_max", "sigma_min"],
  SDTurboScheduler: ["steps", "denoise"],
  AlignYourStepsScheduler: ["model_type", "steps", "denoise"],
  Flux2Scheduler: ["steps", "width", "height"],
  CFGGuider: ["cfg"],
  DualCFGGuider: ["cfg_conds", "cfg_cond2_negative"],
  FluxGuidance: ["guidance"],
  CLIPTextEncode: encoder,
  CLIPTextEncodeSDXL: ["width", "height", "crop_w", "crop_h", "target_width", "target_height", "text_g", "text_l"],
  CLIPTextEncodeSDXLRefiner: ["ascore", "width", "height", "text"],
  CLIPTextEncodeFlux: ["clip_l", "t5xxl", "guidance"],
  CLIPTextEncodeSD3: ["clip_l", "clip_g", "t5xxl", "empty_padding"],
  TextEncodeQwenImageEdit: ["prompt"],
  TextEncodeQwenImageEditPlus: ["prompt"],
  CheckpointLoaderSimple: ["ckpt_name"],
  CheckpointLoader: ["config_name", "ckpt_name"],
  ImageOnlyCheckpointLoader: ["ckpt_name"],
  UNETLoader: ["unet_name", "weight_dtype"],
  UnetLoaderGGUF: ["unet_name"],
  LoraLoader: ["lora_name", "strength_model", "strength_clip"],
  LoraLoaderModelOnly: ["lora_name", "strength_model"],
  EmptyLatentImage: latent,
  EmptySD3LatentImage: latent,
  EmptyHunyuanLatentVideo: ["width", "height", "length", "batch_size"],
  EmptyFlux2LatentImage: latent,
  LatentUpscale: ["upscale_method", "width", "height", "crop"],
  LatentUpscaleBy: ["upscale_method", "scale_by"],
  LoadImage: ["image"],
  SaveImage: ["filename_prefix"],
  PrimitiveInt: ["value", after],
  PrimitiveFloat: ["value"],
  PrimitiveString: ["value"],
  PrimitiveStringMultiline: ["value"],
  PrimitiveNode: ["value", after],
  StringConcatenate: ["string_a", "string_b", "delimiter"],
  "Seed (rgthree)": ["seed"],
  "Efficient Loader": [
    "ckpt_name",
    "vae_name",
    "clip_skip",
    "lora_name",
    "lora_model_strength",
    "lora_clip_strength",
    "positive",
    "negative",
    "token_normalization",
    "weight_interpretation",
    "empty_latent_width",
    "empty_latent_height",
    "batch_size",
  ],
};

/** The values of a node by their names: known ones, else as its inputs say, else a lone text as "text". */
export function widgetsOf(
  type: string,
  node: Readonly<Record<string, unknown>>,
): readonly (readonly [string, unknown])[] {
  const values = node["widgets_values"];
  const named = asObject(values);
  if (named) return Object.entries(named);
  if (!Array.isArray(values)) return [];
  const names = widgetNames[type] ?? namesFromInputs(node, values);
  if (names.length > 0)
    return names.flatMap((name, i) => (i < values.length && name !== after ? [[name, values[i]] as const] : []));
  const texts = values.filter((value) => typeof value === "string" && !isControl(value));
  return texts.length === 1 ? [["text", texts[0]]] : [];
}

/** Newer editors list every value among the inputs, but for the control after a seed. */
function namesFromInputs(node: Readonly<Record<string, unknown>>, values: readonly unknown[]): readonly string[] {
  const inputs: readonly unknown[] = Array.isArray(node["inputs"]) ? node["inputs"] : [];
  const names = inputs.flatMap((input) => {
    const name = asText(asObject(asObject(input)?.["widget"])?.["name"]);
    return name === undefined ? [] : [name];
  });
  const placed: string[] = [];
  for (const name of names) {
    placed.push(name);
    if (/seed/iu.test(name) && isControl(values[placed.length])) placed.push(after);
  }
  return placed.length <= values.length ? placed : [];
}

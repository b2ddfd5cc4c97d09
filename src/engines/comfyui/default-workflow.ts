import type { Graph } from "./graph.ts";

/** The plain way from words to a picture, with any checkpoint: what ComfyUI itself opens with. */
export const defaultWorkflow = (checkpoint: string, side: number): Graph => ({
  "4": { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: checkpoint } },
  "5": { class_type: "EmptyLatentImage", inputs: { width: side, height: side, batch_size: 1 } },
  "6": { class_type: "CLIPTextEncode", inputs: { text: "", clip: ["4", 1] } },
  "7": { class_type: "CLIPTextEncode", inputs: { text: "", clip: ["4", 1] } },
  "3": {
    class_type: "KSampler",
    inputs: {
      seed: 0,
      steps: 20,
      cfg: 7,
      sampler_name: "euler",
      scheduler: "normal",
      denoise: 1,
      model: ["4", 0],
      positive: ["6", 0],
      negative: ["7", 0],
      latent_image: ["5", 0],
    },
  },
  "8": { class_type: "VAEDecode", inputs: { samples: ["3", 0], vae: ["4", 2] } },
  "9": { class_type: "SaveImage", inputs: { filename_prefix: "samebut", images: ["8", 0] } },
});

/** Enlarges an uploaded picture with an upscaling model to an exact size. */
export const upscaleWorkflow = (image: string, model: string, size: { width: number; height: number }): Graph => ({
  "1": { class_type: "LoadImage", inputs: { image } },
  "2": { class_type: "UpscaleModelLoader", inputs: { model_name: model } },
  "3": { class_type: "ImageUpscaleWithModel", inputs: { upscale_model: ["2", 0], image: ["1", 0] } },
  "4": {
    class_type: "ImageScale",
    inputs: { image: ["3", 0], upscale_method: "lanczos", width: size.width, height: size.height, crop: "center" },
  },
  "5": { class_type: "SaveImage", inputs: { filename_prefix: "samebut", images: ["4", 0] } },
});

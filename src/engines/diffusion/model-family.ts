import { notSupported, partsMissing } from "./folder-problems.ts";
import { type Geometry, latentPort } from "./geometry.ts";
import type { ModelFolder } from "./load-folder.ts";

/** Which family's way of hearing text a denoiser has, told by its inputs. */
export type TextStyle = "plain" | "xl" | "sd3";

const inputsOf: Readonly<Record<TextStyle, readonly string[]>> = {
  plain: ["encoder_hidden_states"], // Stable Diffusion 1 and 2, latent consistency models, our own
  xl: ["encoder_hidden_states", "text_embeds", "time_ids"], // Stable Diffusion XL
  sd3: ["encoder_hidden_states", "pooled_projections"], // Stable Diffusion 3
};

/** Embeds the guidance scale in models that were distilled with it. */
export const guidanceInput = "timestep_cond";

/** Tells a model that was trained on parts of pictures which part it draws; our own. */
export const windowInput = "window";

/** @throws StudioError "refused" for denoisers that ask for something else */
export function textStyleOf(folder: ModelFolder): TextStyle {
  const { denoiser } = folder;
  const handled = new Set([latentPort(denoiser)?.name, "timestep", guidanceInput, windowInput]);
  const asked = denoiser.header.inputs.map(({ name }) => name).filter((name) => !handled.has(name));
  for (const [style, inputs] of Object.entries(inputsOf) as [TextStyle, readonly string[]][]) {
    if (asked.length === inputs.length && inputs.every((name) => asked.includes(name))) return style;
  }
  throw notSupported(
    `${denoiser.name}/model.onnx asks for ${asked.join(", ") || "no text"}, which is no family of models that can be run here (${folder.index._class_name}).`,
    "Stable Diffusion 1, 2, XL and 3, latent consistency models, and models with one text encoder can be run.",
  );
}

/**
 * Whether the parts of a folder belong together and can be run here, as far as their headers tell.
 *
 * @throws StudioError "not-found" naming a missing encoder, "refused" saying what is not supported
 */
export function requireRunnable(folder: ModelFolder, geometry: Geometry): void {
  const names = folder.textEncoders.map(({ name }) => name);
  if (textStyleOf(folder) !== "plain" && !names.includes("text_encoder_2"))
    throw partsMissing(folder.path, ["text_encoder_2/model.onnx"]);
  const channels = latentPort(folder.denoiser)?.shape[1];
  if (typeof channels !== "number" || channels === geometry.latentChannels) return;
  throw notSupported(
    `${folder.denoiser.name}/model.onnx takes ${channels} channels where latents have ${geometry.latentChannels}; it was trained to be given a mask or a second picture as well.`,
    "Use the ordinary text-to-image model of the same family; it can be given a mask too.",
  );
}

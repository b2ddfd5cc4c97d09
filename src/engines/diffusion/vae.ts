import type { Size } from "../../core/size.ts";
import type { Geometry } from "./geometry.ts";
import type { ModelFolder } from "./load-folder.ts";
import { type OnnxModel, openModel } from "./onnx-model.ts";

/** Between pictures (8-bit RGB, three bytes per pixel) and latents in the scale that the denoiser was trained on. */
export interface Vae {
  encode(pixels: Uint8Array, size: Size): Promise<Float32Array>;
  decode(latents: Float32Array, size: Size): Promise<Uint8Array>;
}

/** Scale of Stable Diffusion 1, for folders that do not say. */
const usualScale = 0.18215;

export async function openVae(folder: ModelFolder, geometry: Geometry, threads: number): Promise<Vae> {
  const { config } = folder.decoder;
  const scale = config.scaling_factor ?? usualScale;
  const shift = config.shift_factor ?? 0;
  const decoder = await openModel(folder.decoder, threads);
  const encoder = folder.encoder && (await openModel(folder.encoder, threads));
  return {
    async encode(pixels, size) {
      if (!encoder) throw new Error("The model folder has no vae_encoder.");
      const latents = await encodePixels(encoder, pixels, size, geometry.latentChannels);
      return latents.map((value) => (value - shift) * scale);
    },
    async decode(latents, { width, height }) {
      const dims = [1, geometry.latentChannels, height / geometry.cell, width / geometry.cell];
      const unscaled = latents.map((value) => value / scale + shift);
      const output = decoder.outputs[0] as string;
      const result = await decoder.run({ [inputOf(decoder)]: { data: unscaled, dims } }, [output]);
      return toPixels(result[output]?.data ?? new Float32Array());
    },
  };
}

/** Encoders give latents, or the mean and the logarithm of the variance: the mean is taken, so that nothing is random. */
async function encodePixels(
  encoder: OnnxModel,
  pixels: Uint8Array,
  { width, height }: Size,
  channels: number,
): Promise<Float32Array> {
  const output = encoder.outputs[0] as string;
  const result = await encoder.run({ [inputOf(encoder)]: { data: fromPixels(pixels), dims: [1, 3, height, width] } }, [
    output,
  ]);
  const { data, dims } = result[output] as { data: Float32Array; dims: readonly number[] };
  return dims[1] === 2 * channels ? data.slice(0, data.length / 2) : data;
}

const inputOf = (model: OnnxModel): string => [...model.inputs.keys()][0] as string;

/** Bytes 0…255, pixel by pixel, to −1…1, channel by channel. */
function fromPixels(pixels: Uint8Array): Float32Array {
  const area = pixels.length / 3;
  const planes = new Float32Array(pixels.length);
  for (let index = 0; index < pixels.length; index++) {
    planes[(index % 3) * area + Math.floor(index / 3)] = (pixels[index] ?? 0) / 127.5 - 1;
  }
  return planes;
}

function toPixels(planes: Float32Array): Uint8Array {
  const area = planes.length / 3;
  const pixels = new Uint8Array(planes.length);
  for (let index = 0; index < pixels.length; index++) {
    const value = planes[(index % 3) * area + Math.floor(index / 3)] ?? 0;
    pixels[index] = Math.min(255, Math.max(0, Math.round((value + 1) * 127.5)));
  }
  return pixels;
}

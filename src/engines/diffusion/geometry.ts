import type { Size } from "../../core/size.ts";
import type { ModelFolder, ModelPart } from "./load-folder.ts";
import type { Port } from "./onnx-header.ts";

/** How pictures and latents relate, and which sizes the graphs allow. */
export interface Geometry {
  readonly latentChannels: number;
  /** Pixels per side of a latent cell. */
  readonly cell: number;
  /** Width and height must be multiples of this many pixels. */
  readonly multiple: number;
  readonly defaultSize: Size;
  /** The only size that the graphs take, where they fix it. */
  readonly onlySize: Size | undefined;
}

const latentPorts = ["sample", "hidden_states"];

/** The denoiser's latent input. */
export const latentPort = (denoiser: ModelPart): Port | undefined =>
  denoiser.header.inputs.find(({ name }) => latentPorts.includes(name));

export function geometryOf(folder: ModelFolder): Geometry {
  const latents = latentPort(folder.denoiser)?.shape ?? [];
  const cell = cellSize(folder, latents);
  const fixed = fixedSize(latents, cell);
  return {
    latentChannels:
      folder.decoder.config.latent_channels ?? numberAt(latents, 1) ?? folder.denoiser.config.in_channels ?? 4,
    cell,
    multiple: cell * latentMultiple(folder.denoiser),
    defaultSize: fixed ?? configuredSize(folder, cell),
    onlySize: fixed,
  };
}

/** A UNet halves the latents between its levels; a transformer cuts them into patches. */
function latentMultiple({ config }: ModelPart): number {
  const levels = config.down_block_types?.length ?? 1;
  return (config.patch_size ?? 1) * 2 ** Math.max(0, levels - 1);
}

const numberAt = (shape: readonly (number | string)[], index: number): number | undefined => {
  const size = shape[index];
  return typeof size === "number" ? size : undefined;
};

function cellSize(folder: ModelFolder, latents: readonly (number | string)[]): number {
  const { block_out_channels: levels } = folder.decoder.config;
  if (levels && levels.length > 0) return 2 ** (levels.length - 1);
  const pixels =
    numberAt(folder.encoder?.header.inputs[0]?.shape ?? [], 2) ??
    numberAt(folder.decoder.header.outputs[0]?.shape ?? [], 2);
  const cells = numberAt(latents, 2);
  if (pixels !== undefined && cells !== undefined) return pixels / cells;
  const [sample] = sampleSize(folder);
  return folder.index.samebut.size !== undefined && sample !== undefined ? folder.index.samebut.size / sample : 8;
}

function fixedSize(latents: readonly (number | string)[], cell: number): Size | undefined {
  const height = numberAt(latents, 2);
  const width = numberAt(latents, 3);
  return height === undefined || width === undefined ? undefined : { width: width * cell, height: height * cell };
}

function configuredSize(folder: ModelFolder, cell: number): Size {
  const own = folder.index.samebut.size;
  if (own !== undefined) return { width: own, height: own };
  const [height = 64, width = height] = sampleSize(folder);
  return { width: width * cell, height: height * cell };
}

/** Rows and columns of latents that the denoiser was trained on. */
function sampleSize(folder: ModelFolder): readonly number[] {
  const size = folder.denoiser.config.sample_size;
  if (size === null || size === undefined) return [];
  return typeof size === "number" ? [size] : size;
}

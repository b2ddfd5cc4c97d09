import type { Size } from "../../core/size.ts";
import type { Conditioning } from "./conditioning.ts";
import { type Geometry, latentPort } from "./geometry.ts";
import { guide, needsGuidance } from "./guidance.ts";
import { guidanceEmbedding } from "./guidance-embedding.ts";
import type { ModelFolder } from "./load-folder.ts";
import { guidanceInput, windowInput } from "./model-family.ts";
import type { WindowShares } from "./noise-field.ts";
import { type Numbers, type OnnxModel, openModel } from "./onnx-model.ts";

/** The model's output for latents at a timestep, guidance included. */
export type Predict = (latents: Float32Array, timestep: number) => Promise<Float32Array>;

export interface Denoiser {
  /** Whether the model was distilled with its guidance scale as an input, so that it needs no negative prompt. */
  readonly guidesItself: boolean;
  /**
   * @param window what is drawn, as shares of the whole; only models that were trained on parts of pictures hear it
   */
  predictor(conditions: Conditions, guidance: number, size: Size, window: WindowShares): Predict;
}

export interface Conditions {
  readonly prompt: Conditioning;
  /** Absent: the prompt alone. */
  readonly negative: Conditioning | undefined;
}

export async function openDenoiser(folder: ModelFolder, geometry: Geometry, threads: number): Promise<Denoiser> {
  const model = await openModel(folder.denoiser, threads);
  const guidesItself = model.inputs.has(guidanceInput);
  const embeddingWidth = folder.denoiser.config.time_cond_proj_dim ?? 256;
  return {
    guidesItself,
    predictor({ prompt, negative }, guidance, { width, height }, window) {
      const shape = [geometry.latentChannels, height / geometry.cell, width / geometry.cell];
      const embedding = guidesItself ? { [guidanceInput]: guidanceEmbedding(guidance, embeddingWidth) } : {};
      const place = model.inputs.has(windowInput)
        ? { [windowInput]: { data: Float32Array.from(window), dims: [1, 4] } }
        : {};
      const pass = (feeds: readonly Conditioning["feeds"][]): Predict =>
        forwardPass(
          model,
          shape,
          feeds.map((each) => ({ ...each, ...embedding, ...place })),
        );
      if (!negative || !needsGuidance(guidance)) return pass([prompt.feeds]);
      const pair =
        batchOf(model) === 1
          ? oneByOne(pass([negative.feeds]), pass([prompt.feeds]))
          : pass([negative.feeds, prompt.feeds]);
      return async (latents, timestep) => guide(await pair(latents, timestep), guidance);
    },
  };
}

/** A forward pass over one batch; its buffers are made once and reused at every step. */
function forwardPass(model: OnnxModel, shape: readonly number[], batch: readonly Conditioning["feeds"][]): Predict {
  const [output] = model.outputs;
  const latentName = latentPort(model.part)?.name as string;
  const latentInput: Numbers = {
    data: new Float32Array(batch.length * shape.reduce((a, b) => a * b)),
    dims: [batch.length, ...shape],
  };
  const timestepInput = timestepNumbers(model, batch.length);
  const feeds = { ...stack(batch), [latentName]: latentInput, timestep: timestepInput };
  return async (latents, timestep) => {
    for (let index = 0; index < batch.length; index++) latentInput.data.set(latents, index * latents.length);
    timestepInput.data.fill(timestep);
    const results = await model.run(feeds, [output as string]);
    return (results[output as string] as Numbers).data;
  };
}

/** Graphs with a fixed batch of one run twice per step. */
const oneByOne =
  (negative: Predict, prompt: Predict): Predict =>
  async (latents, timestep) => {
    const pair = new Float32Array(2 * latents.length);
    pair.set(await negative(latents, timestep));
    pair.set(await prompt(latents, timestep), latents.length);
    return pair;
  };

const batchOf = (model: OnnxModel): number | string | undefined => latentPort(model.part)?.shape[0];

/** A scalar, one number, or one per picture, as the graph's shape says. */
function timestepNumbers(model: OnnxModel, batch: number): Numbers {
  const shape = model.inputs.get("timestep")?.shape ?? [];
  if (shape.length === 0) return { data: new Float32Array(1), dims: [] };
  const perPicture = shape[0] === batchOf(model) || model.part.name === "transformer";
  const count = perPicture && shape[0] !== 1 ? batch : 1;
  return { data: new Float32Array(count), dims: [count] };
}

/** Batches of one, one after another. */
function stack(batch: readonly Conditioning["feeds"][]): Record<string, Numbers> {
  const names = Object.keys(batch[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const parts = batch.map((feeds) => feeds[name] as Numbers);
      const length = parts[0]?.data.length ?? 0;
      const data = new Float32Array(length * parts.length);
      parts.forEach((part, index) => data.set(part.data, index * length));
      return [name, { data, dims: [parts.length, ...(parts[0]?.dims.slice(1) ?? [])] }];
    }),
  );
}

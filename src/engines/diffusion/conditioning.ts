import type { Size } from "../../core/size.ts";
import { partsMissing } from "./folder-problems.ts";
import type { ModelFolder, TextPart } from "./load-folder.ts";
import { textStyleOf } from "./model-family.ts";
import type { Numbers } from "./onnx-model.ts";
import { type EncodedText, type TextOutput, openTextEncoder } from "./text-encoder.ts";

/** What the denoiser is told besides latents and timestep, by input name, each for a batch of one. */
export interface Conditioning {
  readonly feeds: Readonly<Record<string, Numbers>>;
  /** The end of the prompt that no encoder heard, and how many tokens the longest one takes. */
  readonly unheard: string;
  readonly length: number;
}

export interface Conditioner {
  /** @param negative an empty negative prompt is nothing at all for models trained so */
  condition(prompt: string, size: Size, negative: boolean): Promise<Conditioning>;
}

export async function openConditioner(folder: ModelFolder, threads: number): Promise<Conditioner> {
  switch (textStyleOf(folder)) {
    case "plain":
      return plainConditioner(folder, threads);
    case "xl":
      return xlConditioner(folder, threads);
    case "sd3":
      return sd3Conditioner(folder, threads);
  }
}

async function plainConditioner(folder: ModelFolder, threads: number): Promise<Conditioner> {
  const encoder = await openTextEncoder(encoderNamed(folder, "text_encoder"), ["last"], threads);
  return {
    async condition(prompt) {
      const { outputs, unheard, length } = await encoder.encode(prompt);
      return { feeds: { encoder_hidden_states: outputs.last }, unheard, length };
    },
  };
}

/** Podell et al., arXiv 2307.01952, section 2: two encoders side by side; the picture's size is a condition of its own. */
async function xlConditioner(folder: ModelFolder, threads: number): Promise<Conditioner> {
  const [small, large] = await openPair(folder, [["penultimate"], ["penultimate", "pooled"]], threads);
  return {
    async condition(prompt, { width, height }, negative) {
      const [first, second] = [await small.encode(prompt), await large.encode(prompt)];
      const nothing = negative && prompt === "" && (folder.index.force_zeros_for_empty_prompt ?? false);
      const silence = nothing ? zeros : (numbers: Numbers): Numbers => numbers;
      return {
        feeds: {
          encoder_hidden_states: silence(joinFeatures(first.outputs.penultimate, second.outputs.penultimate)),
          text_embeds: silence(second.outputs.pooled),
          time_ids: { data: Float32Array.of(height, width, 0, 0, height, width), dims: [1, 6] },
        },
        ...longestOf(first, second),
      };
    },
  };
}

/** Esser et al., arXiv 2403.03206, appendix B.3: both CLIP encoders side by side, widened, then T5's tokens after them. */
async function sd3Conditioner(folder: ModelFolder, threads: number): Promise<Conditioner> {
  const [small, large] = await openPair(
    folder,
    [
      ["penultimate", "pooled"],
      ["penultimate", "pooled"],
    ],
    threads,
  );
  const t5Part = folder.textEncoders.find(({ name }) => name === "text_encoder_3");
  const t5 = t5Part && (await openTextEncoder(t5Part, ["last"], threads));
  const width = folder.denoiser.config.joint_attention_dim ?? 4096;
  return {
    async condition(prompt) {
      const [first, second] = [await small.encode(prompt), await large.encode(prompt)];
      const third = await t5?.encode(prompt);
      const clip = widen(joinFeatures(first.outputs.penultimate, second.outputs.penultimate), width);
      const silence: Numbers = { data: new Float32Array(first.length * width), dims: [1, first.length, width] };
      return {
        feeds: {
          encoder_hidden_states: joinTokens(clip, third?.outputs.last ?? silence),
          pooled_projections: joinFeatures(first.outputs.pooled, second.outputs.pooled),
        },
        ...longestOf(...(third ? [third] : [first, second])),
      };
    },
  };
}

async function openPair(
  folder: ModelFolder,
  wanted: readonly [readonly TextOutput[], readonly TextOutput[]],
  threads: number,
) {
  return Promise.all([
    openTextEncoder(encoderNamed(folder, "text_encoder"), wanted[0], threads),
    openTextEncoder(encoderNamed(folder, "text_encoder_2"), wanted[1], threads),
  ]);
}

function encoderNamed(folder: ModelFolder, name: string): TextPart {
  const part = folder.textEncoders.find((candidate) => candidate.name === name);
  if (!part) throw partsMissing(folder.path, [`${name}/model.onnx`]);
  return part;
}

/** What the encoder that hears most did not hear. */
function longestOf(...texts: readonly EncodedText[]): { unheard: string; length: number } {
  const [best] = texts.toSorted((a, b) => b.length - a.length);
  return { unheard: best?.unheard ?? "", length: best?.length ?? 0 };
}

const zeros = ({ data, dims }: Numbers): Numbers => ({ data: new Float32Array(data.length), dims });

/** The features of `b` after those of `a`, token by token. */
export function joinFeatures(a: Numbers, b: Numbers): Numbers {
  const [left, right] = [a.dims.at(-1) ?? 0, b.dims.at(-1) ?? 0];
  const tokens = a.data.length / left;
  const data = new Float32Array(tokens * (left + right));
  for (let token = 0; token < tokens; token++) {
    data.set(a.data.subarray(token * left, (token + 1) * left), token * (left + right));
    data.set(b.data.subarray(token * right, (token + 1) * right), token * (left + right) + left);
  }
  return { data, dims: [...a.dims.slice(0, -1), left + right] };
}

/** Zeros after the features of every token, up to `width`. */
export function widen(numbers: Numbers, width: number): Numbers {
  const have = numbers.dims.at(-1) ?? 0;
  const tokens = numbers.data.length / have;
  return joinFeatures(numbers, {
    data: new Float32Array(tokens * (width - have)),
    dims: [...numbers.dims.slice(0, -1), width - have],
  });
}

/** The tokens of `b` after those of `a`. */
export function joinTokens(a: Numbers, b: Numbers): Numbers {
  const data = new Float32Array(a.data.length + b.data.length);
  data.set(a.data);
  data.set(b.data, a.data.length);
  return { data, dims: [1, (a.dims[1] ?? 0) + (b.dims[1] ?? 0), a.dims[2] ?? 0] };
}

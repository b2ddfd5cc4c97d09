import { notSupported } from "./folder-problems.ts";
import type { TextPart } from "./load-folder.ts";
import { type Numbers, type OnnxModel, openModel } from "./onnx-model.ts";
import { type PromptTokenizer, loadTokenizer } from "./tokenizer.ts";

/** What a denoiser may want of a text encoder. */
export type TextOutput =
  | "last" // one vector per token, from the last layer
  | "penultimate" // one vector per token, from the layer before it
  | "pooled"; // one vector for the whole prompt

export interface EncodedText {
  readonly outputs: Readonly<Record<TextOutput, Numbers>>;
  /** The end of the prompt that did not fit; empty when all did. */
  readonly unheard: string;
  /** How many tokens fit. */
  readonly length: number;
}

export interface TextEncoder {
  encode(prompt: string): Promise<EncodedText>;
}

/** @param wanted the outputs that will be read; asking for another throws */
export async function openTextEncoder(
  part: TextPart,
  wanted: readonly TextOutput[],
  threads: number,
): Promise<TextEncoder> {
  const model = await openModel(part, threads);
  const [input] = part.header.inputs;
  const fixedLength = input?.shape[1];
  const tokenizer = await loadTokenizer(
    part.tokenizerFolder,
    typeof fixedLength === "number" ? fixedLength : undefined,
  );
  const names = new Map(wanted.map((output) => [output, outputName(model, output)]));
  return { encode: (prompt) => encode(model, tokenizer, names, prompt) };
}

async function encode(
  model: OnnxModel,
  tokenizer: PromptTokenizer,
  names: ReadonlyMap<TextOutput, string>,
  prompt: string,
): Promise<EncodedText> {
  const { ids, unheard } = tokenizer.encode(prompt);
  const feeds = { input_ids: { data: Float32Array.from(ids), dims: [1, ids.length] } };
  const results = await model.run(feeds, [...new Set(names.values())]);
  const outputs = Object.fromEntries([...names].map(([output, name]) => [output, results[name]]));
  return { outputs: outputs as Record<TextOutput, Numbers>, unheard, length: tokenizer.length };
}

/** The names under which the usual exporters write these outputs. */
function outputName(model: OnnxModel, output: TextOutput): string {
  const name = candidates(model, output).find((candidate) => model.outputs.includes(candidate));
  if (name !== undefined) return name;
  throw notSupported(
    `${model.part.name}/model.onnx has no output for ${meaning[output]} (it has ${model.outputs.join(", ")}).`,
    "Export the model again with `optimum-cli export onnx`, which keeps the hidden states.",
  );
}

function candidates(model: OnnxModel, output: TextOutput): readonly string[] {
  switch (output) {
    case "last":
      return ["last_hidden_state", "hidden_states"];
    case "penultimate":
      return [`hidden_states.${lastHiddenLayer(model) - 1}`];
    case "pooled":
      return ["text_embeds", "pooler_output"];
  }
}

const lastHiddenLayer = (model: OnnxModel): number =>
  Math.max(
    ...model.outputs.map((name) => Number(/^hidden_states\.(\d+)$/u.exec(name)?.[1] ?? Number.NEGATIVE_INFINITY)),
  );

const meaning: Readonly<Record<TextOutput, string>> = {
  last: "the last layer",
  penultimate: "the layer before the last",
  pooled: "the whole prompt",
};

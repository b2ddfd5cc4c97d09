import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Tokenizer } from "@huggingface/tokenizers";
import { z } from "zod";
import { clipTokenizerJson } from "./clip-tokenizer.ts";
import { parseJson } from "./folder-problems.ts";

/** A prompt as a text encoder takes it. */
export interface PromptTokens {
  /** Exactly as many as the encoder wants; the rest is padding. */
  readonly ids: readonly number[];
  /** The end of the prompt that did not fit, as text; empty when all did. */
  readonly unheard: string;
}

export interface PromptTokenizer {
  /** How many tokens the encoder takes, markers of beginning and end included. */
  readonly length: number;
  encode(prompt: string): PromptTokens;
}

const SpecialToken = z.union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)]);
const TokenizerConfig = z.looseObject({
  model_max_length: z.number().optional(),
  pad_token: SpecialToken.nullish(),
});
const TokenizerFile = z.looseObject({ padding: z.looseObject({ pad_id: z.int() }).nullish() });

/** Length of CLIP's context, for folders that do not say. */
const usualLength = 77;
/** Some tokenizers write "no limit" as an astronomical number. */
const longestLength = 4096;

/**
 * Reads tokenizer.json, or vocab.json and merges.txt of CLIP.
 *
 * @param fixedLength the length that the encoder's graph fixes, or undefined
 */
export async function loadTokenizer(folder: string, fixedLength: number | undefined): Promise<PromptTokenizer> {
  const config = await readConfig(folder);
  const json = await readTokenizer(folder);
  const { Tokenizer } = await import("@huggingface/tokenizers");
  const tokenizer = new Tokenizer(json, config);
  const configured = config.model_max_length ?? usualLength;
  const length = fixedLength ?? (configured > longestLength ? usualLength : configured);
  const padding = (config.pad_token ? tokenizer.token_to_id(config.pad_token) : undefined) ?? TokenizerFile.parse(json).padding?.pad_id ?? 0;
  return { length, encode: (prompt) => encodePrompt(tokenizer, prompt, length, padding) };
}

function encodePrompt(tokenizer: Tokenizer, prompt: string, length: number, padding: number): PromptTokens {
  const content = tokenizer.encode(prompt, { add_special_tokens: false }).ids;
  const marked = tokenizer.encode(prompt).ids;
  const markers = marked.length - content.length;
  const before = leadingMarkers(marked, content, markers);
  const kept = Math.min(content.length, length - markers);
  const ids = [...marked.slice(0, before + kept), ...marked.slice(before + content.length)];
  const unheard = kept < content.length ? tokenizer.decode(content.slice(kept)).trim() : "";
  return { ids: [...ids, ...Array.from({ length: length - ids.length }, () => padding)], unheard };
}

/** How many of the markers stand before the content. */
function leadingMarkers(marked: readonly number[], content: readonly number[], markers: number): number {
  for (let before = 0; before <= markers; before++) {
    if (content.every((id, index) => marked[before + index] === id)) {
      if (content.length > 0) return before;
    }
  }
  return Math.min(1, Math.max(0, markers - 1));
}

const readConfig = async (folder: string): Promise<z.infer<typeof TokenizerConfig>> => {
  const path = join(folder, "tokenizer_config.json");
  const text = await readFile(path, "utf8").catch(() => "{}");
  return parseJson(path, text, (json) => TokenizerConfig.parse(json));
};

async function readTokenizer(folder: string): Promise<object> {
  const path = join(folder, "tokenizer.json");
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text !== undefined) return parseJson(path, text, (json) => z.looseObject({}).parse(json));
  const vocabularyPath = join(folder, "vocab.json");
  const vocabulary = parseJson(vocabularyPath, await readFile(vocabularyPath, "utf8"), (json) => z.record(z.string(), z.int()).parse(json));
  return clipTokenizerJson(vocabulary, await readFile(join(folder, "merges.txt"), "utf8"));
}

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
  unk_token: SpecialToken.nullish(),
});
const TokenizerFile = z.looseObject({
  padding: z.looseObject({ pad_id: z.int() }).nullish(),
  model: z.looseObject({ unk_token: z.string().nullish() }),
});
type TokenizerFile = z.infer<typeof TokenizerFile>;

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
  // The library looks for the token of unknown words in the configuration only.
  const tokenizer = new Tokenizer(
    { ...everyPart, ...json },
    { ...config, unk_token: config.unk_token ?? json.model.unk_token },
  );
  const configured = config.model_max_length ?? usualLength;
  const length = fixedLength ?? (configured > longestLength ? usualLength : configured);
  const padding = (config.pad_token ? tokenizer.token_to_id(config.pad_token) : undefined) ?? json.padding?.pad_id ?? 0;
  return { length, encode: (prompt) => encodePrompt(tokenizer, prompt, length, padding) };
}

function encodePrompt(tokenizer: Tokenizer, prompt: string, length: number, padding: number): PromptTokens {
  const content = contentOf(tokenizer, prompt);
  const marked = tokenizer.encode(prompt).ids;
  const markers = marked.length - content.length;
  const before = leadingMarkers(marked, content, markers);
  const room = length - markers;
  const ids = [...marked.slice(0, before + Math.min(content.length, room)), ...marked.slice(before + content.length)];
  const unheard = content.length > room ? wordsBeyond(tokenizer, prompt, room) : "";
  return { ids: [...ids, ...Array.from({ length: length - ids.length }, () => padding)], unheard };
}

const contentOf = (tokenizer: Tokenizer, text: string): readonly number[] =>
  tokenizer.encode(text, { add_special_tokens: false }).ids;

/** The words that do not fit whole into `room` tokens, as the person wrote them. */
function wordsBeyond(tokenizer: Tokenizer, prompt: string, room: number): string {
  const starts = [...prompt.matchAll(/\S+/gu)].map(({ index }) => index);
  let [fits, tooMany] = [0, starts.length];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (contentOf(tokenizer, prompt.slice(0, starts[middle])).length <= room) fits = middle;
    else tooMany = middle;
  }
  return prompt.slice(starts[fits]).trim();
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

/** The library wants every part named; writers leave out those that do nothing. */
const everyPart = { normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null, added_tokens: [] };

async function readTokenizer(folder: string): Promise<TokenizerFile> {
  const path = join(folder, "tokenizer.json");
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text !== undefined) return parseJson(path, text, (json) => TokenizerFile.parse(json));
  const vocabularyPath = join(folder, "vocab.json");
  const vocabulary = parseJson(vocabularyPath, await readFile(vocabularyPath, "utf8"), (json) =>
    z.record(z.string(), z.int()).parse(json),
  );
  return TokenizerFile.parse(clipTokenizerJson(vocabulary, await readFile(join(folder, "merges.txt"), "utf8")));
}

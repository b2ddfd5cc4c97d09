const begin = "<|startoftext|>";
const end = "<|endoftext|>";

/** How CLIP cuts text before it merges: markers, contractions, words, single digits, and runs of anything else. */
const pieces = String.raw`<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`;

/**
 * CLIP's byte-pair tokenizer (Radford et al., arXiv 2103.00020) as a tokenizer.json, for folders that hold only its
 * vocab.json and merges.txt.
 *
 * @param merges text of merges.txt: a version line, then one pair per line
 */
export function clipTokenizerJson(vocabulary: Readonly<Record<string, number>>, merges: string): object {
  const pairs = merges.split(/\r?\n/u).filter((line) => line !== "" && !line.startsWith("#version"));
  const marker = (content: string): object => ({
    id: vocabulary[content] ?? 0,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [marker(begin), marker(end)],
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "NFC" },
        { type: "Replace", pattern: { Regex: String.raw`\s+` }, content: " " },
        { type: "Lowercase" },
      ],
    },
    pre_tokenizer: {
      type: "Sequence",
      pretokenizers: [
        { type: "Split", pattern: { Regex: pieces }, behavior: "Removed", invert: true },
        { type: "ByteLevel", add_prefix_space: false, trim_offsets: true },
      ],
    },
    post_processor: {
      type: "RobertaProcessing",
      sep: [end, vocabulary[end] ?? 0],
      cls: [begin, vocabulary[begin] ?? 0],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: end,
      continuing_subword_prefix: "",
      end_of_word_suffix: "</w>",
      fuse_unk: false,
      vocab: vocabulary,
      merges: pairs,
    },
  };
}

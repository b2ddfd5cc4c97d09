/** What was found in a data folder, by kind. Each list is empty where the corpus is absent. */
export interface Corpora {
  /** CoNLL-2010 Wikipedia sample: rows in file order. */
  readonly weasel: { readonly sentence: string; readonly uncertain: boolean }[];
  /** Pei & Jurgens: certainty 1–6 of a finding. */
  readonly certainty: { readonly sentence: string; readonly rating: number; readonly split: string }[];
  readonly aspects: { readonly sentence: string; readonly probability: string; readonly split: string }[];
  /** wiki-conciseness; `annotators` 2 (lite) or 5 (full). */
  readonly concise: { readonly original: string; readonly rewrites: readonly string[] }[];
  readonly alpaca: {
    readonly model: string;
    readonly style: "plain" | "concise" | "verbose";
    readonly instruction: string;
    readonly output: string;
  }[];
  /** Texts with who wrote them: human, model or non-native; `set` is their file or folder. */
  readonly writers: {
    readonly text: string;
    readonly who: "human" | "model" | "non-native" | "polished";
    readonly genre: "essay" | "story" | "news" | "science" | "other";
    readonly set: string;
    readonly corpus: string;
  }[];
  readonly meaning: { readonly original: string; readonly rewrite: string; readonly rating: number }[];
  /** ASSET rewrites and the like: meaning is kept. */
  readonly rewrites: { readonly original: string; readonly rewrites: readonly string[] }[];
  readonly summaries: {
    readonly source: string;
    readonly sentence: string;
    readonly faithful: boolean;
    readonly set: string;
  }[];
  readonly edits: {
    readonly text: string;
    readonly original: string;
    readonly category: string;
    readonly annotator: string;
  }[];
  readonly plain: { readonly before: string; readonly after: string; readonly corpus: string }[];
}

export const emptyCorpora = (): Corpora => ({
  weasel: [],
  certainty: [],
  aspects: [],
  concise: [],
  alpaca: [],
  writers: [],
  meaning: [],
  rewrites: [],
  summaries: [],
  edits: [],
  plain: [],
});

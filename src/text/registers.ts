/** Kinds of writing that have their own normal. "general" pools the measured ones. */
export const registers = ["general", "news", "science", "story"] as const;
export type Register = (typeof registers)[number];

/** How much of a tendency human texts of a register have: spans per 1,000 words over `texts` texts. */
export interface Baseline {
  readonly mean: number;
  /** The 90th percentile: nine of ten human texts have less. */
  readonly high: number;
  readonly texts: number;
}
export type JudgedTendency = "corporate" | "hedging" | "padding";

/**
 * Measured by benchmarks/text on human texts: news (XSum), science (PubMed abstracts and answers) and stories
 * (WritingPrompts) of fast-detect-gpt, short ones joined to at least 150 words; `general` pools them. Advertising, mail
 * and manuals were not at hand. The stories' high for hedging is set to one in 300 words: nine of ten have none.
 */
export const baselines: Readonly<Record<Register, Readonly<Record<JudgedTendency, Baseline>>>> = {
  general: {
    corporate: { mean: 1.1, high: 5.6, texts: 896 },
    hedging: { mean: 1.2, high: 6, texts: 896 },
    padding: { mean: 4.8, high: 13.3, texts: 896 },
  },
  news: {
    corporate: { mean: 0.8, high: 5.3, texts: 403 },
    hedging: { mean: 1.9, high: 6.8, texts: 403 },
    padding: { mean: 3.4, high: 12, texts: 403 },
  },
  science: {
    corporate: { mean: 3.1, high: 11.4, texts: 87 },
    hedging: { mean: 1.5, high: 5.7, texts: 87 },
    padding: { mean: 4.9, high: 11.4, texts: 87 },
  },
  story: {
    corporate: { mean: 0.9, high: 5.4, texts: 406 },
    hedging: { mean: 0.4, high: 3, texts: 406 },
    padding: { mean: 6.2, high: 16, texts: 406 },
  },
};

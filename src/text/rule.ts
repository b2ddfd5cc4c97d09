/** What a draft can have too much of. "uncertainty" and "emphasis" are shown and counted, never judged. */
export const tendencies = ["corporate", "hedging", "padding", "uncertainty", "emphasis"] as const;
export type Tendency = (typeof tendencies)[number];

export const families = {
  "inflated-verb": "corporate",
  "abstract-noun": "corporate",
  "praise-adjective": "corporate",
  "significance-claim": "corporate",
  "ing-tail": "corporate",
  "not-x-but-y": "corporate",
  "performed-hedge": "hedging",
  "vague-source": "hedging",
  "stacked-hedge": "hedging",
  opener: "padding",
  closer: "padding",
  restatement: "padding",
  wordy: "padding",
  "long-word": "padding",
  doublet: "padding",
  filler: "padding",
  "assistant-voice": "padding",
  epistemic: "uncertainty",
  "vague-quantity": "uncertainty",
  booster: "emphasis",
} as const satisfies Readonly<Record<string, Tendency>>;
export type Family = keyof typeof families;

/** 3: it can go and nothing is lost. 2: a plainer word does the same. 1: fine once; only many of them are a sign. */
export type Severity = 1 | 2 | 3;

/** What every line of a list shares, unless the line says otherwise. */
export interface RuleGroup {
  readonly family: Family;
  readonly severity: Severity;
  /** What it does to the reader, as a sentence. */
  readonly why: string;
  /**
   * One rule a line: `pattern`, or `pattern => replacement`. An empty replacement: the words can go. A replacement
   * may end in `~` after its first word: it takes the verb form that was found.
   */
  readonly lines: string;
}

/** A rule as it is applied: its id is its family and the first words that it looks for. */
export interface Rule {
  readonly id: string;
  readonly family: Family;
  readonly tendency: Tendency;
  readonly severity: Severity;
  readonly why: string;
}

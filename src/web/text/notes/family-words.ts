import type { Family, Place } from "./report.ts";

/** How each family of turns is spoken of. */
export const familyWords: Readonly<Record<Family, string>> = {
  "inflated-verb": "big verbs",
  "abstract-noun": "abstractions",
  "praise-adjective": "praise without proof",
  "significance-claim": "claims of importance",
  "ing-tail": "“-ing” tails",
  "not-x-but-y": "not this, but that",
  "performed-hedge": "announcing instead of saying",
  "vague-source": "sources nobody names",
  "stacked-hedge": "hedge upon hedge",
  opener: "a run-up at the beginning",
  closer: "a recap at the end",
  restatement: "saying it twice",
  wordy: "long turns",
  "long-word": "long words",
  doublet: "two words for one",
  filler: "filler",
  "assistant-voice": "an assistant's voice",
  epistemic: "how sure the writer is",
  "vague-quantity": "amounts left open",
  booster: "emphasis",
};

export const tendencyWords: Readonly<Record<Place["tendency"], string>> = {
  corporate: "corporate language",
  hedging: "performed hedging",
  padding: "padding",
  uncertainty: "honest uncertainty",
  emphasis: "emphasis",
};

import type { CompiledRules } from "./compile-rules.ts";
import { type Match, matchPhrases } from "./match.ts";
import type { Family, Severity, Tendency } from "./rule.ts";
import type { Sentences } from "./sentences.ts";
import { structuralSpans } from "./structure.ts";
import type { Tokens } from "./tokens.ts";

/** A place to look at, by UTF-16 offsets: `text.slice(start, end) === span.text`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly tendency: Tendency;
  readonly family: Family;
  /** "wordy/in-order-to". */
  readonly rule: string;
  readonly severity: Severity;
  /** What it does to the reader. */
  readonly why: string;
  /** What to put there; empty: it can go; null: only the writer knows. */
  readonly suggestion: string | null;
}

/** Every span of a text in order. Words of the brief and of masked ranges are never an offence. */
export function findSpans(
  tokens: Tokens,
  sentences: Sentences,
  rules: CompiledRules,
  masked: Uint8Array | undefined,
): readonly TextSpan[] {
  const spans = matchPhrases(tokens, rules, masked).map((match) => spanOf(tokens, match));
  const more = structuralSpans(tokens, sentences, rules.vocabulary, masked);
  return more.length === 0 ? spans : [...spans, ...more].toSorted((a, b) => a.start - b.start || b.end - a.end);
}

function spanOf(tokens: Tokens, { first, last, phrase }: Match): TextSpan {
  const start = tokens.starts[first]!;
  const end = tokens.ends[last]!;
  const { id, family, tendency, severity, why } = phrase.rule;
  return {
    start,
    end,
    text: tokens.text.slice(start, end),
    tendency,
    family,
    rule: id,
    severity,
    why,
    suggestion: phrase.replacement ?? null,
  };
}

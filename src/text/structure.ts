import { families } from "./rule.ts";
import type { Family, Severity } from "./rule.ts";
import { tailVerbs } from "./rules/tail-verbs.ts";
import { type Sentences, wordsOf } from "./sentences.ts";
import type { TextSpan } from "./spans.ts";
import { Gap, type Tokens, plainWordAt } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A clause after the last comma has at most this many words. */
const longestTail = 24;
/** Between "not just" and "but" stand at most this many words. */
const longestContrast = 14;

/** What is seen in how a sentence is built rather than in its words. */
export function structuralSpans(
  tokens: Tokens,
  sentences: Sentences,
  vocabulary: Vocabulary,
  masked: Uint8Array | undefined,
): readonly TextSpan[] {
  const signs = signsIn(vocabulary);
  const found: TextSpan[] = [];
  for (let sentence = 0; sentence < sentences.count; sentence++) {
    const [from, to] = wordsOf(tokens, sentences, sentence);
    for (let i = from + 1; i < to; i++) {
      const sign = signs[tokens.ids[i]!]!;
      if (sign === 0 || (masked !== undefined && masked[i] === 1)) continue;
      if (sign === tail && isTail(tokens, i, to)) {
        found.push(span(tokens, i, to - 1, "ing-tail", 2, tailReason));
        break;
      }
      if (sign === negation) {
        const end = contrastEnd(tokens, i, to);
        if (end >= 0) {
          found.push(span(tokens, i, end, "not-x-but-y", 2, contrastReason));
          i = end;
        }
      }
    }
  }
  return found;
}

const tail = 1;
const negation = 2;
const known = new WeakMap<Vocabulary, Uint8Array>();

/** At [word number]: whether it may begin a tail or a contrast. */
function signsIn(vocabulary: Vocabulary): Uint8Array {
  const made = known.get(vocabulary) ?? new Uint8Array(vocabulary.words.length);
  if (known.has(vocabulary)) return made;
  for (const verb of tailVerbs) made[vocabulary.idOf(verb)] = tail;
  for (const word of ["not", "isn't", "wasn't", "aren't"]) made[vocabulary.idOf(word)] = negation;
  made[0] = 0;
  known.set(vocabulary, made);
  return made;
}

const tailReason =
  "A clause hung on at the end that says what the sentence is supposed to mean: if it is a fact, give it a sentence; if not, cut it.";
const contrastReason = "It sets up something nobody claimed in order to knock it down: say the second half.";

/** Begun by a comma, the last clause of its sentence, and short. */
function isTail(tokens: Tokens, i: number, to: number): boolean {
  if (tokens.gaps[i] !== Gap.pause || to - i > longestTail || to - i < 3) return false;
  if (tokens.text[tokens.ends[i - 1]!] !== ",") return false;
  for (let j = i + 1; j < to; j++)
    if (tokens.gaps[j] === Gap.pause && tokens.text[tokens.ends[j - 1]!] === ",") return false;
  return true;
}

/** The last word of "not just X but", "isn't just about X, it's", or -1. "Not only … but" is plain English and passes. */
function contrastEnd(tokens: Tokens, i: number, to: number): number {
  const next = plainWordAt(tokens, i + 1);
  const emphatic = next === "just" || next === "merely" || next === "simply" || next === "about";
  if (!emphatic) return -1;
  for (let j = i + 2; j < Math.min(to, i + longestContrast); j++) {
    const word = plainWordAt(tokens, j);
    if (
      word === "but" ||
      (tokens.gaps[j] === Gap.pause &&
        (word === "it's" || word === "they're" || (word === "it" && plainWordAt(tokens, j + 1) === "is")))
    )
      return j;
  }
  return -1;
}

function span(tokens: Tokens, first: number, last: number, family: Family, severity: Severity, why: string): TextSpan {
  const start = tokens.starts[first]!;
  const end = tokens.ends[last]!;
  return {
    start,
    end,
    text: tokens.text.slice(start, end),
    tendency: families[family],
    family,
    rule: `${family}/built`,
    severity,
    why,
    suggestion: null,
  };
}

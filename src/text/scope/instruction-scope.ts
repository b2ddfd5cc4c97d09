import { compiledRules } from "../compile-rules.ts";
import { contentStems, readText } from "../elements.ts";
import { wordsOf } from "../sentences.ts";
import { type Scope, headingScope, placedScope, quotedScope } from "./find-scope.ts";
import type { NamedText } from "./placed.ts";

/**
 * Which sentences an instruction speaks of: those that hold its quoted words, those that it names by place or heading, or
 * else those that share its rarest words. Undefined when it may mean any.
 */
export function instructionScope(named: NamedText, instruction: string): Scope | undefined {
  return (
    headingScope(named.sentences, instruction) ??
    quotedScope(named, instruction) ??
    placedScope(named.sentences, instruction) ??
    sharedWords(named, instruction)
  );
}

/** Words that speak of the whole text. */
const whole =
  /\b(?:everything|everywhere|throughout|whole|entire|all of it|the text|the tone|overall|every sentence|all sentences)\b/iu;

/** A word that stands in more sentences than this says nothing of which is meant. */
const rare = 2;

/** Sentences with most of the instruction's words that are rare in this text. */
function sharedWords({ read, sentences }: NamedText, instruction: string): Scope | undefined {
  if (whole.test(instruction)) return undefined;
  const asked = readText(instruction, compiledRules());
  const wanted = contentStems(asked, 0, asked.tokens.count);
  const hits = sentences.map((_, i) => {
    const own = contentStems(read, ...wordsOf(read.tokens, read.sentences, i));
    return [...wanted].filter((stem) => own.has(stem));
  });
  const counts = new Map<number, number>();
  for (const stem of hits.flat()) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const scores = hits.map((stems) => stems.filter((stem) => counts.get(stem)! <= rare).length);
  const best = scores.reduce((a, b) => Math.max(a, b), 0);
  if (best === 0) return undefined;
  const numbers = sentences.filter((_, i) => scores[i] === best).map(({ number }) => number);
  return numbers.length > rare ? undefined : { sentences: numbers, why: "its words stand there" };
}

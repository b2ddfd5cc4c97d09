import type { Span } from "../core/element.ts";
import { type Candidate, candidatesIn, joints, negators } from "./candidates.ts";
import { phraseBook } from "./phrase-book.ts";
import { type Token, tokenise } from "./tokens.ts";
import type { World } from "./world.ts";

/** One place where a prompt says one value of one attribute. */
export interface Mention {
  readonly attribute: string;
  readonly value: string;
  /** From its first word to its last; "soft warm light" for both soft and warm. */
  readonly span: Span;
  /** Its own words only, in runs: "soft" and "light". */
  readonly parts: readonly Span[];
  /** As the person wrote it, less the words of others between: "soft light". */
  readonly phrase: string;
  /** The words that no other mention uses: what may be changed without touching another element. */
  readonly own: readonly Span[];
  /** Where the prompt denies it ("without", "no"), if it does. */
  readonly negator: Span | undefined;
}

/** Which accepted phrases use a word, by the word's position. */
type Uses = ReadonlyMap<number, readonly { readonly candidate: Candidate }[]>;

/** Everything that the prompt says about the world, in the order in which it says it. */
export function parse(prompt: string, world: World): readonly Mention[] {
  const book = phraseBook(world);
  const tokens = tokenise(prompt);
  const accepted = choose(candidatesIn(tokens, book));
  const uses = Map.groupBy(
    accepted.flatMap((candidate) => candidate.at.map((index) => ({ index, candidate }))),
    ({ index }) => index,
  );
  return accepted
    .toSorted((a, b) => (a.at[0] ?? 0) - (b.at[0] ?? 0) || (a.at.at(-1) ?? 0) - (b.at.at(-1) ?? 0))
    .map((candidate) => mentionOf(prompt, tokens, candidate, uses));
}

/**
 * The longest phrases win, then those in the usual order of words. A word describes one thing only, but a noun can be
 * described by several phrases as long as they are about different attributes.
 */
function choose(candidates: readonly Candidate[]): readonly Candidate[] {
  const described = new Set<number>();
  const nouns = new Map<number, Set<string>>();
  return candidates.toSorted(byStrength).filter(({ pattern, at, head }) => {
    const core = at.filter((index) => index !== head);
    if (core.some((index) => described.has(index) || nouns.has(index))) return false;
    if (head !== undefined && (described.has(head) || nouns.get(head)?.has(pattern.attribute))) return false;
    for (const index of core) described.add(index);
    if (head !== undefined) nouns.set(head, (nouns.get(head) ?? new Set()).add(pattern.attribute));
    return true;
  });
}

const byStrength = (a: Candidate, b: Candidate): number =>
  Number(a.pattern.alone) - Number(b.pattern.alone) ||
  b.at.length - a.at.length ||
  Number(a.pattern.postposed) - Number(b.pattern.postposed) ||
  gapsOf(a) - gapsOf(b) ||
  (a.at[0] ?? 0) - (b.at[0] ?? 0);

const gapsOf = ({ at }: Candidate): number => (at.at(-1) ?? 0) - (at[0] ?? 0) + 1 - at.length;

function mentionOf(prompt: string, tokens: readonly Token[], candidate: Candidate, uses: Uses): Mention {
  const { pattern, at } = candidate;
  const parts = runsOf(tokens, at);
  const span = { start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 };
  const isMixed = tokens.some(
    (_, index) => index > (at[0] ?? 0) && index < (at.at(-1) ?? 0) && !at.includes(index) && uses.has(index),
  );
  return {
    attribute: pattern.attribute,
    value: pattern.value,
    span,
    parts,
    phrase: (isMixed ? parts : [span]).map(({ start, end }) => prompt.slice(start, end)).join(" "),
    own: runsOf(
      tokens,
      at.filter((index) => uses.get(index)?.length === 1),
    ),
    negator: negatorOf(tokens, candidate, uses),
  };
}

/** Neighbouring words as one span, with the articles between them. */
function runsOf(tokens: readonly Token[], at: readonly number[]): readonly Span[] {
  const runs: Span[] = [];
  for (const [position, index] of at.entries()) {
    const token = tokens[index];
    if (!token) continue;
    const last = runs.at(-1);
    if (last && index === (at[position - 1] ?? -2) + 1) runs[runs.length - 1] = { start: last.start, end: token.end };
    else runs.push({ start: token.start, end: token.end });
  }
  return runs;
}

const negationReach = 4;

/** A denial reaches the next phrase, and those that share a word with it: "no hard light from the left", "the light is not hard". */
function negatorOf(tokens: readonly Token[], { at, pattern }: Candidate, uses: Uses): Span | undefined {
  const [first = 0, second = 0] = at;
  const between = pattern.postposed ? tokens.slice(first, second).find(({ word }) => negators.has(word)) : undefined;
  if (between) return { start: between.start, end: between.end };
  for (let index = first - 1; index >= Math.max(0, first - negationReach); index -= 1) {
    const token = tokens[index];
    if (!token || token.segment !== tokens[first]?.segment || joints.has(token.word)) return undefined;
    if (negators.has(token.word)) return { start: token.start, end: token.end };
    if (uses.get(index)?.some(({ candidate }) => !candidate.at.some((other) => at.includes(other)))) return undefined;
  }
  return undefined;
}

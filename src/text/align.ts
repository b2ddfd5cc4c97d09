import { type Sentences, sentenceText, wordsOf } from "./sentences.ts";
import type { Tokens } from "./tokens.ts";

/** Sentence `before` became sentence `after`; `same` when nothing but blanks differs. */
export interface Link {
  readonly before: number;
  readonly after: number;
  readonly same: boolean;
  /** It stands elsewhere among its neighbours. */
  readonly moved: boolean;
}

export interface SentencesOf {
  readonly tokens: Tokens;
  readonly sentences: Sentences;
}

/** Sentences that share less than this (Dice over word stems) are different sentences. */
const leastAlike = 0.45;
/** Between the same neighbours this is enough. */
const leastAlikeInPlace = 0.25;
/** Stems in more sentences than this tell none apart. */
const commonStem = 60;

/**
 * Which sentence became which: equal ones first, then the most alike, then those that are left between the same
 * neighbours. What is not in the heaviest increasing run of links has moved, so that of two swapped sentences the
 * shorter one did.
 */
export function alignSentences(before: SentencesOf, after: SentencesOf): readonly Link[] {
  const links = new Map<number, { after: number; same: boolean }>();
  const taken = new Set<number>();
  const link = (from: number, to: number, same: boolean): void => {
    links.set(from, { after: to, same });
    taken.add(to);
  };
  linkEqual(before, after, link);
  linkAlike(before, after, links, taken, link);
  linkInPlace(before, after, links, taken, link);
  const ordered = [...links]
    .toSorted(([a], [b]) => a - b)
    .map(([from, { after: to, same }]) => ({ before: from, after: to, same }));
  const stays = heaviestRun(
    ordered.map(({ after: to }) => to),
    ordered.map(({ before: from }) => lengthOf(before, from)),
  );
  return ordered.map((one, i) => ({ ...one, moved: !stays.has(i) }));
}

type LinkUp = (from: number, to: number, same: boolean) => void;

const plainText = ({ tokens, sentences }: SentencesOf, i: number): string =>
  sentenceText(tokens.text, sentences, i).replace(/\s+/gu, " ");

const lengthOf = ({ sentences }: SentencesOf, i: number): number => sentences.ends[i]! - sentences.starts[i]!;

/** Equal sentences, in order: the first of several to the first, after those at the same distance from the ends. */
function linkEqual(before: SentencesOf, after: SentencesOf, link: LinkUp): void {
  const places = new Map<string, number[]>();
  for (let i = 0; i < after.sentences.count; i++) {
    const text = plainText(after, i);
    const known = places.get(text);
    if (known) known.push(i);
    else places.set(text, [i]);
  }
  const next = new Map<string, number>();
  for (let i = 0; i < before.sentences.count; i++) {
    const text = plainText(before, i);
    const at = next.get(text) ?? 0;
    const to = places.get(text)?.[at];
    if (to === undefined) continue;
    next.set(text, at + 1);
    link(i, to, true);
  }
}

/** The most alike of what is left, the best pairs first. */
function linkAlike(
  before: SentencesOf,
  after: SentencesOf,
  links: ReadonlyMap<number, unknown>,
  taken: ReadonlySet<number>,
  link: LinkUp,
): void {
  const open = range(after.sentences.count).filter((i) => !taken.has(i));
  const bags = new Map(open.map((i) => [i, bagOf(after, i)]));
  const holders = new Map<number, number[]>();
  for (const [i, bag] of bags) for (const stem of bag.keys()) holders.set(stem, [...(holders.get(stem) ?? []), i]);
  const pairs: { from: number; to: number; alike: number }[] = [];
  for (const from of range(before.sentences.count).filter((i) => !links.has(i))) {
    const bag = bagOf(before, from);
    const candidates = new Set<number>();
    for (const stem of bag.keys()) {
      const known = holders.get(stem) ?? [];
      if (known.length <= commonStem) for (const to of known) candidates.add(to);
    }
    for (const to of candidates) {
      const alike = dice(bag, bags.get(to)!);
      if (alike >= leastAlike) pairs.push({ from, to, alike });
    }
  }
  pairs.sort((a, b) => b.alike - a.alike || Math.abs(a.from - a.to) - Math.abs(b.from - b.to));
  for (const { from, to } of pairs) if (!links.has(from) && !taken.has(to)) link(from, to, false);
}

/** What stands alone between two linked neighbours on both sides. */
function linkInPlace(
  before: SentencesOf,
  after: SentencesOf,
  links: ReadonlyMap<number, { after: number }>,
  taken: ReadonlySet<number>,
  link: LinkUp,
): void {
  for (let from = 0; from < before.sentences.count; from++) {
    if (links.has(from)) continue;
    const to = from === 0 ? 0 : (links.get(from - 1)?.after ?? -2) + 1;
    if (to < 0 || to >= after.sentences.count || taken.has(to)) continue;
    const next = links.get(from + 1)?.after;
    const closed = from + 1 === before.sentences.count ? to + 1 === after.sentences.count : next === to + 1;
    if (closed && dice(bagOf(before, from), bagOf(after, to)) >= leastAlikeInPlace) link(from, to, false);
  }
}

type Bag = ReadonlyMap<number, number>;

function bagOf({ tokens, sentences }: SentencesOf, i: number): Bag {
  const bag = new Map<number, number>();
  const [from, to] = wordsOf(tokens, sentences, i);
  for (let word = from; word < to; word++) bag.set(tokens.stems[word]!, (bag.get(tokens.stems[word]!) ?? 0) + 1);
  return bag;
}

/** Twice what two bags share over what both hold. */
function dice(a: Bag, b: Bag): number {
  let [shared, total] = [0, 0];
  for (const [stem, count] of a) {
    shared += Math.min(count, b.get(stem) ?? 0);
    total += count;
  }
  for (const count of b.values()) total += count;
  return total === 0 ? 0 : (2 * shared) / total;
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

/** Positions of the increasing subsequence with the largest weight, by a Fenwick tree of prefix maxima. */
function heaviestRun(values: readonly number[], weights: readonly number[]): ReadonlySet<number> {
  const size = values.reduce((most, value) => Math.max(most, value), 0) + 2;
  const best = new Float64Array(size + 1);
  const at = new Int32Array(size + 1).fill(-1);
  const previous = new Int32Array(values.length).fill(-1);
  let [top, topAt] = [-1, -1];
  values.forEach((value, i) => {
    let [sum, from] = [0, -1];
    for (let j = value; j > 0; j -= j & -j) if (best[j]! > sum) [sum, from] = [best[j]!, at[j]!];
    sum += weights[i]! + 1;
    previous[i] = from;
    if (sum > top) [top, topAt] = [sum, i];
    for (let j = value + 1; j <= size; j += j & -j)
      if (sum > best[j]!) {
        best[j] = sum;
        at[j] = i;
      }
  });
  const run = new Set<number>();
  for (let i = topAt; i >= 0; i = previous[i]!) run.add(i);
  return run;
}

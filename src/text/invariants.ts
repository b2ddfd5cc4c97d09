import type { Link } from "./align.ts";
import type { ReadText } from "./elements.ts";
import { type Fact, type FactKind, quoteKey } from "./facts.ts";
import { type Sentences, wordsOf } from "./sentences.ts";
import { Shape, type Tokens, plainWordAt } from "./tokens.ts";

/** What an edit must not change by the way. Offsets are of the text that holds it. */
export interface Invariant {
  readonly kind: FactKind | "negation";
  readonly status: "kept" | "lost" | "added";
  readonly text: string;
  readonly in: "before" | "after";
  readonly start: number;
  readonly end: number;
  /** Sentence of that text, from 0. */
  readonly sentence: number;
}

/**
 * Numbers, dates, names, quotations, links and negations of two texts. A fact is lost when its sentence lost it and
 * the text as a whole has fewer of it; a sentence that lost one number and got another is found even where the text
 * holds both elsewhere. Negations are counted within sentences that became each other.
 */
export function compareInvariants(before: ReadText, after: ReadText, links: readonly Link[]): readonly Invariant[] {
  const changed = links.filter(({ same }) => !same);
  return [
    ...compareFacts(before, after, links, changed),
    ...changed.flatMap((link) => compareNegations(before, after, link)),
  ];
}

interface Placed extends Fact {
  readonly sentence: number;
}

function compareFacts(
  before: ReadText,
  after: ReadText,
  links: readonly Link[],
  changed: readonly Link[],
): readonly Invariant[] {
  const old = placed(before);
  const fresh = placed(after);
  const partner = new Map(links.map((link) => [link.before, link]));
  const origin = new Map(links.map((link) => [link.after, link]));
  const unsettled = (link: Link | undefined): boolean => link === undefined || !link.same;
  const missing = unmatched(
    old.filter(({ sentence }) => unsettled(partner.get(sentence))),
    fresh,
    (fact) => partner.get(fact.sentence)?.after,
    after,
  );
  const extra = unmatched(
    fresh.filter(({ sentence }) => unsettled(origin.get(sentence))),
    old,
    (fact) => origin.get(fact.sentence)?.before,
    before,
  );
  const [oldCounts, freshCounts] = [countKeys(old), countKeys(fresh)];
  const swapped = new Set(
    changed.flatMap((link) => {
      const lost = missing.filter(({ sentence, kind }) => sentence === link.before && kind === "number");
      const added = extra.filter(({ sentence, kind }) => sentence === link.after && kind === "number");
      return lost.length > 0 && added.length > 0 ? [...lost, ...added] : [];
    }),
  );
  const renamed = new Set(changed.filter((link) => gainsName(before, after, link)).map((link) => link.before));
  const fewer = (fact: Placed): boolean =>
    swapped.has(fact) ||
    (fact.kind === "name" && renamed.has(fact.sentence)) ||
    isFewer(fact, oldCounts, freshCounts, after);
  const more = (fact: Placed): boolean => swapped.has(fact) || isFewer(fact, freshCounts, oldCounts, before);
  const lost = new Set(missing.filter(fewer));
  return [
    ...old.map((fact) => invariantOf(fact, lost.has(fact) ? "lost" : "kept", "before")),
    ...extra.filter(more).map((fact) => invariantOf(fact, "added", "after")),
  ];
}

const invariantOf = (
  { kind, text, start, end, sentence }: Placed,
  status: Invariant["status"],
  where: "before" | "after",
): Invariant => ({
  kind,
  status,
  text,
  in: where,
  start,
  end,
  sentence,
});

function placed({ facts, tokens, sentences }: ReadText): readonly Placed[] {
  return facts.map((fact) => ({ ...fact, sentence: sentenceAt(tokens, sentences, fact.start) }));
}

function sentenceAt(tokens: Tokens, sentences: Sentences, offset: number): number {
  let low = 0;
  let high = sentences.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sentences.starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Facts that the partner of their sentence does not hold. */
function unmatched(
  facts: readonly Placed[],
  others: readonly Placed[],
  partnerOf: (fact: Placed) => number | undefined,
  other: ReadText,
): readonly Placed[] {
  const bySentence = new Map<number, Placed[]>();
  for (const fact of others) {
    const there = bySentence.get(fact.sentence);
    if (there) there.push(fact);
    else bySentence.set(fact.sentence, [fact]);
  }
  return facts.filter((fact) => {
    const sentence = partnerOf(fact);
    if (sentence === undefined) return true;
    const there = bySentence.get(sentence) ?? [];
    if (matches(fact, there)) return false;
    if (fact.kind === "name") return !namedIn(fact, other, sentence);
    return fact.kind !== "quote" || !saidIn(fact, other, sentence);
  });
}

/** The words of a quotation without its marks. */
const saidIn = ({ keys }: Fact, { text, sentences }: ReadText, sentence: number): boolean =>
  quoteKey(text.slice(sentences.starts[sentence], sentences.ends[sentence])).includes(keys[0] ?? "");

const matches = (fact: Fact, there: readonly Fact[]): boolean =>
  there.some(
    (one) =>
      one.kind === fact.kind &&
      one.keys.length === fact.keys.length &&
      one.keys.every((key, i) => key === fact.keys[i]),
  );

/** Any word of a name, a relative of it ("Italian"), or its initials, in the sentence it became. */
function namedIn(fact: Fact, { tokens, sentences }: ReadText, sentence: number): boolean {
  const [from, to] = wordsOf(tokens, sentences, sentence);
  const words: string[] = [];
  for (let i = from; i < to; i++) words.push(plainWordAt(tokens, i).replace(/'s$/u, ""));
  return fact.keys.every((key) => words.some((word) => related(key, word))) || sharesInitials(fact.keys, words);
}

function related(a: string, b: string): boolean {
  if (a === b || `${a}s` === b || `${b}s` === a) return true;
  const shorter = Math.min(a.length, b.length);
  const shared = Math.max(4, shorter - 2);
  return shorter > 4 && a.slice(0, shared) === b.slice(0, shared);
}

function sharesInitials(keys: readonly string[], words: readonly string[]): boolean {
  const initials = keys.map((key) => key.charAt(0)).join("");
  if (keys.length > 1 && words.some((word) => word.replace(/\./gu, "") === initials)) return true;
  const [only = ""] = keys;
  if (keys.length !== 1 || only.length < 2 || only.length > 5) return false;
  const all = words.map((word) => word.charAt(0)).join("");
  return all.includes(only.replace(/\./gu, ""));
}

/** A capitalised word, first or not, that the first text and the lists do not know: a name took the place of another. */
function gainsName(before: ReadText, after: ReadText, link: Link): boolean {
  const known = wordSetOf(before);
  const [from, to] = wordsOf(after.tokens, after.sentences, link.after);
  for (let i = from; i < to; i++) {
    if ((after.tokens.shapes[i]! & Shape.capital) === 0 || after.tokens.ids[i] !== 0) continue;
    const word = plainWordAt(after.tokens, i).replace(/'s$/u, "");
    if (!known.has(word) && ![...known].some((one) => related(one, word))) return true;
  }
  return false;
}

const keyOf = ({ kind, keys }: Fact): string => `${kind}:${keys.join(" ")}`;

function countKeys(facts: readonly Fact[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const fact of facts) counts.set(keyOf(fact), (counts.get(keyOf(fact)) ?? 0) + 1);
  return counts;
}

/** The other text has fewer of it, and for names not even some of its words. */
function isFewer(
  fact: Placed,
  own: ReadonlyMap<string, number>,
  others: ReadonlyMap<string, number>,
  other: ReadText,
): boolean {
  if ((others.get(keyOf(fact)) ?? 0) >= (own.get(keyOf(fact)) ?? 0)) return false;
  if (fact.kind !== "name") return true;
  const words = wordSetOf(other);
  return !fact.keys.every((key) => words.has(key));
}

const wordSets = new WeakMap<ReadText, ReadonlySet<string>>();

/** Every word of a text in lower case, made once for each text. */
function wordSetOf(read: ReadText): ReadonlySet<string> {
  const known = wordSets.get(read);
  if (known) return known;
  const words = new Set<string>();
  for (let i = 0; i < read.tokens.count; i++) words.add(plainWordAt(read.tokens, i).replace(/'s$/u, ""));
  wordSets.set(read, words);
  return words;
}

const negators = new Set(
  "not no never none nobody nothing nowhere neither nor without cannot can't don't doesn't didn't won't wouldn't couldn't shouldn't isn't aren't wasn't weren't hasn't haven't hadn't mustn't ain't unable fails failed lack lacks lacked".split(
    " ",
  ),
);

function compareNegations(before: ReadText, after: ReadText, link: Link): readonly Invariant[] {
  const old = negationsIn(before, link.before);
  const fresh = negationsIn(after, link.after);
  if (old.length === fresh.length) return [];
  const [longer, where] = old.length > fresh.length ? ([old, "before"] as const) : ([fresh, "after"] as const);
  const shorter = new Set((where === "before" ? fresh : old).map(({ text }) => text.toLowerCase()));
  const one = longer.find(({ text }) => !shorter.has(text.toLowerCase())) ?? longer[0]!;
  return [{ ...one, kind: "negation", status: where === "before" ? "lost" : "added", in: where }];
}

function negationsIn(
  { tokens, sentences }: ReadText,
  sentence: number,
): readonly Pick<Invariant, "text" | "start" | "end" | "sentence">[] {
  const [from, to] = wordsOf(tokens, sentences, sentence);
  const found = [];
  for (let i = from; i < to; i++) {
    if (!negators.has(plainWordAt(tokens, i))) continue;
    const [start, end] = [tokens.starts[i]!, tokens.ends[i]!];
    found.push({ text: tokens.text.slice(start, end), start, end, sentence });
  }
  return found;
}

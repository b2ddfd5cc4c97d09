import { tokenise } from "./tokens.ts";
import type { World } from "./world.ts";

/** One way of saying one value, as words to be found in order. */
export interface Pattern {
  readonly attribute: string;
  readonly value: string;
  readonly words: readonly string[];
  /** Index of the word that may be shared with other phrases: "light" in "hard light" and in "light from the left". */
  readonly head: number | undefined;
  /** Indices before which other describing words may stand: "soft (warm) light". */
  readonly loose: ReadonlySet<number>;
  /** Said after its noun: "the background is dark". */
  readonly postposed: boolean;
  /** One word that means this value only when nothing else stands in its segment: ", dark,". */
  readonly alone: boolean;
}

/** The phrases of a world, made ready for reading. */
export interface PhraseBook {
  readonly byFirstWord: ReadonlyMap<string, readonly Pattern[]>;
  /** Nouns that phrases are built around; describing words never reach across one. */
  readonly nouns: ReadonlySet<string>;
  /** Every word that occurs in a phrase. */
  readonly words: ReadonlySet<string>;
}

const books = new WeakMap<World, PhraseBook>();

export function phraseBook(world: World): PhraseBook {
  const known = books.get(world);
  if (known) return known;
  const book = makeBook(world);
  books.set(world, book);
  return book;
}

interface Phrase {
  readonly attribute: string;
  readonly kind: string;
  readonly value: string;
  readonly words: readonly string[];
}

/** What may stand at the end of a phrase and be shared, or described from behind. */
const placeWords = new Set(["from", "on", "in", "to", "of", "at", "off", "by", "for", "with", "against", "behind", "above", "below"]);
const directions = new Set(["left", "right", "front", "above", "behind", "top", "back", "camera", "side"]);

function makeBook(world: World): PhraseBook {
  const phrases = phrasesOf(world);
  const nouns = describedNouns(phrases);
  const subjects = new Set(phrases.flatMap(({ kind, words }) => (kind === "subject" ? words.slice(-1) : [])));
  const patterns = phrases.flatMap((phrase) => patternsOf(phrase, nouns, phrases));
  return {
    byFirstWord: Map.groupBy(patterns, ({ words }) => words[0] ?? ""),
    nouns: nouns.union(subjects),
    words: new Set(phrases.flatMap(({ words }) => words)),
  };
}

function phrasesOf(world: World): readonly Phrase[] {
  return world.attributes.flatMap(({ name, kind, values }) =>
    values.flatMap((value) =>
      [...new Set([...value.phrases, ...value.badlyHeard])].map((text) => ({
        attribute: name,
        kind,
        value: value.value,
        words: tokenise(text).map(({ word }) => word),
      })),
    ),
  );
}

/** Nouns that at least three phrases end in: light, background, table, shadows. */
function describedNouns(phrases: readonly Phrase[]): ReadonlySet<string> {
  const ends = phrases.filter(isDescribed).flatMap(({ words }) => words.slice(-1));
  const counts = Map.groupBy(ends, (word) => word);
  return new Set([...counts].filter(([word, uses]) => uses.length >= 3 && !directions.has(word)).map(([word]) => word));
}

const isDescribed = ({ kind, words }: Phrase): boolean =>
  kind !== "subject" && words.length >= 2 && !words.some((word) => placeWords.has(word));

function patternsOf(phrase: Phrase, nouns: ReadonlySet<string>, phrases: readonly Phrase[]): readonly Pattern[] {
  const { attribute, value, words } = phrase;
  const described = isDescribed(phrase) && nouns.has(words.at(-1) ?? "");
  const head = described ? words.length - 1 : nounIn(words, nouns);
  const base = { attribute, value, alone: false, postposed: false };
  const plain: Pattern = { ...base, words, head, loose: looseness(words, described) };
  if (!described || words.length !== 2) return [plain];
  const [adjective = "", noun = ""] = words;
  const after: Pattern = { ...base, words: [noun, adjective], head: 0, loose: new Set([1]), postposed: true };
  const alone: Pattern = { ...base, words: [adjective], head: undefined, loose: new Set(), alone: true };
  const hasOtherMeaning = directions.has(adjective) || phrases.some((other) => other.words.length === 1 && other.words[0] === adjective);
  return hasOtherMeaning ? [plain, after] : [plain, after, alone];
}

/** In "window light from the left" the noun stands in the middle; other phrases may describe it too. */
function nounIn(words: readonly string[], nouns: ReadonlySet<string>): number | undefined {
  const at = words.length > 1 ? words.findIndex((word) => nouns.has(word)) : -1;
  return at < 0 ? undefined : at;
}

function looseness(words: readonly string[], described: boolean): ReadonlySet<number> {
  const at = described ? words.length - 1 : words.indexOf("from");
  return new Set(at > 0 ? [at] : []);
}

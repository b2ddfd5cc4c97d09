import type { ElementKind } from "../core/element.ts";
import { tokenise } from "./tokens.ts";
import type { World } from "./world.ts";

/** One way of saying one value, as words to be found in order. */
export interface Pattern {
  readonly attribute: string;
  readonly kind: ElementKind;
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
  /** What phrases are built around: "light", "background", "table". */
  readonly nouns: ReadonlySet<string>;
  /** The names of subjects: "pear". */
  readonly subjects: ReadonlySet<string>;
  /** Every word that occurs in a phrase. */
  readonly words: ReadonlySet<string>;
  /** Words that say nothing about the picture. */
  readonly fillers: ReadonlySet<string>;
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
  readonly kind: ElementKind;
  readonly value: string;
  readonly words: readonly string[];
}

function makeBook(world: World): PhraseBook {
  const listed = phrasesOf(world);
  const nouns = describedNouns(listed);
  const phrases = [...listed, ...crossed(listed, nouns)];
  const patterns = phrases.flatMap((phrase) => patternsOf(phrase, nouns, phrases));
  return {
    byFirstWord: Map.groupBy(patterns, ({ words }) => words[0] ?? ""),
    nouns,
    subjects: new Set(phrases.flatMap(({ kind, words }) => (kind === "subject" ? words.slice(-1) : []))),
    words: new Set(phrases.flatMap(({ words }) => words)),
    fillers: new Set(world.fillers.flatMap((text) => tokenise(text).map(({ word }) => word))),
  };
}

function phrasesOf(world: World): readonly Phrase[] {
  return world.attributes.flatMap(({ name, kind, values }) =>
    values.flatMap((value) =>
      [...value.phrases, ...value.badlyHeard].map((text) => ({
        attribute: name,
        kind,
        value: value.value,
        words: tokenise(text).map(({ word }) => word),
      })),
    ),
  );
}

const placeWords = new Set(["from", "on", "in", "to", "of", "at", "off"]);
const directions = new Set(["left", "right", "front", "top", "back", "side", "camera"]);

/** Nouns that at least three phrases end in. */
function describedNouns(phrases: readonly Phrase[]): ReadonlySet<string> {
  const ends = phrases.filter(isDescription).flatMap(({ words }) => words.slice(-1));
  const uses = Map.groupBy(ends, (word) => word);
  return new Set([...uses].filter(([word, all]) => all.length >= 3 && !directions.has(word)).map(([word]) => word));
}

const isDescription = ({ kind, words }: Phrase): boolean =>
  kind !== "subject" && words.length >= 2 && !words.some((word) => placeWords.has(word));

const describes = (phrase: Phrase, nouns: ReadonlySet<string>): boolean =>
  isDescription(phrase) && nouns.has(phrase.words.at(-1) ?? "");

/** Who knows a marble surface and a stone table also knows a marble table: every description with every noun of its attribute. */
function crossed(phrases: readonly Phrase[], nouns: ReadonlySet<string>): readonly Phrase[] {
  const descriptions = phrases.filter((phrase) => describes(phrase, nouns));
  const keyOf = ({ attribute, words }: Phrase): string => `${attribute}: ${words.join(" ")}`;
  const known = new Set(phrases.map(keyOf));
  const found = new Map<string, Phrase>();
  for (const { attribute, words: ends } of descriptions) {
    for (const phrase of descriptions) {
      if (phrase.attribute !== attribute) continue;
      const made = { ...phrase, words: [...phrase.words.slice(0, -1), ends.at(-1) ?? ""] };
      if (!known.has(keyOf(made))) found.set(keyOf(made), made);
    }
  }
  return [...found.values()];
}

function patternsOf(phrase: Phrase, nouns: ReadonlySet<string>, phrases: readonly Phrase[]): readonly Pattern[] {
  const { attribute, kind, value, words } = phrase;
  const described = describes(phrase, nouns);
  const nounAt = described ? words.length - 1 : words.findIndex((word) => nouns.has(word));
  const base = { attribute, kind, value, alone: false, postposed: false };
  const plain: Pattern = {
    ...base,
    words,
    head: words.length > 1 && nounAt >= 0 ? nounAt : undefined,
    loose: looseness(words, described),
  };
  if (!described) return [plain];
  const adjectives = words.slice(0, -1);
  const after: Pattern = {
    ...base,
    words: [...words.slice(-1), ...adjectives],
    head: 0,
    loose: new Set([1]),
    postposed: true,
  };
  const alone: Pattern = {
    ...base,
    words: adjectives,
    head: undefined,
    loose: new Set(),
    alone: true,
  };
  return meansMore(adjectives, nouns, phrases) ? [plain, after] : [plain, after, alone];
}

/** "left", "light" and "green" say nothing for certain without their noun. */
const meansMore = (
  [first = "", ...more]: readonly string[],
  nouns: ReadonlySet<string>,
  phrases: readonly Phrase[],
): boolean =>
  more.length === 0 &&
  (directions.has(first) || nouns.has(first) || phrases.some(({ words }) => words.length === 1 && words[0] === first));

function looseness(words: readonly string[], described: boolean): ReadonlySet<number> {
  const at = described ? words.length - 1 : words.indexOf("from");
  return new Set(at > 0 ? [at] : []);
}

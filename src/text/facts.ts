import { type Range, maskedRanges } from "./masks.ts";
import { type Quantity, isNumberWord, readQuantity } from "./quantities.ts";
import { type Sentences, sentenceOfWord } from "./sentences.ts";
import { Gap, Shape, type Tokens, plainWordAt } from "./tokens.ts";

export const factKinds = ["number", "date", "name", "quote", "link"] as const;
export type FactKind = (typeof factKinds)[number];

/** Something in a text that can be checked, by UTF-16 offsets. `keys` say the same for "1,200", "1.2k" and "1200". */
export interface Fact {
  readonly kind: FactKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly keys: readonly string[];
}

const months = new Set(
  "january february march april may june july august september october november december".split(" "),
);
const weekdays = new Set("monday tuesday wednesday thursday friday saturday sunday".split(" "));

/** Capitalised in English wherever they stand, and no names. */
const noNames = new Set("i i'm i've i'd i'll mr mrs ms dr ok ceo faq".split(" "));

/** Every number, date, name, quotation and link of a text, in order of their kinds, then of their places. */
export function findFacts(tokens: Tokens, sentences: Sentences): readonly Fact[] {
  const masked = maskedRanges(tokens.text);
  return [...numbersAndDates(tokens), ...namesIn(tokens, sentences), ...quotesAndLinks(tokens.text, masked)];
}

function numbersAndDates(tokens: Tokens): readonly Fact[] {
  const facts: Fact[] = [];
  for (let i = 0; i < tokens.count; i++) {
    const shape = tokens.shapes[i]!;
    const hasDigits = (shape & Shape.digits) !== 0;
    const date = hasDigits || (shape & Shape.capital) !== 0 ? readDate(tokens, i) : undefined;
    if (date) {
      facts.push(date.fact);
      i = date.last;
      continue;
    }
    if (!hasDigits && !mayBeNumberWord(tokens, i)) continue;
    const quantity = readQuantity(tokens, i);
    if (!quantity || isListNumber(tokens, i, quantity)) continue;
    facts.push({ kind: "number", ...place(tokens, i, quantity.last), keys: [quantity.key] });
    i = quantity.last;
  }
  return facts;
}

/** Looks at the first letter before it makes a string: most words are no numbers. */
const mayBeNumberWord = (tokens: Tokens, i: number): boolean =>
  "tfsenzdTFSENZD".includes(tokens.text.charAt(tokens.starts[i]!)) && isNumberWord(plainWordAt(tokens, i));

/** "2." at the beginning of a line counts items and says nothing. */
const isListNumber = (tokens: Tokens, i: number, { last }: Quantity): boolean =>
  tokens.gaps[i]! >= Gap.line && last === i && /^[.)]\s/u.test(tokens.text.slice(tokens.ends[i], tokens.ends[i]! + 2));

/** A month or weekday with the numbers beside it: "15 May 2024", "May 15, 2024". */
function readDate(tokens: Tokens, i: number): { fact: Fact; last: number } | undefined {
  const month = isMonth(tokens, i) ? i : isDay(tokens, i) && isMonth(tokens, i + 1) ? i + 1 : -1;
  if (month < 0) {
    const word = plainWordAt(tokens, i);
    if ((tokens.shapes[i]! & Shape.capital) === 0 || !weekdays.has(word)) return undefined;
    return { fact: { kind: "date", ...place(tokens, i, i), keys: [word] }, last: i };
  }
  const first = i;
  let last = month;
  while (
    last + 1 < tokens.count &&
    last < month + 2 &&
    tokens.gaps[last + 1]! <= Gap.pause &&
    isDayOrYear(tokens, last + 1)
  )
    last++;
  const keys = [];
  for (let j = first; j <= last; j++) keys.push(plainWordAt(tokens, j).replace(/(?<=\d)(?:st|nd|rd|th)$/u, ""));
  return { fact: { kind: "date", ...place(tokens, first, last), keys }, last };
}

const isMonth = (tokens: Tokens, i: number): boolean => {
  if (i >= tokens.count || (tokens.shapes[i]! & Shape.capital) === 0) return false;
  const word = plainWordAt(tokens, i);
  if (!months.has(word)) return false;
  if (word !== "may" && word !== "march") return true;
  return tokens.gaps[i]! < Gap.terminal || isDayOrYear(tokens, i + 1);
};
const isDay = (tokens: Tokens, i: number): boolean =>
  i < tokens.count &&
  (tokens.shapes[i]! & Shape.digits) !== 0 &&
  /^(?:[12]?\d|3[01])(?:st|nd|rd|th)?$/u.test(plainWordAt(tokens, i));
const isDayOrYear = (tokens: Tokens, i: number): boolean =>
  isDay(tokens, i) || (i < tokens.count && /^(?:1\d|20)\d\d$/u.test(plainWordAt(tokens, i)));

/** Runs of capitalised words: inside sentences, or at their beginning when a second one follows or the word is known as a name. */
function namesIn(tokens: Tokens, sentences: Sentences): readonly Fact[] {
  const inside = new Set<string>();
  const facts: Fact[] = [];
  const initial: Fact[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (!isNameWord(tokens, i)) continue;
    let last = i;
    while (last + 1 < tokens.count && tokens.gaps[last + 1] === Gap.joined && isNameWord(tokens, last + 1)) last++;
    const begins = sentences.firstWords[sentenceOfWord(sentences, i)] === i || tokens.gaps[i]! >= Gap.terminal;
    const fact = nameFact(tokens, i, last);
    if (!begins) for (const key of fact.keys) inside.add(key);
    if (!begins || (tokens.shapes[i]! & Shape.allCapitals) !== 0) facts.push(fact);
    else if (last > i) facts.push(isCommonStart(tokens, i) ? nameFact(tokens, i + 1, last) : fact);
    else initial.push(fact);
    i = last;
  }
  return [...facts, ...initial.filter(({ keys }) => inside.has(keys[0]!))].toSorted((a, b) => a.start - b.start);
}

/** A word of the lists or of grammar that is capitalised only because it stands first. */
const isCommonStart = (tokens: Tokens, i: number): boolean => tokens.ids[i] !== 0;

const isNameWord = (tokens: Tokens, i: number): boolean => {
  if ((tokens.shapes[i]! & Shape.capital) === 0) return false;
  const word = plainWordAt(tokens, i);
  return !noNames.has(word) && !months.has(word) && !weekdays.has(word);
};

function nameFact(tokens: Tokens, first: number, last: number): Fact {
  const keys: string[] = [];
  for (let i = first; i <= last; i++) keys.push(plainWordAt(tokens, i).replace(/'s$/u, ""));
  return { kind: "name", ...place(tokens, first, last), keys };
}

const shortestQuote = 2;

function quotesAndLinks(text: string, masked: readonly Range[]): readonly Fact[] {
  return masked.flatMap(({ start, end }): Fact[] => {
    const found = text.slice(start, end);
    if (/^(?:https?:\/\/|www\.|mailto:)/iu.test(found)) {
      const link = found.replace(/[.,;:!?)\]}'"]+$/u, "");
      return [
        { kind: "link", start, end: start + link.length, text: link, keys: [link.toLowerCase().replace(/\/$/u, "")] },
      ];
    }
    if (!/^["“]/u.test(found)) return [];
    const key = quoteKey(found);
    return key.length < shortestQuote ? [] : [{ kind: "quote", start, end, text: found, keys: [key] }];
  });
}

/** What is said between the marks, without the marks, the case and the last full stop. */
export const quoteKey = (quote: string): string =>
  quote
    .toLowerCase()
    .replace(/[’‘]/gu, "'")
    .replace(/[^\p{L}\p{N}']+/gu, " ")
    .trim();

function place(tokens: Tokens, first: number, last: number): { start: number; end: number; text: string } {
  const start = tokens.starts[first]!;
  const end = tokens.ends[last]!;
  return { start, end, text: tokens.text.slice(start, end) };
}

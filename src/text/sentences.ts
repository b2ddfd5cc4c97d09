import { CharacterClass, classOf, isBlank } from "./characters.ts";
import { Gap, Shape, type Tokens, plainWordAt } from "./tokens.ts";

/** Sentences as columns: words [firstWord, next firstWord), text [starts, ends) without the blanks between them. */
export interface Sentences {
  readonly count: number;
  readonly firstWords: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 where a sentence begins a paragraph. */
  readonly paragraphs: Uint8Array;
}

const { terminal, quote, bracket, apostrophe, newline } = CharacterClass;

/** Lines shorter than this that end without a full stop are headings or list items, not wrapped prose. */
const wrappedLine = 50;

/**
 * Splits at full stops, question and exclamation marks, paragraphs, list items and headings; not after abbreviations,
 * initials and decimals. A text without words is one sentence if it holds anything. Linear in the text.
 */
export function findSentences(tokens: Tokens): Sentences {
  const { text, count, ends } = tokens;
  const first: number[] = [];
  const starts: number[] = [];
  const stops: number[] = [];
  const paragraphs: number[] = [];
  const open = (word: number, start: number, paragraph: boolean): void => {
    first.push(word);
    starts.push(start);
    paragraphs.push(paragraph ? 1 : 0);
  };
  const begin = skipBlanks(text, 0);
  if (begin < text.length) open(0, begin, true);
  let line = 0;
  for (let i = 1; i < count; i++) {
    const gap = tokens.gaps[i]!;
    if (gap < Gap.terminal) continue;
    const stop = gap === Gap.terminal ? endAfterMark(tokens, i) : endAtLine(tokens, i, line);
    if (gap >= Gap.line) line = lastNewline(text, ends[i - 1]!, tokens.starts[i]!);
    if (stop < 0) continue;
    stops.push(stop);
    open(i, skipBlanks(text, stop), gap === Gap.paragraph);
  }
  if (first.length > 0) stops.push(trimmedEnd(text));
  return {
    count: first.length,
    firstWords: Int32Array.from(first),
    starts: Int32Array.from(starts),
    ends: Int32Array.from(stops),
    paragraphs: Uint8Array.from(paragraphs),
  };
}

export const sentenceText = (text: string, sentences: Sentences, i: number): string =>
  text.slice(sentences.starts[i], sentences.ends[i]);

/** The end of the sentence before word `i` when a full stop or its like stands between, else -1. */
function endAfterMark(tokens: Tokens, i: number): number {
  const { text } = tokens;
  const from = tokens.ends[i - 1]!;
  const to = tokens.starts[i]!;
  let mark = -1;
  for (let at = from; at < to; at++) if (classOf(text.charCodeAt(at)) === terminal) mark = at;
  if (mark < 0) return -1;
  let end = mark + 1;
  while (end < to && isCloser(text.charCodeAt(end))) end++;
  const code = text.charCodeAt(mark);
  const wide = code === 0x3002 || code === 0xff01 || code === 0xff1f;
  if (end < to ? !isBlank(text.charCodeAt(end)) && !wide : !wide) return -1;
  return code === 46 && isNoFullStop(tokens, i, mark - from) ? -1 : startsLower(tokens, i) && !wide ? -1 : end;
}

const isCloser = (code: number): boolean => {
  const kind = classOf(code);
  return kind === quote || kind === bracket || kind === apostrophe;
};

const startsLower = (tokens: Tokens, i: number): boolean => {
  const letter = tokens.text.charAt(tokens.starts[i]!);
  return letter !== letter.toUpperCase() && letter === letter.toLowerCase();
};

const abbreviations = new Set(
  (
    "mr mrs ms dr prof st sr jr vs etc eg ie cf al fig figs no nos vol pp p ed eds inc ltd co corp dept est gen col sgt " +
    "capt lt rev hon gov sen rep approx ca jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e u.s u.k a.m p.m ft mt ave blvd"
  ).split(" "),
);
const mayEndSentence = new Set(["etc", "al", "inc", "ltd", "co", "corp", "jr", "sr", "am", "pm"]);
const starters = new Set(
  "the a an he she it they we you i this that these those in on at but and so however if when while his her their our there for as after before".split(
    " ",
  ),
);

/** A point after an abbreviation or an initial, unless the next word plainly begins a sentence. */
function isNoFullStop(tokens: Tokens, i: number, distance: number): boolean {
  if (distance !== 0) return false;
  const length = tokens.ends[i - 1]! - tokens.starts[i - 1]!;
  if (length > 6) return false;
  const word = plainWordAt(tokens, i - 1);
  const initial = length === 1 && (tokens.shapes[i - 1]! & Shape.capital) !== 0 && word !== "i";
  if (!initial && !abbreviations.has(word)) return false;
  const plainStart = starters.has(plainWordAt(tokens, i)) && (tokens.shapes[i]! & Shape.capital) !== 0;
  return !(plainStart && (mayEndSentence.has(word) || (initial && tokens.text[tokens.starts[i - 1]! - 1] === ".")));
}

/** The end of the sentence before word `i` when a line break parts them, else -1. `line` is where that line began. */
function endAtLine(tokens: Tokens, i: number, line: number): number {
  const { text } = tokens;
  const from = tokens.ends[i - 1]!;
  const to = tokens.starts[i]!;
  let end = from;
  while (end < to && classOf(text.charCodeAt(end)) !== newline) end++;
  let lastMark = -1;
  for (let at = from; at < end; at++) if (classOf(text.charCodeAt(at)) === terminal || text[at] === ":") lastMark = at;
  const whole =
    tokens.gaps[i] === Gap.paragraph ||
    lastMark >= 0 ||
    end - line < wrappedLine ||
    listMarker.test(text.slice(end, Math.min(to + 12, end + 24)));
  if (!whole) return -1;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

const listMarker = /^\s*(?:[-*•·–#>|]|\d{1,3}[.)]\s)/u;

function lastNewline(text: string, from: number, to: number): number {
  for (let at = to - 1; at >= from; at--) if (classOf(text.charCodeAt(at)) === newline) return at + 1;
  return from;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function trimmedEnd(text: string): number {
  let end = text.length;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

/** The sentence that holds word `i`. */
export function sentenceOfWord({ firstWords, count }: Sentences, i: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firstWords[middle]! <= i) low = middle;
    else high = middle - 1;
  }
  return low;
}

export const wordsOf = (tokens: Tokens, { firstWords, count }: Sentences, i: number): readonly [number, number] => [
  firstWords[i]!,
  i + 1 < count ? firstWords[i + 1]! : tokens.count,
];

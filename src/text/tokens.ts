import { CharacterClass, classOf, knownClasses, unknown } from "./characters.ts";
import { type Vocabulary, addToHash, firstHash, folded } from "./vocabulary.ts";

/** What stands between a word and the word before it; the strongest counts. */
export const Gap = { joined: 0, pause: 1, terminal: 2, line: 3, paragraph: 4 } as const;

export const Shape = { capital: 1, allCapitals: 2, digits: 4, hyphenBefore: 8 } as const;

/**
 * The words of a text in one pass, as columns. Offsets count UTF-16 code units: `text.slice(starts[i], ends[i])`.
 * A hyphen separates words ("cutting-edge" is two), an apostrophe inside does not ("don't" is one).
 */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Number in the vocabulary; 0 for words that no rule speaks of. */
  readonly ids: Uint16Array;
  /** Hash of the word in lower case without its regular ending: equal for "makes" and "making". */
  readonly stems: Int32Array;
  /** Bits of `Shape`. */
  readonly shapes: Uint8Array;
  /** The `Gap` before each word; the first has a paragraph before it. */
  readonly gaps: Uint8Array;
}

const { space, newline, letter, digit, apostrophe, hyphen, silent } = CharacterClass;

/** Gap that a character between words makes: hyphens and blanks join, everything else parts at least as a pause. */
const gapOfClass = Uint8Array.from([
  Gap.joined,
  Gap.line,
  Gap.joined,
  Gap.joined,
  Gap.pause,
  Gap.joined,
  Gap.terminal,
  Gap.pause,
  Gap.pause,
  Gap.pause,
  Gap.pause,
  Gap.joined,
]);

/** One pass, no strings made, time and space linear in the text. */
export function tokenise(text: string, vocabulary: Vocabulary): Tokens {
  const capacity = (text.length >> 1) + 2;
  const starts = new Int32Array(capacity);
  const ends = new Int32Array(capacity);
  const ids = new Uint16Array(capacity);
  const stems = new Int32Array(capacity);
  const shapes = new Uint8Array(capacity);
  const gaps = new Uint8Array(capacity);
  const length = text.length;
  let count = 0;
  let gap: number = Gap.paragraph;
  let lines = 0;
  let hyphenBefore = 0;
  let i = 0;
  while (i < length) {
    const code = text.charCodeAt(i);
    let kind = knownClasses[code]!;
    if (kind === unknown) kind = classOf(code);
    if (kind !== letter && kind !== digit) {
      if (kind === newline) {
        if (code !== 13 || text.charCodeAt(i + 1) !== 10) lines++;
        const now = lines > 1 ? Gap.paragraph : Gap.line;
        if (now > gap) gap = now;
      } else if (kind !== space && kind !== silent) {
        lines = 0;
        const dash = kind === hyphen && (i + 1 >= length || isDash(text.charCodeAt(i + 1)));
        const now = dash ? Gap.pause : gapOfClass[kind]!;
        if (now > gap) gap = now;
      }
      hyphenBefore = kind === hyphen ? Shape.hyphenBefore : 0;
      i++;
      continue;
    }
    const start = i;
    let hash = firstHash;
    let before1 = hash;
    let before2 = hash;
    let before3 = hash;
    let capitals = 0;
    let shape = kind === digit ? Shape.digits : 0;
    for (; i < length; i++) {
      const unit = text.charCodeAt(i);
      let unitKind = knownClasses[unit]!;
      if (unitKind === unknown) unitKind = classOf(unit);
      if (unitKind === letter) {
        /* goes on */
      } else if (unitKind === digit) shape |= Shape.digits;
      else if (unitKind === silent) continue;
      else if (!joinsWord(unitKind, unit, text, i, shape)) break;
      const plain = folded[unit]!;
      if (plain !== unit && plain !== 39) capitals++;
      before3 = before2;
      before2 = before1;
      before1 = hash;
      hash = addToHash(hash, plain);
    }
    const size = i - start;
    if (capitals > 0 && folded[code] !== code) shape |= Shape.capital;
    if (capitals > 1 && capitals === size) shape |= Shape.allCapitals;
    starts[count] = start;
    ends[count] = i;
    ids[count] = vocabulary.find(text, start, i, hash);
    stems[count] = size < 4 ? hash : stemHash(text, i, size, hash, before1, before2, before3);
    shapes[count] = shape | hyphenBefore;
    gaps[count] = gap;
    count++;
    gap = Gap.joined;
    lines = 0;
    hyphenBefore = 0;
  }
  return { text, count, starts, ends, ids, stems, shapes, gaps };
}

/** After this a hyphen is no hyphen but a dash, a bullet or a minus. */
const isDash = (next: number): boolean => {
  const kind = classOf(next);
  return kind !== letter && kind !== digit;
};

/** An apostrophe between letters, or a point, comma or colon between digits. */
function joinsWord(kind: number, unit: number, text: string, at: number, shape: number): boolean {
  if (at + 1 >= text.length) return false;
  const next = classOf(text.charCodeAt(at + 1));
  if (kind === apostrophe) return next === letter;
  const betweenDigits = unit === 44 || unit === 46 || unit === 58;
  return betweenDigits && (shape & Shape.digits) !== 0 && next === digit && classOf(text.charCodeAt(at - 1)) === digit;
}

const [e, s, d, g, n, l, y, iLetter] = Array.from("esdgnlyi", (one) => one.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** Without -ing, -ed, -es, -ly, -s or -e, where enough is left: crude, fast and the same for every form of most words. */
function stemHash(
  text: string,
  end: number,
  size: number,
  hash: number,
  before1: number,
  before2: number,
  before3: number,
): number {
  const last = folded[text.charCodeAt(end - 1)]!;
  if (last !== s && last !== e && last !== d && last !== g && last !== y) return hash;
  const last2 = folded[text.charCodeAt(end - 2)]!;
  if (last === g) return size > 5 && last2 === n && folded[text.charCodeAt(end - 3)] === iLetter ? before3 : hash;
  if (size > 4 && (((last === d || last === s) && last2 === e) || (last === y && last2 === l))) return before2;
  return last === e || (last === s && last2 !== s) ? before1 : hash;
}

export const wordAt = (tokens: Tokens, i: number): string => tokens.text.slice(tokens.starts[i], tokens.ends[i]);

/** In lower case with straight apostrophes, as rules write it; empty outside the text. */
export const plainWordAt = (tokens: Tokens, i: number): string =>
  i < 0 || i >= tokens.count ? "" : wordAt(tokens, i).toLowerCase().replace(/[’ʼ]/gu, "'");

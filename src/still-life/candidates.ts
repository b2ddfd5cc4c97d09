import type { Pattern, PhraseBook } from "./phrase-book.ts";
import type { Token } from "./tokens.ts";

/** A place where a prompt may say something. */
export interface Candidate {
  readonly pattern: Pattern;
  /** Positions of its words among the tokens, in the order of the prompt. */
  readonly at: readonly number[];
  readonly head: number | undefined;
}

/** Every place where some pattern's words stand as they should; they may compete for words. */
export function candidatesIn(tokens: readonly Token[], book: PhraseBook): readonly Candidate[] {
  return tokens.flatMap(({ word }, start) =>
    (book.byFirstWord.get(word) ?? []).flatMap((pattern) => {
      const at = matchAt(tokens, start, pattern, book);
      if (!at || !isInPlace(tokens, at, pattern, book)) return [];
      return [{ pattern, at, head: pattern.head === undefined ? undefined : at[pattern.head] }];
    }),
  );
}

function isInPlace(tokens: readonly Token[], at: readonly number[], pattern: Pattern, book: PhraseBook): boolean {
  if (pattern.alone) return isAlone(tokens, at);
  if (pattern.postposed) return isSaidAfter(tokens, at);
  return pattern.words.length > 1 || describesSubject(tokens, at[0] ?? 0, pattern, book);
}

/** How many words may stand between two words of a phrase. */
const reachBefore = 3;
const reachAfter = 5;

/** Positions of the pattern's words from `start` on; undefined when they are not all there. */
function matchAt(
  tokens: readonly Token[],
  start: number,
  pattern: Pattern,
  book: PhraseBook,
): readonly number[] | undefined {
  const at = [start];
  for (const [index, word] of pattern.words.entries()) {
    if (index === 0) continue;
    const from = (at.at(-1) ?? start) + 1;
    const reach = !pattern.loose.has(index) ? 0 : pattern.postposed ? reachAfter : reachBefore;
    const found = findWord(tokens, from, word, (token, gap) => gap < reach && mayStandBetween(token, pattern, book));
    if (found === undefined) return undefined;
    at.push(found);
  }
  return at;
}

function findWord(
  tokens: readonly Token[],
  from: number,
  word: string,
  mayPass: (token: Token, gap: number) => boolean,
): number | undefined {
  const segment = tokens[from - 1]?.segment;
  for (let index = from; ; index += 1) {
    const token = tokens[index];
    if (!token || token.segment !== segment) return undefined;
    if (token.word === word) return index;
    if (!mayPass(token, index - from)) return undefined;
  }
}

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const linkWords = wordSet("is are be in should must being kept looks made of very all and t");
export const negators = wordSet("no not without never avoid avoiding isn aren non");
export const joints = wordSet("on in with against at to of off by behind from under over and or but");

/** "background is dark", "background: dark", but not the start of the next thing: "table white vase". */
function isSaidAfter(tokens: readonly Token[], at: readonly number[]): boolean {
  const [noun = 0, adjective = 0] = at;
  const last = at.at(-1) ?? adjective;
  if (tokens[last + 1]?.segment !== tokens[noun]?.segment) return true;
  return tokens.slice(noun, adjective).some(({ word }) => linkWords.has(word));
}

/** Describing words may stand between a phrase's words; nouns, joints and denials part them. */
function mayStandBetween({ word }: Token, { postposed, words }: Pattern, book: PhraseBook): boolean {
  if (negators.has(word)) return postposed;
  if (book.nouns.has(word) || book.subjects.has(word)) return false;
  if (postposed) return linkWords.has(word) || (book.words.has(word) && !joints.has(word));
  return !joints.has(word) || (word === "in" && words.includes("from"));
}

const degrees = wordSet("very rather quite all more somewhat please slightly");

function isAlone(tokens: readonly Token[], at: readonly number[]): boolean {
  const [first = 0] = at;
  const segment = tokens[first]?.segment;
  const isOther = (index: number): boolean =>
    tokens[index]?.segment === segment && !degrees.has(tokens[index]?.word ?? "");
  return !isOther(first - 1) && !isOther((at.at(-1) ?? first) + 1);
}

/** One word describes the next noun: "white" in "white wall" is no subject's colour, "fruit" in "fruit bowl" no pear. */
function describesSubject(tokens: readonly Token[], at: number, { kind }: Pattern, book: PhraseBook): boolean {
  const isSubject = kind === "subject";
  if (!isSubject && kind !== "colour" && kind !== "material") return true;
  for (let index = at + 1; tokens[index]?.segment === tokens[at]?.segment; index += 1) {
    const word = tokens[index]?.word ?? "";
    if (book.subjects.has(word)) return !isSubject || index > at + 1;
    if (joints.has(word) || isSubject) return true;
    // A "matte surface" is the subject's own.
    if (book.nouns.has(word)) return word === "surface";
  }
  return true;
}

import type { Element } from "../core/element.ts";
import type { CompiledRules } from "./compile-rules.ts";
import { type Fact, findFacts } from "./facts.ts";
import { readFormat } from "./format-elements.ts";
import { type Sentences, findSentences, wordsOf } from "./sentences.ts";
import { type Tokens, tokenise } from "./tokens.ts";

export const elementStatuses = ["present", "partial", "missing", "unsure"] as const;
export type ElementStatus = (typeof elementStatuses)[number];

/** A place that shows it, quoted: `text.slice(start, end) === quote`. */
export interface Quote {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** What a text does with one element of its brief. */
export interface ElementFinding {
  readonly id: string;
  readonly statement: string;
  readonly status: ElementStatus;
  readonly evidence: readonly Quote[];
  /** How it was read: "verbatim", "count", "words", "ban", "call to action", "not readable offline". */
  readonly method: string;
  /** What was found or not, as a sentence. */
  readonly note: string;
}

/** A text made ready for questions about it. */
export interface ReadText {
  readonly text: string;
  readonly tokens: Tokens;
  readonly sentences: Sentences;
  readonly facts: readonly Fact[];
  readonly rules: CompiledRules;
}

export function readText(text: string, rules: CompiledRules): ReadText {
  const tokens = tokenise(text, rules.vocabulary);
  const sentences = findSentences(tokens);
  return { text, tokens, sentences, rules, facts: findFacts(tokens, sentences) };
}

type Answer = Omit<ElementFinding, "id" | "statement">;

/**
 * Reads elements without a model: required phrases verbatim, lengths and forms by counting, bans by searching, points
 * and facts by their content words, numbers and names. Tone and audience are left to a person or a model: "unsure".
 */
export function readElements(read: ReadText, elements: readonly Element[]): readonly ElementFinding[] {
  return elements.map((element) => ({ id: element.id, statement: element.statement, ...answer(read, element) }));
}

function answer(read: ReadText, element: Element): Answer {
  if (read.tokens.count === 0)
    return { status: "missing", evidence: [], method: "count", note: "There is nothing to read." };
  const { statement, kind } = element;
  const ban = bannedWords(statement);
  if (ban) return readBan(read, ban);
  const counted = readFormat(read, statement);
  if (counted) return counted;
  const phrase = requiredPhrase(statement);
  if (phrase !== undefined) return readPhrase(read, phrase);
  if (kind === "tone" || kind === "audience" || kind === "structure" || kind === "length") return unreadable;
  const found = readWords(read, statement);
  return kind === "call-to-action" && found.status !== "present" ? readCall(read, found) : found;
}

const unreadable: Answer = {
  status: "unsure",
  evidence: [],
  method: "not readable offline",
  note: "Rules cannot read this: judge it yourself, or connect a language model as judge.",
};

/** Words in quotation marks must stand there as they are. */
const requiredPhrase = (statement: string): string | undefined => /["“]([^"”]{2,200})["”]/u.exec(statement)?.[1];

function readPhrase(read: ReadText, phrase: string): Answer {
  const found = findVerbatim(read.text, phrase);
  if (found) return { status: "present", evidence: [found], method: "verbatim", note: `“${phrase}” is there.` };
  const words = readWords(read, phrase);
  const status = words.status === "present" || words.status === "partial" ? "partial" : "missing";
  return {
    status,
    evidence: status === "partial" ? words.evidence : [],
    method: "verbatim",
    note: `“${phrase}” is not there word for word.`,
  };
}

/** Without regard to case, kinds of quotation marks and widths of blanks. */
function findVerbatim(text: string, phrase: string): Quote | undefined {
  const pattern = phrase
    .trim()
    .split(/\s+/u)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replace(/['’]/gu, "['’]"))
    .join(String.raw`\s+`);
  const found = new RegExp(String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])`, "iu").exec(text);
  return found ? { start: found.index, end: found.index + found[0].length, quote: found[0] } : undefined;
}

/** "no exclamation marks", "avoid the word “solution”", "do not mention price": what must not be there. */
function bannedWords(statement: string): readonly string[] | undefined {
  const found =
    /^(?:no|avoid|without|never|don['’]t|do not|must not|not)\s+(?:(?:use|using|mention|mentioning|include|say|name|any|the|a|word|words|phrase|phrases|of)\s+)*(.+)$/iu.exec(
      statement.trim(),
    );
  if (!found?.[1]) return undefined;
  const quoted = [...found[1].matchAll(/["“‘']([^"”’']+)["”’']/gu)].map(([, word]) => word!);
  return quoted.length > 0
    ? quoted
    : found[1]
        .replace(/[.!]+$/u, "")
        .split(/\s*(?:,|\bor\b|\band\b)\s*/u)
        .filter(Boolean);
}

const marks: Readonly<Record<string, RegExp>> = {
  "exclamation marks": /!/u,
  "exclamation points": /!/u,
  "exclamation mark": /!/u,
  emoji: /\p{Extended_Pictographic}/u,
  emojis: /\p{Extended_Pictographic}/u,
  "em dashes": /—/u,
  "bullet points": /^\s*[-*•]\s/mu,
  bullets: /^\s*[-*•]\s/mu,
  questions: /\?/u,
};

function readBan(read: ReadText, banned: readonly string[]): Answer {
  const evidence = banned.flatMap((word) => {
    const mark = marks[word.toLowerCase().trim()]?.exec(read.text);
    if (mark) return [{ start: mark.index, end: mark.index + mark[0].length, quote: mark[0] }];
    return findVerbatim(read.text, word) ?? [];
  });
  const searchable = banned.every((word) => word.trim().split(/\s+/u).length <= 3);
  if (evidence.length > 0)
    return {
      status: "missing",
      evidence,
      method: "ban",
      note: `It says ${evidence.map(({ quote }) => `“${quote}”`).join(", ")}.`,
    };
  return searchable
    ? { status: "present", evidence: [], method: "ban", note: "None of it is there." }
    : {
        ...unreadable,
        note: "Nothing of it is there word for word; whether it is said in other words, judge yourself.",
      };
}

const calls =
  /\b(?:sign up|register|subscribe|book|call|visit|reply|contact|click|order|buy|download|join|try|apply|donate|write to|email|get in touch|learn more|find out|reserve|shop|start|schedule|rsvp)\b/iu;

function readCall(read: ReadText, words: Answer): Answer {
  const found = calls.exec(read.text);
  if (!found) return { ...words, method: "call to action", note: `${words.note} Nothing asks the reader to act.` };
  const quote = { start: found.index, end: found.index + found[0].length, quote: found[0] };
  return {
    status: "partial",
    evidence: [...words.evidence, quote],
    method: "call to action",
    note: `It asks the reader to act (“${found[0]}”), but in other words.`,
  };
}

const presentShare = 0.7;
const partialShare = 0.4;
const missingShare = 0.2;

/** “Ask people to sign up” is done by “sign up”: what the writer is told to do does not stand in the text. */
const withoutOrder = (statement: string): string =>
  statement.replace(
    /^\s*(?:please\s+)?(?:mention|include|say|state|note|explain|tell|ask|invite|urge|encourage|remind)s?\s+(?:(?:the\s+|all\s+)?(?:people|readers?|them|customers?|everyone|visitors?|users?|guests?)\s+)?(?:(?:to|that|about|of)\s+)?(?=\S)/iu,
    "",
  );

/** Content words, numbers and names of a statement, looked for in any two neighbouring sentences. */
function readWords(read: ReadText, statement: string): Answer {
  const asked = readText(withoutOrder(statement), read.rules);
  const stems = contentStems(asked, 0, asked.tokens.count);
  const hard = asked.facts.filter(({ kind }) => kind !== "name").flatMap(({ keys }) => keys);
  const known = new Set(read.facts.flatMap(({ keys }) => [...keys, ...keys.map((key) => key.replace(/ .*/u, ""))]));
  const lost = hard.filter((key) => !known.has(key) && !known.has(key.replace(/ .*/u, "")));
  if (stems.size === 0 && hard.length === 0) return unreadable;
  const { share, first, last } = bestWindow(read, stems);
  const evidence = share >= missingShare || (stems.size === 0 && lost.length === 0) ? [quoteOf(read, first, last)] : [];
  const found = `${Math.round(share * 100)} % of its content words stand together`;
  if (lost.length > 0) {
    const status = share >= partialShare ? "partial" : share > missingShare ? "unsure" : "missing";
    return {
      status,
      evidence: status === "missing" ? [] : evidence,
      method: "words",
      note: `${found}; ${lost.join(", ")} is not there.`,
    };
  }
  const status =
    share >= presentShare ? "present" : share >= partialShare ? "partial" : share > missingShare ? "unsure" : "missing";
  return { status, evidence: status === "missing" ? [] : evidence, method: "words", note: `${found}.` };
}

/** Stems of the words that carry meaning, of a range of words. */
export function contentStems({ tokens, rules }: ReadText, from: number, to: number): ReadonlySet<number> {
  const stems = new Set<number>();
  for (let i = from; i < to; i++)
    if (tokens.ends[i]! - tokens.starts[i]! > 2 && rules.grammar[tokens.ids[i]!] === 0) stems.add(tokens.stems[i]!);
  return stems;
}

function bestWindow(read: ReadText, wanted: ReadonlySet<number>): { share: number; first: number; last: number } {
  let best = { share: wanted.size === 0 ? 1 : 0, first: 0, last: 0 };
  let before: ReadonlySet<number> = new Set();
  for (let sentence = 0; sentence < read.sentences.count; sentence++) {
    const own = contentStems(read, ...wordsOf(read.tokens, read.sentences, sentence));
    const hits = new Set([...wanted].filter((stem) => own.has(stem)));
    const both = new Set([...hits, ...before]);
    const alone = hits.size / Math.max(1, wanted.size);
    const together = both.size / Math.max(1, wanted.size);
    if (alone > best.share) best = { share: alone, first: sentence, last: sentence };
    if (together > best.share + 0.15) best = { share: together, first: sentence - 1, last: sentence };
    before = hits;
  }
  return best;
}

function quoteOf({ text, sentences }: ReadText, first: number, last: number): Quote {
  const start = sentences.starts[first]!;
  const end = sentences.ends[last]!;
  return { start, end, quote: text.slice(start, end) };
}

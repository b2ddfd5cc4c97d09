import { invalid } from "../../core/errors.ts";
import { plural } from "../../core/sentences.ts";
import { quotedIn } from "./quoted.ts";
import { ordinal, ordinalPattern } from "./ordinals.ts";
import type { NamedSentence, NamedText } from "./placed.ts";

/** Sentences that may change, by number from 1 in their order, and how they were found. */
export interface Scope {
  readonly sentences: readonly number[];
  readonly why: string;
}

const help =
  "Give sentence numbers (“3”, “2-4, 7”), “paragraph 2”, “heading Prices”, “last sentence”, or words of the text in quotation marks; `samebut scope` numbers the sentences.";

/** A scope that a person wrote. Throws "invalid" when it names nothing of this text. */
export function namedScope(named: NamedText, written: string): Scope {
  const { sentences } = named;
  if (/^\s*(?:all|everything|the whole text)\s*$/iu.test(written))
    return { sentences: sentences.map(({ number }) => number), why: "all of it was named" };
  const scope = numberedScope(sentences, written) ?? quotedScope(named, written) ?? headingScope(sentences, written);
  const words = scope ?? placedScope(sentences, written) ?? quotedScope(named, `“${written.trim()}”`);
  if (words) return words;
  throw invalid(`No sentence of the text is “${written.trim().slice(0, 200)}”.`, help);
}

/** "3", "2-4, 7", "sentences 2 to 4 and 7". */
function numberedScope(sentences: readonly NamedSentence[], written: string): Scope | undefined {
  const list = /^\s*(?:sentences?\s+)?((?:\d{1,7}\s*(?:-|–|to|,|and|&)?\s*)+)$/iu.exec(written)?.[1];
  if (list === undefined) return undefined;
  const numbers = new Set<number>();
  for (const [, from, to] of list.matchAll(/(\d{1,7})(?:\s*(?:-|–|to)\s*(\d{1,7}))?/giu)) {
    const [first, last] = [Number(from), Number(to ?? from)];
    if (first < 1 || last < first || last > sentences.length)
      throw invalid(
        `There is no sentence ${first < 1 || first > sentences.length ? first : last}: the text has ${plural(sentences.length, "sentence")}.`,
        help,
      );
    for (let number = first; number <= last; number++) numbers.add(number);
  }
  return { sentences: [...numbers].toSorted((a, b) => a - b), why: "these sentences were named" };
}

/** Sentences that hold any of the quoted stretches; undefined without quotation marks or when nothing of it is there. */
export function quotedScope({ read, sentences }: NamedText, written: string): Scope | undefined {
  const found = new Set<number>();
  const said: string[] = [];
  const text = read.text.toLowerCase();
  for (const quote of quotedIn(written)) {
    const wanted = quote.toLowerCase();
    let seen = false;
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      for (const { number, start, end } of sentences)
        if (start < at + wanted.length && end > at) {
          found.add(number);
          seen = true;
        }
    }
    if (seen) said.push(`“${quote}”`);
  }
  if (found.size === 0) return undefined;
  return { sentences: [...found].toSorted((a, b) => a - b), why: `${said.join(" and ")} stands there` };
}

const places = new RegExp(
  String.raw`\b(?:the\s+)?(?:(${ordinalPattern})\s+(sentence|paragraph|line)|(sentence|paragraph)\s+(\d{1,6})(?:\s*(?:-|–|to|and|,)\s*(\d{1,6}))?)\b`,
  "giu",
);

/** "the third sentence", "paragraph 2", "the last paragraph", "the title", "the opening", "the ending". */
export function placedScope(sentences: readonly NamedSentence[], written: string): Scope | undefined {
  const paragraphs = sentences.at(-1)?.paragraph ?? 0;
  const numbers = new Set<number>();
  const said: string[] = [];
  for (const [match, which, ofWhat, unit, first, last] of written.matchAll(places)) {
    const whole = (unit ?? ofWhat)!.toLowerCase() === "paragraph";
    const count = whole ? paragraphs : sentences.length;
    const from = ordinal((which ?? first)!, count);
    const to = last === undefined ? from : ordinal(last, count);
    if (from === undefined || to === undefined) continue;
    if (from < 1 || to > count || to < from)
      throw invalid(
        `There is no ${match.toLowerCase()}: the text has ${plural(count, whole ? "paragraph" : "sentence")}.`,
        help,
      );
    for (const { number, paragraph } of sentences) {
      const place = whole ? paragraph : number;
      if (place >= from && place <= to) numbers.add(number);
    }
    said.push(match.trim());
  }
  if (numbers.size > 0)
    return { sentences: [...numbers].toSorted((a, b) => a - b), why: `it says “${said.join("”, “")}”` };
  return partScope(sentences, written);
}

/** Parts that have a name of their own. */
function partScope(sentences: readonly NamedSentence[], written: string): Scope | undefined {
  const part =
    /\b(?:the|its|your)\s+(headline|title|subject line|opening|beginning|intro(?:duction)?|ending|close|conclusion|last line)\b(?!\s+(?:hours?|times?|days?|dates?|prices?|offers?)\b)/iu.exec(
      written,
    )?.[1];
  if (part === undefined) return undefined;
  const body = sentences.filter(({ isHeading }) => !isHeading);
  const one = /headline|title|subject/iu.test(part)
    ? sentences[0]
    : /opening|beginning|intro/iu.test(part)
      ? body[0]
      : sentences.at(-1);
  return one && { sentences: [one.number], why: `it says “${part.toLowerCase()}”` };
}

/** "heading Prices", "the section Opening hours", "under Prices": the heading and all that stands under it. */
export function headingScope(sentences: readonly NamedSentence[], written: string): Scope | undefined {
  const lower = written.toLowerCase();
  const headings = [...new Set(sentences.flatMap(({ isHeading, heading }) => (isHeading ? [heading] : [])))];
  const named = headings
    .filter(
      (heading) =>
        heading !== "" &&
        new RegExp(String.raw`\b(?:heading|section|under|part)\b`, "iu").test(written) &&
        lower.includes(heading.toLowerCase()),
    )
    .toSorted((a, b) => b.length - a.length)[0];
  if (named === undefined) return undefined;
  const under = sentences.filter(({ heading }) => heading === named);
  const body = under.filter(({ isHeading }) => !isHeading);
  const wanted = /\bheading\b/iu.test(written) || body.length === 0 ? under : body;
  return { sentences: wanted.map(({ number }) => number), why: `it stands under “${named}”` };
}

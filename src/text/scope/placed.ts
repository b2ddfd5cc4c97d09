import { compiledRules } from "../compile-rules.ts";
import { type ReadText, readText } from "../elements.ts";

/** A sentence that can be named: its place, and the paragraph and heading that it stands under, each counted from 1. */
export interface NamedSentence {
  /** From 1. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** From 1; headings count as paragraphs of their own. */
  readonly paragraph: number;
  readonly isHeading: boolean;
  /** The last heading before it, or its own; empty where there is none. */
  readonly heading: string;
}

export interface NamedText {
  readonly read: ReadText;
  readonly sentences: readonly NamedSentence[];
}

/** A line is a heading when it begins with #, or is short, stands alone, and ends without a stop before more text. */
const longestHeading = 80;

export function nameSentences(text: string): NamedText {
  const read = readText(text, compiledRules());
  const { starts, ends, count } = read.sentences;
  const sentences: NamedSentence[] = [];
  let [paragraph, heading] = [0, ""];
  for (let i = 0; i < count; i++) {
    const [start, end] = [starts[i]!, ends[i]!];
    const between = i === 0 ? "\n\n" : text.slice(ends[i - 1], start);
    const own = text.slice(start, end);
    const isHeading = readsAsHeading(text, own, between, end);
    if (i === 0 || isHeading || sentences[i - 1]!.isHeading || /\n[^\S\n]*\n|\r\r/u.test(between)) paragraph++;
    if (isHeading) heading = own.replace(/^#+\s*/u, "").trim();
    sentences.push({ number: i + 1, start, end, text: own, paragraph, isHeading, heading });
  }
  return { read, sentences };
}

function readsAsHeading(text: string, own: string, between: string, end: number): boolean {
  if (/^#{1,6}\s/u.test(own)) return !own.includes("\n");
  const alone = /\n\s*$/u.test(between) && /^[^\S\n]*\r?\n[^\S\n]*\r?\n/u.test(text.slice(end, end + 200));
  const wordy = /\p{L}/u.test(own) && !/^(?:[-*•>|]|\d{1,3}[.)]\s)/u.test(own);
  return alone && wordy && own.length <= longestHeading && !own.includes("\n") && !/[.!?:;,…。！？]["”’)]*$/u.test(own);
}

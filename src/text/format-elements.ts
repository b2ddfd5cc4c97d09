import type { ElementFinding, ReadText } from "./elements.ts";

type Answer = Omit<ElementFinding, "id" | "statement">;

const numberNames: Readonly<Record<string, number>> = {
  one: 1,
  a: 1,
  an: 1,
  single: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};

const number = String.raw`(\d[\d,]*|one|an?|single|two|three|four|five|six|seven|eight|nine|ten|twelve)`;
const counted = String.raw`(words?|sentences?|paragraphs?|bullets?|bullet points?|characters?)`;
const range = new RegExp(String.raw`\b(\d[\d,]*)\s*(?:-|–|to|and)\s*(\d[\d,]*)\s+${counted}\b`, "iu");
const bound = new RegExp(
  String.raw`\b(?:(under|at most|no more than|less than|fewer than|max(?:imum)?(?: of)?|up to|within|below)|(at least|no less than|over|more than|min(?:imum)?(?: of)?)|(about|around|roughly|approximately|circa)|(exactly))?\s*${number}[ -]+${counted}\b`,
  "iu",
);

/** "About 100 words" leaves this share either way. */
const aboutShare = 0.1;

/** Lengths and forms that can be counted: "under 120 words", "three bullets", "a headline". Undefined when it is none. */
export function readFormat(read: ReadText, statement: string): Answer | undefined {
  const between = range.exec(statement);
  if (between) return within(read, between[3]!, numberOf(between[1]!), numberOf(between[2]!));
  const one = bound.exec(statement);
  if (one) {
    const value = numberOf(one[5]!);
    const article = /^(?:an?|one|single)$/iu.test(one[5]!);
    if (article && !/sentence|paragraph/iu.test(one[6]!)) return undefined;
    if (one[1]) return within(read, one[6]!, 0, value);
    if (one[2]) return within(read, one[6]!, value, Number.POSITIVE_INFINITY);
    if (one[3]) return within(read, one[6]!, value * (1 - aboutShare), value * (1 + aboutShare));
    const exact = one[4] !== undefined || !/word|character/iu.test(one[6]!);
    return exact
      ? within(read, one[6]!, value, value)
      : within(read, one[6]!, value * (1 - aboutShare), value * (1 + aboutShare));
  }
  if (/\b(?:headline|title|heading)\b/iu.test(statement))
    return shows(read, /^(?:#{1,6}\s.+|(?!\s*[-*•]).{3,80}[^.!?:;,\s])\n/u, "a headline");
  if (/\b(?:subject line)\b/iu.test(statement)) return shows(read, /^\**subject(?: line)?:?\**.+/imu, "a subject line");
  if (/\bnumbered list\b/iu.test(statement)) return shows(read, /^\s*\d+[.)]\s/mu, "a numbered list");
  if (/\b(?:bullet(?:ed)?(?: points?| list)?|bullets)\b/iu.test(statement))
    return shows(read, /^\s*[-*•–]\s/mu, "a list");
  return undefined;
}

const numberOf = (text: string): number => numberNames[text.toLowerCase()] ?? Number(text.replace(/,/gu, ""));

function within(read: ReadText, unit: string, least: number, most: number): Answer {
  const count = countOf(read, unit.toLowerCase());
  const note = `It has ${count} ${unit.toLowerCase().replace(/s$/u, "")}${count === 1 ? "" : "s"}.`;
  const kept = count >= least && count <= most;
  const near = count >= least * (1 - aboutShare) && count <= most * (1 + aboutShare);
  return { status: kept ? "present" : near ? "partial" : "missing", evidence: [], method: "count", note };
}

function countOf({ text, tokens, sentences }: ReadText, unit: string): number {
  if (unit.startsWith("word")) return tokens.count;
  if (unit.startsWith("sentence")) return sentences.count;
  if (unit.startsWith("paragraph")) return sentences.paragraphs.reduce((sum, one) => sum + one, 0);
  if (unit.startsWith("character")) return text.length;
  return text.match(/^\s*[-*•–]\s/gmu)?.length ?? 0;
}

function shows({ text }: ReadText, pattern: RegExp, what: string): Answer {
  const found = pattern.exec(text);
  if (!found) return { status: "missing", evidence: [], method: "count", note: `There is no sign of ${what}.` };
  const quote = found[0].trimEnd();
  return {
    status: "present",
    evidence: [{ start: found.index, end: found.index + quote.length, quote }],
    method: "count",
    note: `There is ${what}.`,
  };
}

import type { Change } from "../core/change.ts";
import type { Span } from "../core/element.ts";
import type { Mention } from "../still-life/parse.ts";
import { replaceWords } from "./word-change.ts";

/** A prompt, what it says, and the element that a change is for. */
export interface Place {
  readonly prompt: string;
  readonly element: string;
  readonly mentions: readonly Mention[];
}

/** Puts a phrase in place of a mention. Words that other mentions share stay where they are, and so do words between. */
export function swap({ prompt, element, mentions }: Place, mention: Mention, phrase: string): Change {
  if (mention.negator) return insteadOf({ prompt, element, mentions }, mention, mention.negator, phrase);
  const shared = mentions.filter((other) => other !== mention && overlap(other, mention));
  if (shared.length === 0 && mention.parts.length === 1) {
    return replaceWithArticle(element, prompt, mention.span, phrase);
  }
  const end = Math.max(mention.span.end, ...shared.map(({ span }) => span.end));
  const from = Math.min(mention.span.start, ...shared.map(({ span }) => span.start));
  const kept = without(prompt, { start: from, end }, mention);
  return replaceWords(element, prompt, { start: from, end }, kept === "" ? phrase : `${kept}, ${phrase}`);
}

/** "a green pear" becomes "an emerald pear". */
function replaceWithArticle(element: string, prompt: string, span: Span, phrase: string): Change {
  const article = /(?<![\p{L}\p{N}])(an?)(\s+)$/iu.exec(prompt.slice(0, span.start));
  const right = /^[aeiou]/iu.test(phrase) ? "an" : "a";
  if (!article?.[1] || article[1].toLowerCase() === right) return replaceWords(element, prompt, span, phrase);
  const capital = article[1].startsWith("A") ? right.replace("a", "A") : right;
  return replaceWords(element, prompt, { start: article.index, end: span.end }, `${capital}${article[2]}${phrase}`);
}

/** "a mug without hard shadows" becomes "a mug, soft light". */
function insteadOf({ prompt, element }: Place, { span }: Mention, negator: Span, phrase: string): Change {
  const before = prompt.slice(0, negator.start).trimEnd();
  const needsComma = /[\p{L}\p{N}]$/u.test(before);
  const start = needsComma ? before.length : negator.start;
  return replaceWords(element, prompt, { start, end: span.end }, needsComma ? `, ${phrase}` : phrase);
}

const overlap = (a: Mention, b: Mention): boolean => a.span.start < b.span.end && b.span.start < a.span.end;

/** A stretch of the prompt less the words that only this mention uses. */
function without(prompt: string, stretch: Span, { own }: Mention): string {
  let text = "";
  let from = stretch.start;
  for (const cut of own) {
    text += prompt.slice(from, cut.start);
    from = cut.end;
  }
  return (text + prompt.slice(from, stretch.end)).replace(/\s+/gu, " ").replace(/\s,/gu, ",").trim();
}

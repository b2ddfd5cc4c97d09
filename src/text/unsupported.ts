import type { Fact, FactKind } from "./facts.ts";

/** Something that the text says and the brief does not. It need not be wrong: it is not in the brief. */
export interface Unsupported {
  readonly kind: FactKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly sentence: string;
}

const sentences: Readonly<Record<FactKind, string>> = {
  number: "This number is not in your brief.",
  date: "This date is not in your brief.",
  name: "This name is not in your brief.",
  quote: "Nobody says this in your brief.",
  link: "This link is not in your brief.",
};

const smallNumber = /^(?:[2-9]|10)$/u;

/** Facts of a text that its brief does not hold. Small counts written as words ("three reasons") pass. */
export function findUnsupported(
  facts: readonly Fact[],
  brief: readonly Fact[],
  briefText: string,
): readonly Unsupported[] {
  const known = new Set(brief.flatMap(({ keys }) => keys));
  const numbers = new Set([...known].map((key) => key.replace(/ .*/u, "")));
  const words = new Set(
    (briefText.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []).map((word) => word.replace(/'s$/u, "")),
  );
  const quotes = briefText.toLowerCase().replace(/[^\p{L}\p{N}']+/gu, " ");
  const supports = ({ kind, keys, text }: Fact): boolean => {
    switch (kind) {
      case "number":
        return (
          keys.every((key) => known.has(key) || numbers.has(key)) ||
          (smallNumber.test(keys[0] ?? "") && !/\d/u.test(text))
        );
      case "date":
        return keys.every((key) => known.has(key) || words.has(key));
      case "name":
        return keys.every((key) => words.has(key) || hasRelative(words, key));
      case "quote":
        return quotes.includes(keys[0] ?? "");
      case "link":
        return known.has(keys[0] ?? "") || briefText.toLowerCase().includes(keys[0] ?? "");
    }
  };
  return facts
    .filter((fact) => !supports(fact))
    .map(({ kind, start, end, text }) => ({ kind, start, end, text, sentence: sentences[kind] }))
    .toSorted((a, b) => a.start - b.start);
}

/** "Italian" beside "Italy": the same beginning of at least four letters. */
function hasRelative(words: ReadonlySet<string>, key: string): boolean {
  if (key.length < 5) return false;
  const beginning = key.slice(0, Math.max(4, key.length - 3));
  for (const word of words) if (word.length >= 4 && word.startsWith(beginning)) return true;
  return false;
}

import type { NamedSentence } from "./placed.ts";

/** A stretch of a text, by UTF-16 offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Sentences in scope as stretches: neighbours of one paragraph are one, so that a writer may join or part them. */
export function stretchesOf(sentences: readonly NamedSentence[], numbers: readonly number[]): readonly Stretch[] {
  const stretches: { start: number; end: number; last: NamedSentence }[] = [];
  const wanted = new Set(numbers);
  for (const sentence of sentences) {
    if (!wanted.has(sentence.number)) continue;
    const before = stretches.at(-1);
    const joins = before && before.last.number === sentence.number - 1 && before.last.paragraph === sentence.paragraph;
    if (joins) Object.assign(before, { end: sentence.end, last: sentence });
    else stretches.push({ start: sentence.start, end: sentence.end, last: sentence });
  }
  return stretches.map(({ start, end }) => ({ start, end }));
}

/** "12-80 120-164": how a recipe holds stretches. */
export const stretchText = (stretches: readonly Stretch[]): string =>
  stretches.map(({ start, end }) => `${start}-${end}`).join(" ");

/** The stretches of a recipe; undefined where it is no list of places in order within a text of this length. */
export function parseStretches(written: string, length: number): readonly Stretch[] | undefined {
  const stretches: Stretch[] = [];
  for (const part of written.split(" ")) {
    const found = /^(\d{1,9})-(\d{1,9})$/u.exec(part);
    if (!found) return undefined;
    const [start, end] = [Number(found[1]), Number(found[2])];
    if (start < (stretches.at(-1)?.end ?? 0) || end <= start || end > length) return undefined;
    stretches.push({ start, end });
  }
  return stretches;
}

/**
 * The text with each stretch replaced and every other character as it was; an empty replacement takes the blanks after
 * the stretch, or, at the end of a line, those before it, along.
 */
export function putBack(text: string, stretches: readonly Stretch[], replacements: readonly string[]): string {
  let [result, from] = ["", 0];
  stretches.forEach(({ start, end }, i) => {
    const replacement = replacements[i] ?? "";
    result += text.slice(from, start);
    from = end;
    if (replacement !== "") result += replacement;
    else if (/[^\S\n]/u.test(text.charAt(end))) while (/[^\S\n]/u.test(text.charAt(from))) from++;
    else result = result.replace(/[^\S\n]+$/u, "");
  });
  return result + text.slice(from);
}

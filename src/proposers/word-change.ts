import type { Change } from "../core/change.ts";
import type { Span } from "../core/element.ts";

/** The first place where the prompt says this, as whole words, in any case; undefined when it does not. */
export function occurrence(prompt: string, text: string): Span | undefined {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(text)}(?![\\p{L}\\p{N}])`, "iu");
  const found = pattern.exec(prompt);
  return found === null ? undefined : { start: found.index, end: found.index + found[0].length };
}

export const addWords = (element: string | null, clause: string): Change => ({
  kind: "words",
  element,
  remove: "",
  add: clause,
});

/**
 * Puts `add` in place of one stretch of the prompt. A change names words, not offsets, and takes their first
 * occurrence: so words to the left are included on both sides until they point at the right place.
 */
export function replaceWords(element: string | null, prompt: string, span: Span, add: string): Change {
  const start = unambiguousStart(prompt, span);
  return {
    kind: "words",
    element,
    remove: prompt.slice(start, span.end),
    add: prompt.slice(start, span.start) + add,
  };
}

function unambiguousStart(prompt: string, { start, end }: Span): number {
  let from = start;
  while (from > 0 && prompt.indexOf(prompt.slice(from, end)) !== from) {
    from = /\S*\s*$/u.exec(prompt.slice(0, from))?.index ?? 0;
  }
  return from;
}

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

/**
 * Edits as people read them: one that changes a letter of a word shows the whole word ("that every → Every", not "that e → E").
 * The text that comes of them is the same; offsets and words still belong together.
 */
export function inWholeWords<Edit extends Placed>(text: string, edits: readonly Edit[]): readonly Edit[] {
  return edits.map((edit, i) => {
    const tail = isInWord(text, edit.end) ? restOfWord(text, edit.end) : "";
    const next = edits[i + 1];
    if (tail === "" || edit.after === "" || (next && next.start < edit.end + tail.length)) return edit;
    return { ...edit, end: edit.end + tail.length, before: edit.before + tail, after: edit.after + tail };
  });
}

const isInWord = (text: string, at: number): boolean => /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at));

const longestWord = 100;
const restOfWord = (text: string, at: number): string =>
  /^[\p{L}\p{N}'’]+/u.exec(text.slice(at, at + longestWord))?.[0] ?? "";

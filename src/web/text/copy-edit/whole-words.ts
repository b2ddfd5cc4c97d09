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
    if (edit.after === "") return edit;
    const head = isInWord(text, edit.start) ? beginOfWord(text, edit.start) : "";
    const tail = isInWord(text, edit.end) ? restOfWord(text, edit.end) : "";
    const [start, end] = [edit.start - head.length, edit.end + tail.length];
    if (start < (edits[i - 1]?.end ?? 0) || end > (edits[i + 1]?.start ?? text.length)) return edit;
    return { ...edit, start, end, before: head + edit.before + tail, after: head + edit.after + tail };
  });
}

/** Whether this place is inside a word. */
const isInWord = (text: string, at: number): boolean =>
  /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)) && /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2));

const longestWord = 100;
const restOfWord = (text: string, at: number): string =>
  /^[\p{L}\p{N}'’]+/u.exec(text.slice(at, at + longestWord))?.[0] ?? "";
const beginOfWord = (text: string, at: number): string =>
  /[\p{L}\p{N}'’]+$/u.exec(text.slice(Math.max(0, at - longestWord), at))?.[0] ?? "";

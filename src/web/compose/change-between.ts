import type { DiffPart } from "../ui/word-diff.tsx";

/** One stretch of words that becomes another: what `fix` takes. */
export interface WordChange {
  readonly remove: string;
  readonly add: string;
}

/**
 * The one change of words that turns `before` into `after`, at whole words; undefined when nothing differs. Words put into
 * the middle take the word before them along, so that their place is told; words at the end are added.
 */
export function changeBetween(before: string, after: string): WordChange | undefined {
  const old = wordsOf(before);
  const fresh = wordsOf(after);
  const head = commonLength(old, fresh);
  const tail = commonLength(old.slice(head).toReversed(), fresh.slice(head).toReversed());
  const removed = old.slice(head, old.length - tail);
  const added = fresh.slice(head, fresh.length - tail);
  if (removed.length === 0 && added.length === 0) return undefined;
  if (removed.length > 0) return { remove: removed.join("").trim(), add: added.join("").trim() };
  if (tail === 0)
    return {
      remove: "",
      add: added
        .join("")
        .replace(/^[\s,;.]+/u, "")
        .trim(),
    };
  const [anchor = ""] = head > 0 ? old.slice(head - 1, head) : old.slice(0, 1);
  const words = added.join("").trim();
  return head > 0
    ? { remove: anchor.trim(), add: `${anchor.trim()}${/^[,;.]/u.test(words) ? "" : " "}${words}` }
    : { remove: anchor.trim(), add: `${words} ${anchor.trim()}` };
}

/** The prompt with the change as parts to show; undefined when its words are not in the prompt. */
export function partsOf(prompt: string, { remove, add }: WordChange): readonly DiffPart[] | undefined {
  if (remove === "") {
    return [
      { kind: "same", text: beforeAdded(prompt, add) },
      { kind: "added", text: add },
    ];
  }
  const at = prompt.indexOf(remove);
  if (at < 0) return undefined;
  const parts: readonly DiffPart[] = [
    { kind: "same", text: prompt.slice(0, at) },
    { kind: "removed", text: remove },
    { kind: "added", text: add === "" ? "" : ` ${add}` },
    { kind: "same", text: prompt.slice(at + remove.length) },
  ];
  return parts.filter(({ text }) => text !== "");
}

/** A clause goes on after a comma, a whole sentence after the end of the last one: as the server adds them. */
const beforeAdded = (prompt: string, add: string): string =>
  /^\s*[\p{Lu}“"][\s\S]*[.!?]["”]?\s*$/u.test(add)
    ? `${prompt.trimEnd().replace(/(?<=[\p{L}\p{N}%)”"’'])[,;]?$/u, ".")} `
    : `${prompt.trimEnd().replace(/[,;.]+$/u, "")}, `;

/** What the prompt becomes. */
export const promptAfter = (prompt: string, change: WordChange): string | undefined =>
  change.remove === ""
    ? partsOf(prompt, change)
        ?.map(({ text }) => text)
        .join("")
    : prompt.includes(change.remove)
      ? prompt.replace(change.remove, () => change.add)
      : undefined;

/** Words and marks with the blanks before them. */
const wordsOf = (text: string): readonly string[] => text.trim().match(/\s*(?:[\p{L}\p{M}\p{N}_'’-]+|[^\s])/gu) ?? [];

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length]?.trim() === b[length]?.trim()) length++;
  return length;
}

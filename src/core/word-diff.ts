/** A stretch of a text that stayed, went or came. */
export interface DiffPart {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Above this many comparisons the differing middle is shown as removed and added whole. */
const mostComparisons = 16_000_000;

/**
 * What changed between two texts, word by word: the longest common subsequence of words and punctuation marks stays. "same" and
 * "added" together are exactly `after`; "same" and "removed" are `before` up to the length of blanks.
 */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const old = tokensOf(before);
  const fresh = tokensOf(after);
  const head = commonLength(old, fresh, (tokens, i) => tokens[i]);
  const tail = commonLength(old.slice(head), fresh.slice(head), (tokens, i) => tokens[tokens.length - 1 - i]);
  const middle = diffMiddle(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail));
  const same = (tokens: readonly string[]): DiffPart[] => tokens.map((text) => ({ kind: "same", text }));
  return joinNeighbours([...same(fresh.slice(0, head)), ...middle, ...same(fresh.slice(fresh.length - tail))]);
}

/** Words and single marks, each with the blanks before it; blanks at the end belong to the last. */
const tokensOf = (text: string): readonly string[] =>
  text.match(/\s*(?:[\p{L}\p{M}\p{N}_'’-]+|[^\s])(?:\s+$)?|^\s+$/gu) ?? [];

const alike = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a.trim() === b.trim();

type Pick = (tokens: readonly string[], i: number) => string | undefined;

function commonLength(a: readonly string[], b: readonly string[], pick: Pick): number {
  let length = 0;
  while (alike(pick(a, length), pick(b, length))) length++;
  return length;
}

function diffMiddle(old: readonly string[], fresh: readonly string[]): readonly DiffPart[] {
  if (old.length * fresh.length > mostComparisons) {
    return [
      ...old.map((text): DiffPart => ({ kind: "removed", text })),
      ...fresh.map((text): DiffPart => ({ kind: "added", text })),
    ];
  }
  const lengths = commonLengths(old, fresh);
  const width = fresh.length + 1;
  const parts: DiffPart[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && alike(old[i], fresh[j])) {
      parts.push({ kind: "same", text: fresh[j]! });
      i++;
      j++;
    } else if (i < old.length && (j === fresh.length || lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      parts.push({ kind: "removed", text: old[i++]! });
    } else parts.push({ kind: "added", text: fresh[j++]! });
  }
  return parts;
}

/** At [i, j]: the length of the longest common subsequence of `old` from i on and `fresh` from j on. */
function commonLengths(old: readonly string[], fresh: readonly string[]): Uint16Array {
  const width = fresh.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      const at = i * width + j;
      lengths[at] = alike(old[i], fresh[j])
        ? lengths[at + width + 1]! + 1
        : Math.max(lengths[at + width]!, lengths[at + 1]!);
    }
  }
  return lengths;
}

function joinNeighbours(parts: readonly DiffPart[]): readonly DiffPart[] {
  const joined: DiffPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.kind === part.kind) joined[joined.length - 1] = { kind: last.kind, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

/** A stretch of a text that is drawn in its own way. `text.slice(start, end)`, in UTF-16 code units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** One line of the text: a paragraph, heading or list item, without its line break. */
export interface Block extends Stretch {
  readonly kind: "paragraph" | "heading" | "item" | "blank";
}

/** A piece of a block that lies in the same stretches from end to end. */
export interface Segment<Kind extends Stretch> extends Stretch {
  readonly within: readonly Kind[];
}

/** The lines of a text, with what they are in Markdown; the characters stay as they are. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start <= text.length;) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    if (end > start || found >= 0) blocks.push({ start, end, kind: kindOf(text.slice(start, end)) });
    start = end + 1;
  }
  return blocks;
}

function kindOf(line: string): Block["kind"] {
  if (line.trim() === "") return "blank";
  if (/^\s{0,3}#{1,6}\s/u.test(line)) return "heading";
  return /^\s*(?:[-*+•]|\d{1,3}[.)])\s/u.test(line) ? "item" : "paragraph";
}

/** Cuts a block wherever a stretch begins or ends. The segments together are the block; stretches may overlap. */
export function segmentsIn<Kind extends Stretch>(block: Stretch, stretches: readonly Kind[]): readonly Segment<Kind>[] {
  const inside = stretches.filter(({ start, end }) => start < block.end && end > block.start && end > start);
  if (inside.length === 0) return block.end > block.start ? [{ start: block.start, end: block.end, within: [] }] : [];
  const clamp = (at: number): number => Math.min(block.end, Math.max(block.start, at));
  const cuts = new Set([block.start, block.end, ...inside.flatMap(({ start, end }) => [clamp(start), clamp(end)])]);
  const places = [...cuts].toSorted((a, b) => a - b);
  return places.slice(0, -1).map((start, i) => {
    const end = places[i + 1]!;
    return { start, end, within: inside.filter((one) => one.start <= start && one.end >= end) };
  });
}

/** The stretches of each block, found in one pass over both: a long text has hundreds of either. Both in order of start. */
export function stretchesByBlock<Kind extends Stretch>(
  blocks: readonly Block[],
  stretches: readonly Kind[],
): readonly (readonly Kind[])[] {
  const sorted = stretches.toSorted((a, b) => a.start - b.start);
  let open: Kind[] = [];
  let next = 0;
  return blocks.map((block) => {
    open = open.filter(({ end }) => end > block.start);
    for (; next < sorted.length && sorted[next]!.start < block.end; next++) open.push(sorted[next]!);
    return open.filter(({ start }) => start < block.end);
  });
}

/** Of places that overlap the graver stays, then the longer: a word is pointed at once. In the order of the text. */
export function withoutOverlaps<Kind extends Stretch & { readonly severity: number }>(
  places: readonly Kind[],
): readonly Kind[] {
  const ranked = places.toSorted(
    (a, b) => b.severity - a.severity || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const kept: Kind[] = [];
  for (const one of ranked) {
    const at = placeFor(kept, one.start);
    const [before, after] = [kept[at - 1], kept[at]];
    if ((before === undefined || before.end <= one.start) && (after === undefined || after.start >= one.end))
      kept.splice(at, 0, one);
  }
  return kept;
}

/** Where a stretch that begins at `start` belongs among others in order. */
function placeFor(sorted: readonly Stretch[], start: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

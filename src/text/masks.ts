import { CharacterClass, classOf, isBlank } from "./characters.ts";
import type { Tokens } from "./tokens.ts";

/** A stretch that rules leave alone, by UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const longestQuote = 2_000;
const longestTag = 500;

/** Code, links, quotations, tags and table rules: words that the writer did not choose, or that are no prose. In order, apart. */
export function maskedRanges(text: string): readonly Range[] {
  const found = [
    ...between(text, "```", "```", Number.MAX_SAFE_INTEGER),
    ...between(text, "`", "`", 300, "\n"),
    ...between(text, "“", "”", longestQuote, "\n\n"),
    ...straightQuotes(text),
    ...between(text, "<", ">", longestTag, "\n\n").filter(({ start }) => /[a-z/!]/iu.test(text.charAt(start + 1))),
    ...links(text),
  ].toSorted((a, b) => a.start - b.start);
  const apart: Range[] = [];
  for (const range of found) {
    const last = apart.at(-1);
    if (!last || range.start >= last.end) apart.push(range);
    else if (range.end > last.end) apart[apart.length - 1] = { start: last.start, end: range.end };
  }
  return apart;
}

/** Pairs of marks. Every mark is looked at once; a pair that is too long or broken by `breaker` is none. */
function between(text: string, open: string, close: string, longest: number, breaker?: string): readonly Range[] {
  const ranges: Range[] = [];
  let broken = -1;
  let closed = -1;
  for (let at = text.indexOf(open); at >= 0;) {
    const from = at + open.length;
    if (closed < from) closed = text.indexOf(close, from);
    if (closed < 0) return ranges;
    if (breaker !== undefined && broken < from && broken !== Number.MAX_SAFE_INTEGER) {
      broken = text.indexOf(breaker, from);
      if (broken < 0) broken = Number.MAX_SAFE_INTEGER;
    }
    const fits = closed - at <= longest && (breaker === undefined || broken > closed);
    if (fits) ranges.push({ start: at, end: closed + close.length });
    at = text.indexOf(open, fits ? closed + close.length : from);
  }
  return ranges;
}

/** Straight quotation marks: one that follows a blank opens, the next that does not closes. */
function straightQuotes(text: string): readonly Range[] {
  const ranges: Range[] = [];
  let open = -1;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    const opens =
      at === 0 || isBlank(text.charCodeAt(at - 1)) || classOf(text.charCodeAt(at - 1)) === CharacterClass.bracket;
    if (open < 0 || (opens && at - open > 1)) {
      open = opens ? at : -1;
      continue;
    }
    const broken = text.slice(open, Math.min(at, open + longestQuote)).includes("\n\n");
    if (at - open <= longestQuote && !broken) ranges.push({ start: open, end: at + 1 });
    open = -1;
  }
  return ranges;
}

function links(text: string): readonly Range[] {
  const ranges: Range[] = [];
  for (const scheme of ["http://", "https://", "www.", "mailto:"]) {
    for (let at = text.indexOf(scheme); at >= 0;) {
      let end = at;
      while (end < text.length && !isBlank(text.charCodeAt(end)) && !'<>"`'.includes(text[end]!)) end++;
      ranges.push({ start: at, end });
      at = text.indexOf(scheme, end);
    }
  }
  return ranges;
}

/** At [word]: 1 where it stands in a masked range; undefined where nothing is masked. */
export function maskWords(tokens: Tokens, ranges: readonly Range[]): Uint8Array | undefined {
  if (ranges.length === 0) return undefined;
  const masked = new Uint8Array(tokens.count);
  let r = 0;
  for (let i = 0; i < tokens.count && r < ranges.length; i++) {
    while (r < ranges.length && ranges[r]!.end <= tokens.starts[i]!) r++;
    if (r < ranges.length && ranges[r]!.start < tokens.ends[i]!) masked[i] = 1;
  }
  return masked;
}

import { type PlacedSentence, type SentenceChange, type TextComparison, compareText } from "./compare.ts";

/** A sentence as it will stand, and the blanks before it. */
interface Piece {
  readonly gap: string;
  readonly text: string;
  /** Its index in the first text; undefined for what is only in the second. */
  readonly before: number | undefined;
}

/**
 * The second text with some of its changes taken back: `places` are indices into `comparison.sentences`. An edited
 * sentence reads as before, an added one goes, a deleted or moved one stands where it stood. Without places it is the
 * second text to the letter; with all of them it has the sentences of the first in their order.
 */
export function takeBack(
  before: string,
  after: string,
  places: ReadonlySet<number>,
  comparison: Pick<TextComparison, "sentences"> = compareText(before, after),
): string {
  const { sentences } = comparison;
  const gaps = { before: gapsOf(before, sentences, "before"), after: gapsOf(after, sentences, "after") };
  const asBefore = ({ index, text }: PlacedSentence): Piece => ({ gap: gaps.before[index] ?? "", text, before: index });
  const pieces = sentences.flatMap((change, i): Piece | readonly Piece[] => {
    const { kind, moved, before: old, after: fresh } = change;
    const taken = places.has(i);
    if (kind === "delete") return taken ? asBefore(old!) : [];
    if (taken && (kind === "insert" || moved)) return [];
    return { gap: gaps.after[fresh!.index] ?? "", text: taken ? old!.text : fresh!.text, before: old?.index };
  });
  const back = sentences.filter(({ moved }, i) => moved && places.has(i)).map(({ before: old }) => asBefore(old!));
  for (const piece of back.toSorted((a, b) => a.before! - b.before!)) putBack(pieces, piece);
  return joined(pieces, /^\s*/u.exec(after)![0], /\s*$/u.exec(after)![0]);
}

/** The blanks between a sentence and the one before it, by the sentence's index. */
function gapsOf(text: string, sentences: readonly SentenceChange[], side: "before" | "after"): readonly string[] {
  const placed = sentences.flatMap((change) => change[side] ?? []).toSorted((a, b) => a.index - b.index);
  return placed.map(({ start }, i) => text.slice(i === 0 ? 0 : placed[i - 1]!.end, start));
}

/** After the nearest sentence that stood before it and is there; else at the beginning. */
function putBack(pieces: Piece[], piece: Piece): void {
  let best = -1;
  pieces.forEach(({ before }, i) => {
    if (before === undefined || before >= piece.before!) return;
    if (best < 0 || before > pieces[best]!.before!) best = i;
  });
  pieces.splice(best + 1, 0, piece);
}

/** What stood first has no blanks before it: it gets one where it follows another sentence now. */
const joined = (pieces: readonly Piece[], lead: string, end: string): string =>
  pieces.length === 0
    ? ""
    : pieces.map(({ gap, text }, i) => (i === 0 ? lead : gap === "" ? " " : gap) + text).join("") + end;

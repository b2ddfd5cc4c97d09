import type { Output } from "../../api.ts";

export type TextComparison = Output<"compare-texts">["comparison"];
export type SentenceChange = TextComparison["sentences"][number];
export type FactChange = TextComparison["invariants"][number];

/** A change with its place in the comparison, from 1: what `edit` takes to take it back. */
export interface PlacedChange {
  readonly place: number;
  readonly change: SentenceChange;
}

/** A run of sentences that stayed, or one change. */
export type Row = { readonly kept: readonly PlacedChange[] } | PlacedChange;

export const isChanged = ({ kind, moved }: Pick<SentenceChange, "kind" | "moved">): boolean => kind !== "keep" || moved;

/** In the order of the second text: what stayed in runs, what changed one by one. */
export function rowsOf(sentences: readonly SentenceChange[]): readonly Row[] {
  const rows: Row[] = [];
  let run: PlacedChange[] = [];
  const close = (): void => {
    if (run.length > 0) rows.push({ kept: run });
    run = [];
  };
  sentences.forEach((change, i) => {
    const placed = { place: i + 1, change };
    if (!isChanged(change)) return run.push(placed);
    close();
    return rows.push(placed);
  });
  close();
  return rows;
}

/** What happened to a sentence, in words. */
export function whatHappened({ kind, moved, before, after }: SentenceChange): string {
  if (kind === "insert") return "added";
  if (kind === "delete") return "deleted";
  const from = moved && before && after ? `moved from ${before.index + 1} to ${after.index + 1}` : "";
  if (kind === "edit") return moved ? `${from}, edited` : "edited";
  return from;
}

/** Kept facts are counted, lost and added ones named. */
export function factsOf(invariants: readonly FactChange[]) {
  return {
    kept: invariants.filter(({ status }) => status === "kept").length,
    lost: invariants.filter(({ status }) => status === "lost"),
    added: invariants.filter(({ status }) => status === "added"),
  };
}

interface Numbered {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** Numbers of the sentences that lie in the stretches a change was asked for. */
export const numbersWithin = (
  sentences: readonly Numbered[],
  scope: readonly { readonly start: number; readonly end: number }[],
): readonly number[] =>
  sentences
    .filter((one) => scope.some(({ start, end }) => one.start < end && one.end > start))
    .map(({ number }) => number);

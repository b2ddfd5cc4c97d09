import type { Played } from "../bench.ts";
import { type Estimate, bootstrap } from "../bootstrap.ts";

/** One policy on one task, scored by the truth. */
export interface Scored {
  readonly task: string;
  readonly misses: number;
  /** Pictures drawn when the first came in which every element is right; null when none did. */
  readonly first: number | null;
  /** The round (from 0, the first run) in which it came. */
  readonly firstRound: number | null;
  readonly drawn: number;
  /** Whether every element of the picture that it hands in is right. */
  readonly finalRight: boolean;
}

/** `isRight` by picture hash. A picture beyond the budget is no success. */
export function scored(
  task: { id: string; misses: number },
  played: Played,
  budget: number,
  isRight: (hash: string) => boolean,
): Scored {
  let drawn = 0;
  let first: number | null = null;
  for (const { sample, price } of played.drawn) {
    drawn += price;
    if (first === null && drawn <= budget && isRight(sample.hash)) first = drawn;
  }
  const at = first;
  const round = at === null ? -1 : played.roundEnds.findIndex((end) => paid(played, end) >= at);
  return {
    task: task.id,
    misses: task.misses,
    first,
    firstRound: at === null ? null : round < 0 ? played.roundEnds.length : round,
    drawn,
    finalRight: played.final !== undefined && isRight(played.final),
  };
}

const paid = ({ drawn }: Played, count: number): number =>
  drawn.slice(0, count).reduce((sum, { price }) => sum + price, 0);

export interface ImagesSummary {
  readonly tasks: number;
  /** Mean pictures to the first all-correct one; a task without one counts with the whole budget. */
  readonly images: Estimate;
  readonly median: number;
  readonly withinThreeRounds: Estimate;
  readonly within13: Estimate;
  readonly within30: Estimate;
  readonly finalRight: Estimate;
  /** Mean pictures that it drew in all. */
  readonly spent: number;
}

export function summarise(runs: readonly Scored[], budget: number): ImagesSummary {
  const images = (run: Scored): number => run.first ?? budget;
  const share = (test: (run: Scored) => boolean): Estimate =>
    bootstrap(runs, (items) => items.filter(test).length / items.length);
  const sorted = runs.map(images).toSorted((a, b) => a - b);
  return {
    tasks: runs.length,
    images: bootstrap(runs, (items) => items.reduce((sum, run) => sum + images(run), 0) / items.length),
    median: sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN,
    withinThreeRounds: share(({ firstRound }) => firstRound !== null && firstRound <= 3),
    within13: share(({ first }) => first !== null && first <= 13),
    within30: share(({ first }) => first !== null && first <= 30),
    finalRight: share(({ finalRight }) => finalRight),
    spent: runs.reduce((sum, { drawn }) => sum + drawn, 0) / runs.length,
  };
}

/** How many times the pictures of `other` the pictures of `one` are, tasks drawn in pairs. */
export function ratio(one: readonly Scored[], other: readonly Scored[], budget: number): Estimate {
  const pairs = one.flatMap((run) => {
    const found = other.find(({ task }) => task === run.task);
    return found ? [{ one: run.first ?? budget, other: found.first ?? budget }] : [];
  });
  const total = (items: typeof pairs, side: "one" | "other"): number =>
    items.reduce((sum, pair) => sum + pair[side], 0);
  return bootstrap(pairs, (items) => total([...items], "one") / total([...items], "other"));
}

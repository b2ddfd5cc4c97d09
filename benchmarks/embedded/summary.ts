/** Seconds per picture, in the order they were drawn; the same index is the same seed, one right after the other. */
export interface Measured {
  readonly bare: number[];
  readonly engine: number[];
}

export interface Summary {
  readonly median: number;
  /** 10th and 90th percentile. */
  readonly low: number;
  readonly high: number;
}

/** Engine against bare: both, the ratio of their medians, and the spread of the ratio over single pairs. */
export interface Compared {
  readonly bare: Summary;
  readonly engine: Summary;
  readonly ratioOfMedians: number;
  readonly ratioOfPairs: Summary;
}

export function compare({ bare, engine }: Measured): Compared {
  const pairs = engine.map((seconds, index) => seconds / (bare[index] ?? Number.NaN));
  return {
    bare: summarise(bare),
    engine: summarise(engine),
    ratioOfMedians: percentile(engine, 0.5) / percentile(bare, 0.5),
    ratioOfPairs: summarise(pairs),
  };
}

const summarise = (numbers: readonly number[]): Summary => ({
  median: percentile(numbers, 0.5),
  low: percentile(numbers, 0.1),
  high: percentile(numbers, 0.9),
});

/** Linear between the neighbours. */
function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + ((sorted[Math.ceil(at)] ?? below) - below) * (at - Math.floor(at));
}

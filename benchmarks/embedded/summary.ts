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

export function summarise(numbers: readonly number[]): Summary {
  return { median: percentile(numbers, 0.5), low: percentile(numbers, 0.1), high: percentile(numbers, 0.9) };
}

/** Engine over bare: of the medians, and the spread over single pairs. */
export function ratioOf({ bare, engine }: Measured): { readonly ofMedians: number; readonly ofPairs: Summary } {
  const pairs = engine.map((seconds, index) => seconds / (bare[index] ?? Number.NaN));
  return { ofMedians: percentile(engine, 0.5) / percentile(bare, 0.5), ofPairs: summarise(pairs) };
}

/** Linear between the neighbours. */
function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + ((sorted[Math.ceil(at)] ?? below) - below) * (at - Math.floor(at));
}

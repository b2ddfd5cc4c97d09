import { createRandom } from "../../src/core/method/statistics/random.ts";
import { quantile } from "../../src/core/method/statistics/summary.ts";

/** A figure with its 95 % percentile interval; `n` is the number of tasks (or cases) behind it. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

const resamples = 2_000;

/** Any statistic of tasks, with tasks drawn again with replacement (Efron 1979); the same seed gives the same interval. */
export function bootstrap<Item>(
  items: readonly Item[],
  statistic: (items: readonly Item[]) => number,
  seed = 1,
): Estimate {
  const random = createRandom(seed);
  const draws: number[] = [];
  for (let i = 0; i < resamples && items.length > 0; i++) {
    const again = Array.from(items, () => items[Math.floor(random.uniform() * items.length)] as Item);
    const value = statistic(again);
    if (Number.isFinite(value)) draws.push(value);
  }
  draws.sort((a, b) => a - b);
  return { value: statistic(items), low: quantile(draws, 0.025), high: quantile(draws, 0.975), n: items.length };
}

/** A share whose cases belong to tasks: numerator and denominator are summed over the drawn tasks. */
export const shareOf = (tasks: readonly { readonly yes: number; readonly of: number }[]): Estimate => ({
  ...bootstrap(tasks, (items) => sum(items, ({ yes }) => yes) / sum(items, ({ of }) => of)),
  n: sum(tasks, ({ of }) => of),
});

export const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

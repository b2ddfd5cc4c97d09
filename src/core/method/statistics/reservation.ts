/**
 * The reservation value σ of an action with random outcome V and a price: E[max(V − σ, 0)] = price (Weitzman, "Optimal
 * search for the best alternative", Econometrica 47, 1979). Worth doing while the best so far is below σ; of several
 * actions the one with the largest σ comes first. `draws` are outcomes. At price 0 it is the largest draw.
 */
export function reservationValue(draws: ArrayLike<number>, price: number): number {
  const descending = Float64Array.from(draws).sort().reverse();
  if (price <= 0) return descending[0] ?? Number.NEGATIVE_INFINITY;
  const owed = price * descending.length;
  let total = 0;
  for (let taken = 1; taken <= descending.length; taken++) {
    total += descending[taken - 1] ?? 0;
    const value = (total - owed) / taken;
    const next = descending[taken];
    if (next === undefined || value >= next) return value;
  }
  return Number.NEGATIVE_INFINITY;
}

/** E[max(V, v*)] − v*: what an action adds on average when the best so far is kept. */
export function expectedGain(draws: ArrayLike<number>, best: number): number {
  let total = 0;
  for (let i = 0; i < draws.length; i++) total += Math.max(0, (draws[i] ?? 0) - best);
  return total / draws.length;
}

/**
 * Holm's step-down adjustment (Scand. J. Statist. 6, 1979): of m tail probabilities the smallest is multiplied by m,
 * the next by m − 1, and so on, never falling below an earlier one and never above 1. Order of the input is kept.
 */
export function holm(tails: readonly number[]): number[] {
  const ascending = tails.map((tail, index) => ({ tail, index })).toSorted((a, b) => a.tail - b.tail);
  const adjusted: number[] = Array.from({ length: tails.length }, () => 1);
  let floor = 0;
  ascending.forEach(({ tail, index }, rank) => {
    floor = Math.max(floor, Math.min(1, tail * (tails.length - rank)));
    adjusted[index] = floor;
  });
  return adjusted;
}

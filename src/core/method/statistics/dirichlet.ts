import { type Random, drawGamma } from "./random.ts";

/** One draw of probabilities that sum to 1, into `into`. Weights are > 0. */
export function drawDirichlet(random: Random, weights: ArrayLike<number>, into: Float64Array): Float64Array {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const gamma = Math.max(drawGamma(random, weights[i] ?? 1), Number.MIN_VALUE);
    into[i] = gamma;
    total += gamma;
  }
  for (let i = 0; i < weights.length; i++) into[i] = (into[i] ?? 0) / total;
  return into;
}

/** Index drawn with probability proportional to its weight. */
export function drawIndex(random: Random, weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i] ?? 0;
  let rest = random.uniform() * total;
  for (let i = 0; i < weights.length; i++) {
    rest -= weights[i] ?? 0;
    if (rest < 0) return i;
  }
  return weights.length - 1;
}

/** Weights with the same shares and at most `most` in total. */
export function scaledTo(weights: readonly number[], most: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const factor = total > most ? most / total : 1;
  return weights.map((weight) => weight * factor);
}

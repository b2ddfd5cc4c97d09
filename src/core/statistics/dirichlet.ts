import { type Random, drawGamma } from "./random.ts";

/** One draw of probabilities that sum to 1. Weights are > 0. */
export function drawDirichlet(random: Random, weights: readonly number[]): number[] {
  const gammas = weights.map((weight) => Math.max(drawGamma(random, weight), Number.MIN_VALUE));
  const total = gammas.reduce((sum, gamma) => sum + gamma, 0);
  return gammas.map((gamma) => gamma / total);
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

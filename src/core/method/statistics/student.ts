import { betaCdf } from "./beta.ts";

/** P(T ≤ t) for Student's t with `freedom` > 0 degrees of freedom (DLMF 8.17: via the incomplete beta function). */
export function studentCdf(t: number, freedom: number): number {
  const tail = 0.5 * betaCdf(freedom / (freedom + t * t), freedom / 2, 0.5);
  return t > 0 ? 1 - tail : tail;
}

/** The t with P(T ≤ t) = probability, by bisection. */
export function studentQuantile(probability: number, freedom: number): number {
  let [low, high] = [-1, 1];
  while (studentCdf(low, freedom) > probability) low *= 2;
  while (studentCdf(high, freedom) < probability) high *= 2;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, freedom) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

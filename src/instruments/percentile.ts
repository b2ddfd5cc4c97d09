/** The value below which the share lies (nearest rank), of numbers in rising order. */
export const percentile = (rising: ArrayLike<number>, share: number): number =>
  rising[Math.round(share * (rising.length - 1))] ?? 0;

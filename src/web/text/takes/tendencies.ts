import type { Family, Place } from "../notes/report.ts";

/** What a family of turns does over several takes of one prompt. */
export interface Spread {
  readonly family: Family;
  readonly tendency: Place["tendency"];
  /** Places in each take, in the order of the takes. */
  readonly counts: readonly number[];
  /** How many takes have it at all. */
  readonly takes: number;
}

export interface Spreads {
  /** In every take: what the model does by itself with this prompt. */
  readonly every: readonly Spread[];
  /** In one take alone: chance. */
  readonly one: readonly Spread[];
  readonly some: readonly Spread[];
}

/** Under so many takes nobody can tell a habit from chance. */
export const fewestTakes = 3;

/** Which turns all takes share and which stand in one alone; undefined with too few takes. Honest uncertainty is no turn. */
export function spreadsOf(takes: readonly (readonly Pick<Place, "family" | "tendency">[])[]): Spreads | undefined {
  if (takes.length < fewestTakes) return undefined;
  const found = new Map<Family, Place["tendency"]>();
  for (const place of takes.flat())
    if (place.tendency !== "uncertainty" && place.tendency !== "emphasis") found.set(place.family, place.tendency);
  const spreads = [...found].map(([family, tendency]): Spread => {
    const counts = takes.map((places) => places.filter((place) => place.family === family).length);
    return { family, tendency, counts, takes: counts.filter((count) => count > 0).length };
  });
  const total = ({ counts }: Spread): number => counts.reduce((sum, count) => sum + count, 0);
  const sorted = spreads.toSorted((a, b) => total(b) - total(a));
  return {
    every: sorted.filter((spread) => spread.takes === takes.length),
    one: sorted.filter((spread) => spread.takes === 1),
    some: sorted.filter((spread) => spread.takes > 1 && spread.takes < takes.length),
  };
}

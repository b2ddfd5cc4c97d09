import type { Outline, OutlineVariation } from "../queries.ts";
import { shortId } from "../words.ts";

/** A variation as the compare view shows it. */
export interface Compared extends OutlineVariation {
  /** "Round 2, seed 12" */
  readonly name: string;
}

/** All pictures of a session, oldest first, under the names that people give them. */
export const allCompared = ({ rounds }: Outline): readonly Compared[] =>
  rounds.flatMap((round) =>
    round.variations.map((variation) => ({ ...variation, name: nameOf(round.ordinal, variation) })),
  );

const nameOf = (ordinal: number, { seed, id }: OutlineVariation): string =>
  `Round ${ordinal}, ${seed === null ? shortId(id) : `seed ${seed}`}`;

/** The named ones in the order of the address; ends of ids will do. Unknown ones are left out. */
export const chosenFrom = (all: readonly Compared[], named: string): readonly Compared[] =>
  named.split(/[+ ,]/u).flatMap((end) => all.find(({ id }) => end !== "" && (id === end || id.endsWith(end))) ?? []);

/** The neighbour of the second picture to compare the first with, round and round. */
export function neighbourOf(all: readonly Compared[], first: Compared, second: Compared, step: 1 | -1): Compared {
  const others = all.filter(({ id }) => id !== first.id);
  const at = others.findIndex(({ id }) => id === second.id);
  return others[(at + step + others.length) % others.length] ?? second;
}

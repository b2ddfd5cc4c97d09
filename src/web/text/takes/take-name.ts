import type { Outline, OutlineVariation } from "../../queries.ts";
import { isImported } from "../../session/find.ts";
import { shortId } from "../../words.ts";

/** How a text is spoken of in the whole session: "Your draft", "Take 2", "Take 2 of round 3", "The text of round 4". */
export function takeName(outline: Outline, variation: OutlineVariation): string {
  if (isImported(variation)) return "Your draft";
  const round = outline.rounds.find(({ id }) => id === variation.round);
  if (!round) return `Text ${shortId(variation.id)}`;
  if (round.slots.length < 2) return `The text of round ${round.ordinal}`;
  return round.ordinal === 1 ? placeIn(round, variation) : `${placeIn(round, variation)} of round ${round.ordinal}`;
}

/** How it is spoken of under the heading of its round: "Take 2". */
export function takeInRound(outline: Outline, variation: OutlineVariation): string {
  const round = outline.rounds.find(({ id }) => id === variation.round);
  return round && round.slots.length > 1 ? placeIn(round, variation) : takeName(outline, variation);
}

const placeIn = ({ slots }: Outline["rounds"][number], { id }: OutlineVariation): string =>
  `Take ${slots.findIndex(({ variation }) => variation === id) + 1}`;

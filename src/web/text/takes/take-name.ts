import type { Outline, OutlineVariation } from "../../queries.ts";
import { shortId } from "../../words.ts";

/** How a text is spoken of: "Your draft", "Take 2". */
export function takeName(outline: Outline, variation: OutlineVariation): string {
  if (variation.warnings.some(({ setting }) => setting === "import")) return "Your draft";
  const round = outline.rounds.find(({ id }) => id === variation.round);
  if (!round || round.slots.length < 2) return `Text ${shortId(variation.id)}`;
  const place = round.slots.findIndex((slot) => slot.variation === variation.id) + 1;
  return `Take ${place}`;
}

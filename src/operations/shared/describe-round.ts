import { describeChange } from "../../core/change.ts";
import { type History, armsOf, roundIn, slotsOf, variationsOf } from "../../core/history.ts";
import type { Slot } from "../../core/round.ts";
import type { Variation } from "../../core/variation.ts";
import { dollars } from "../../core/spending.ts";
import { plural } from "../../core/sentences.ts";
import { shortId } from "../../core/short-id.ts";
import type { Picture } from "../define.ts";

/** "round 2 · fix · add “hard light”". */
export function headingOf(history: History, round: string): string {
  const { ordinal, kind } = roundIn(history, round);
  const changes = armsOf(history, round).flatMap((arm) => (arm.change ? [describeChange(arm.change)] : []));
  return [`round ${ordinal}`, kind, ...(changes.length > 0 ? [changes.join(" | ")] : [])].join(" · ");
}

/** What happened in a round: its heading, a line per variation, and what went wrong. */
export function describeRound(history: History, round: string): string {
  const slots = slotsOf(history, round);
  const done = variationsOf(history, round);
  const lines = slots.map((slot) =>
    lineOf(
      slot,
      done.find((variation) => variation.id === slot.variation),
    ),
  );
  // The same note on every variation is said once.
  const notes = new Set(done.flatMap(({ warnings }) => warnings.map(({ message }) => `  note: ${message}`)));
  return [
    `${headingOf(history, round)}: ${done.length} of ${plural(slots.length, "variation")}`,
    ...lines,
    ...notes,
    ...costOf(slots, done),
  ].join("\n");
}

/** What it cost; nothing of what is free. */
function costOf(slots: readonly Slot[], done: readonly Variation[]): readonly string[] {
  const micros = done.reduce((sum, { cost }) => sum + (cost?.micros ?? 0), 0);
  const doubtful = slots.filter(({ state }) => state === "uncertain").length;
  const doubt = doubtful > 0 ? `, and ${plural(doubtful, "variation")} that may have been charged` : "";
  return micros > 0 || doubtful > 0 ? [`  cost: ${dollars(micros)}${doubt}`] : [];
}

function lineOf(slot: Slot, variation: Variation | undefined): string {
  const seed = slot.recipe.seed === null ? "" : ` seed ${slot.recipe.seed}`;
  if (!variation) {
    const why = slot.failure ? `: ${[slot.failure.message, slot.failure.hint].filter(Boolean).join(" ")}` : "";
    return `  ${slot.position + 1} ${slot.state}${seed}${why}`;
  }
  return `  ${slot.position + 1} ${shortId(variation.id)}${seed}  ${variation.seconds.toFixed(1)} s`;
}

export const pictureOf = (history: History, variation: Variation): Picture => ({
  blob: variation.blob,
  mediaType: variation.mediaType,
  variation: variation.id,
  caption: `${headingOf(history, variation.round)}${variation.recipe.seed === null ? "" : ` · seed ${variation.recipe.seed}`}`,
});

export const picturesOf = (history: History, round: string): Picture[] =>
  variationsOf(history, round).map((variation) => pictureOf(history, variation));

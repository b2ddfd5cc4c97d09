import { type History, currentAttempt, roundsOf } from "./history.ts";
import type { Recipe } from "./recipe.ts";

const mark = "imported:";

/** The fingerprint of pictures that were made elsewhere: equal to that of no engine, so that they are never paired. */
export const importedFingerprint = (tool: string): string => mark + tool;

export const isImported = ({ fingerprint }: Pick<Recipe, "fingerprint">): boolean => fingerprint.startsWith(mark);

/** The recipe of a session that has nothing yet but what was made elsewhere. */
export function importedOpening(history: History): Recipe | undefined {
  const rounds = roundsOf(history, currentAttempt(history).id).map(({ id }) => id);
  const slots = history.slots.filter(({ round }) => rounds.includes(round));
  return slots.length > 0 && slots.every(({ recipe }) => isImported(recipe)) ? slots[0]?.recipe : undefined;
}

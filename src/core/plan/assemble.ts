import type { Change } from "../change.ts";
import type { RandomSeed } from "../clock.ts";
import { currentAttempt, roundsOf } from "../history.ts";
import type { Recipe } from "../recipe.ts";
import type { Arm, Round, RoundKind, Slot } from "../round.ts";
import type { PlannedRound } from "../store.ts";
import type { PlanContext } from "./request.ts";

export interface ArmDraft {
  readonly change: Change | null;
  readonly confounded: boolean;
  readonly recipes: readonly { readonly recipe: Recipe; readonly control: string | null }[];
}

/** Gives a planned round its ids and its slots their places. */
export function assemble(
  kind: RoundKind,
  parent: string | null,
  drafts: readonly ArmDraft[],
  context: PlanContext,
): PlannedRound {
  const { history, ids, now } = context;
  const attempt = currentAttempt(history);
  const round: Round = {
    id: ids.next(),
    attempt: attempt.id,
    session: history.session.id,
    ordinal: roundsOf(history, attempt.id).length + 1,
    kind,
    parent,
    createdAt: now,
  };
  const arms: Arm[] = drafts.map((draft, i) => ({
    id: ids.next(),
    round: round.id,
    ordinal: i + 1,
    change: draft.change,
    confounded: draft.confounded,
  }));
  let position = 0;
  const slots = drafts.flatMap((draft, i) =>
    draft.recipes.map(({ recipe, control }): Slot => ({
      id: ids.next(),
      arm: arms[i]?.id ?? "",
      round: round.id,
      session: round.session,
      position: position++,
      recipe,
      control,
      state: "ready",
      calls: 0,
      variation: null,
      failure: null,
    })),
  );
  return { round, arms, slots };
}

/** Seeds that were not drawn yet. */
export function freshSeeds(count: number, taken: Set<number>, randomSeed: RandomSeed): readonly number[] {
  const seeds: number[] = [];
  while (seeds.length < count) {
    const seed = randomSeed();
    if (!taken.has(seed)) seeds.push(seed);
    taken.add(seed);
  }
  return seeds;
}

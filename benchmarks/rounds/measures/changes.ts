import { targetsOf } from "../../../src/core/change.ts";
import { changingArms, trialOf } from "../../../src/core/method/effect/pairs.ts";
import { type Estimate, shareOf } from "../bootstrap.ts";
import type { SamebutPlayed } from "../policies/samebut.ts";

/** What the changes of one task truly did, in pairs with their same-seed controls. */
export interface ChangeTally {
  readonly task: string;
  readonly changes: number;
  /** Changes that truly broke an element, not their own, in at least half of their pairs, and more often than they fixed it. */
  readonly harmful: number;
  /** Pairs of elements that the change was not for and that were right before; and how many stayed so. */
  readonly rightBefore: number;
  readonly stayedRight: number;
  /** Targets that were truly wrong before, and how many became right. */
  readonly targetWrong: number;
  readonly targetFixed: number;
}

/** `shows` answers by picture and element id. */
export function tallyChanges(
  task: string,
  { history }: Pick<SamebutPlayed, "history">,
  shows: (blob: string, element: string) => boolean,
): ChangeTally {
  const tally = { task, changes: 0, harmful: 0, rightBefore: 0, stayedRight: 0, targetWrong: 0, targetFixed: 0 };
  for (const arm of changingArms(history, history.rounds)) {
    const { pairs } = trialOf(history, arm);
    if (pairs.length === 0 || arm.change === null || arm.change.kind === "adjustment") continue;
    const targets = targetsOf(arm.change);
    let harmful = false;
    for (const { id } of history.session.brief.elements) {
      const cells = pairs.map(({ control, treated }) => [shows(control.blob, id), shows(treated.blob, id)] as const);
      const broke = cells.filter(([before, after]) => before && !after).length;
      const fixed = cells.filter(([before, after]) => !before && after).length;
      if (targets.includes(id)) {
        tally.targetWrong += cells.filter(([before]) => !before).length;
        tally.targetFixed += fixed;
        continue;
      }
      tally.rightBefore += cells.filter(([before]) => before).length;
      tally.stayedRight += cells.filter(([before, after]) => before && after).length;
      harmful ||= broke > fixed && broke * 2 >= cells.length;
    }
    tally.changes += 1;
    tally.harmful += Number(harmful);
  }
  return tally;
}

export interface ChangesSummary {
  readonly harmful: Estimate;
  readonly kept: Estimate;
  readonly targetFixed: Estimate;
}

export const summariseChanges = (tallies: readonly ChangeTally[]): ChangesSummary => ({
  harmful: shareOf(tallies.map(({ harmful, changes }) => ({ yes: harmful, of: changes }))),
  kept: shareOf(tallies.map(({ stayedRight, rightBefore }) => ({ yes: stayedRight, of: rightBefore }))),
  targetFixed: shareOf(tallies.map(({ targetFixed, targetWrong }) => ({ yes: targetFixed, of: targetWrong }))),
});

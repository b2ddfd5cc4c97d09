import type { Outline, OutlineArm, OutlineRound, OutlineSlot, OutlineVariation } from "../queries.ts";
import { type Branch, branchesOf } from "./lanes.ts";

type Attempt = Outline["attempts"][number];

/** The lineage as rows from the top: an attempt's beginning, then its rounds. */
export type Row =
  | { readonly kind: "attempt"; readonly id: string; readonly attempt: Attempt }
  | {
      readonly kind: "round";
      readonly id: string;
      readonly round: OutlineRound;
      readonly branch: Branch;
      readonly arms: readonly ArmRow[];
    };

export interface ArmRow {
  readonly arm: OutlineArm;
  readonly variations: readonly OutlineVariation[];
  /** Slots without a picture: running, failed, stopped. */
  readonly open: readonly OutlineSlot[];
}

export function rowsOf({ attempts, rounds }: Pick<Outline, "attempts" | "rounds">): readonly Row[] {
  const branches = new Map(branchesOf(rounds).map((branch) => [branch.round, branch]));
  return attempts.flatMap((attempt): Row[] => [
    { kind: "attempt", id: attempt.id, attempt },
    ...rounds
      .filter((round) => round.attempt === attempt.id)
      .map((round): Row => ({
        kind: "round",
        id: round.id,
        round,
        branch: branches.get(round.id)!,
        arms: round.arms.map((arm) => armRow(round, arm)),
      })),
  ]);
}

const armRow = (round: OutlineRound, arm: OutlineArm): ArmRow => ({
  arm,
  variations: round.variations.filter((variation) => variation.arm === arm.id),
  open: round.slots.filter((slot) => slot.arm === arm.id && slot.variation === null),
});

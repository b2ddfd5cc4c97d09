import { StudioError } from "../core/errors.ts";
import { type History, currentAttempt, roundIn } from "../core/history.ts";
import type { AccuracyOf } from "../core/observation.ts";
import type { Arm } from "../core/round.ts";
import { createTruths } from "../core/truth.ts";
import { valueOf } from "../core/value.ts";
import { verdictOn } from "../core/history.ts";

/**
 * The arm whose prompt goes on: of the person's pick, else the one whose pictures are worth most on average over all
 * their seeds (never the one with the single luckiest picture); of equals, the later. Only rounds that start from the
 * prompt count.
 */
export function parentArm(history: History, accuracy: AccuracyOf): Arm {
  const attempt = currentAttempt(history).id;
  const truths = createTruths(history, { accuracy });
  const candidates = history.arms
    .filter((arm) => isFromPrompt(history, arm, attempt))
    .map((arm) => {
      const variations = history.variations.filter((variation) => variation.arm === arm.id);
      const value = variations.reduce((sum, variation) => sum + valueOf(history, variation, truths).value, 0) / variations.length;
      return { arm, value, picked: variations.some((variation) => verdictOn(history, variation.id).choice === "pick"), made: variations.length };
    })
    .filter(({ made }) => made > 0);
  const best = candidates.toReversed().toSorted((a, b) => Number(b.picked) - Number(a.picked) || b.value - a.value)[0];
  if (best) return best.arm;
  throw new StudioError("conflict", "There is no finished round to build on.", { hint: "`samebut orient` makes the first, `samebut resume` finishes a stopped one." });
}

function isFromPrompt(history: History, arm: Arm, attempt: string): boolean {
  const round = roundIn(history, arm.round);
  return round.attempt === attempt && (round.kind === "orientation" || round.kind === "fix");
}

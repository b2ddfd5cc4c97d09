import type { Change } from "../../change.ts";
import { type History, armsOf } from "../../history.ts";
import type { ElementEffect } from "./element-effect.ts";
import type { Arm } from "../../round.ts";

/** An arm whose change is worth having, and the part that it would be of a composed prompt. */
export interface Winner {
  readonly arm: Arm;
  readonly part: Extract<Change, { kind: "composition" }>["parts"][number];
}

/**
 * The arms of a round that go into the composed prompt: those that fixed their element more often than they broke it, and
 * for which no harm elsewhere is likely. In the order of the arms. `effectsFor` gives the effects of one arm.
 */
export function winnersOf(
  history: History,
  round: string,
  effectsFor: (arm: string) => readonly ElementEffect[],
): readonly Winner[] {
  const winners = armsOf(history, round).flatMap((arm) => {
    const { change } = arm;
    if (change?.kind !== "words" || change.placebo === true || arm.confounded) return [];
    const effects = effectsFor(arm.id);
    const target = effects.find((effect) => effect.target);
    const wins = target !== undefined && helped(target) && !effects.some(harms);
    const { element, remove, add } = change;
    if (!wins) return [];
    return [{ arm, part: { arm: arm.id, element, remove, add }, gain: target.pBetter - target.pWorse }];
  });
  // Two ways of saying one thing are rivals: only the better goes on.
  return winners
    .filter((one) => !winners.some((rival) => rival !== one && isRival(one, rival)))
    .map(({ arm, part }) => ({ arm, part }));
}

type Rated = Winner & { readonly gain: number };

const isRival = (one: Rated, rival: Rated): boolean =>
  rival.part.element === one.part.element &&
  (rival.gain > one.gain || (rival.gain === one.gain && rival.arm.ordinal < one.arm.ordinal));

function helped({ pairs, rates, direction }: ElementEffect): boolean {
  const { fixed, broke } = pairs;
  const paired = fixed + broke + pairs.kept + pairs.neither > 0;
  if (paired) return fixed > broke;
  return direction === "better" && share(rates.after) > share(rates.before);
}

const share = ([right, read]: readonly [number, number]): number => right / Math.max(1, read);

const harms = ({ direction, label }: ElementEffect): boolean =>
  direction === "worse" && (label === "likely" || label === "confirmed");

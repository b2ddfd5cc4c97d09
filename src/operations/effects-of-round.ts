import { z } from "zod";
import { describeChange } from "../core/change.ts";
import { ElementEffect, effectsOf } from "../core/effect.ts";
import { type History, armsOf } from "../core/history.ts";
import type { Studio } from "../core/studio.ts";
import { methodOptions } from "./method-options.ts";

export const ArmEffects = z.object({ arm: z.string(), change: z.string(), elements: z.array(ElementEffect) });
export type ArmEffects = z.infer<typeof ArmEffects>;

/** What each change of a round did to every element; empty for an orientation. */
export function effectsOfRound(studio: Pick<Studio, "judges">, history: History, round: string): ArmEffects[] {
  const options = methodOptions(studio, history);
  return armsOf(history, round).flatMap((arm) =>
    arm.change === null ? [] : [{ arm: arm.id, change: describeChange(arm.change), elements: [...effectsOf(history, round, arm.id, options)] }],
  );
}

/** The target first, then only what may have changed. */
export function describeEffects(arms: readonly ArmEffects[]): readonly string[] {
  return arms.flatMap(({ change, elements }) => {
    const target = elements.filter((effect) => effect.target);
    const others = elements.filter((effect) => !effect.target && effect.pairs.fixed + effect.pairs.broke > 0);
    const quiet = elements.length - target.length - others.length;
    const rest = quiet > 0 ? [`  ${quiet} other ${quiet === 1 ? "element" : "elements"}: no picture changed.`] : [];
    return [`What ${change} did:`, ...[...target, ...others].map((effect) => `  ${effect.sentence}`), ...rest];
  });
}

import { z } from "zod";
import { describeChange } from "../../core/change.ts";
import { ElementEffect, effectsOf } from "../../core/method/effect.ts";
import { MeasuredEffect, measuredEffect } from "../../core/method/measured-effect.ts";
import { type History, armsOf } from "../../core/history.ts";
import { capitalised, plural } from "../../core/sentences.ts";
import type { Studio } from "../../core/studio.ts";
import { methodOptions } from "./method-options.ts";

export const ArmEffects = z.object({
  arm: z.string(),
  change: z.string(),
  elements: z.array(ElementEffect),
  /** What the instruments saw of it. */
  measured: z.array(MeasuredEffect),
});
export type ArmEffects = z.infer<typeof ArmEffects>;

/** What each change of a round did to every element; empty for an orientation. */
export function effectsOfRound(
  studio: Pick<Studio, "judges" | "instruments">,
  history: History,
  round: string,
): ArmEffects[] {
  const options = methodOptions(studio, history);
  return armsOf(history, round).flatMap((arm) =>
    arm.change === null
      ? []
      : [
          {
            arm: arm.id,
            change: describeChange(arm.change),
            elements: [...effectsOf(history, round, arm.id, options)],
            measured: measuredIn(studio, history, arm.id),
          },
        ],
  );
}

const measuredIn = (studio: Pick<Studio, "instruments">, history: History, arm: string): MeasuredEffect[] =>
  studio.instruments.flatMap(({ quantities }) =>
    quantities.flatMap((quantity) => measuredEffect(history, arm, quantity) ?? []),
  );

/** The target first, then only what may have changed. */
export function describeEffects(arms: readonly ArmEffects[]): readonly string[] {
  return arms.flatMap(({ change, elements, measured }) => {
    const target = elements.filter((effect) => effect.target);
    const others = elements.filter((effect) => !effect.target && effect.pairs.fixed + effect.pairs.broke > 0);
    const rest = elements.filter((effect) => !effect.target && !others.includes(effect));
    const unread = rest.filter(({ n }) => n === 0).length;
    const still = rest.length - unread;
    const quiet = [
      ...(still > 0 ? [`  ${plural(still, "other element")}: no picture changed.`] : []),
      ...(unread > 0
        ? [`  ${plural(unread, "other element")}: nobody could read ${unread === 1 ? "it" : "them"} before and after.`]
        : []),
    ];
    return [
      `What it did (${change}):`,
      ...[...target, ...others].map((effect) => `  ${capitalised(effect.statement)}: ${effect.sentence}`),
      ...quiet,
      ...measured.filter(isSeen).map((effect) => `  ${capitalised(effect.sentence)}`),
    ];
  });
}

/** Only what is more than a suggestion: a number for every instrument would bury it. */
const isSeen = ({ label, withinNoise }: MeasuredEffect): boolean =>
  (label === "likely" || label === "confirmed") && !withinNoise;

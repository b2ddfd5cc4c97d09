import { z } from "zod";
import { describeChange } from "../../core/change.ts";
import { ElementEffect } from "../../core/method/effect/element-effect.ts";
import { effectsOf } from "../../core/method/effect/effect.ts";
import { MeasuredEffect, measuredEffect } from "../../core/method/effect/measured-effect.ts";
import { type History, armsOf } from "../../core/history.ts";
import { capitalised, plural } from "../../core/sentences.ts";
import type { Studio } from "../../core/studio.ts";
import { createTruths } from "../../core/method/interpretation/truth.ts";
import { compositeOf } from "../../core/method/effect/composite-of.ts";
import { Composite } from "../../core/method/effect/composition.ts";
import type { MethodOptions } from "./method-options.ts";
import { betaMean } from "./noise.ts";

export const ArmEffects = z.object({
  arm: z.string(),
  change: z.string(),
  elements: z.array(ElementEffect),
  /** What the instruments saw of it. */
  measured: z.array(MeasuredEffect),
  /** What neutral words alone do on this engine: means of the chance to break and to fix; null when no placebo was run. */
  noise: z.object({ breaks: z.number(), luck: z.number(), sentence: z.string() }).nullable(),
  /** For changes tried together: per element what each alone predicted, and what came. */
  composite: z.array(Composite),
});
export type ArmEffects = z.infer<typeof ArmEffects>;

/** What each change of a round did to every element; empty for an orientation. */
export function effectsOfRound(
  studio: Pick<Studio, "instruments">,
  history: History,
  round: string,
  options: MethodOptions,
): ArmEffects[] {
  const truths = createTruths(history, options);
  return armsOf(history, round).flatMap((arm) =>
    arm.change === null
      ? []
      : [
          {
            arm: arm.id,
            change: describeChange(arm.change),
            elements: [...effectsOf(history, round, arm.id, options)],
            measured: measuredIn(studio, history, arm.id, options),
            noise: floorOf(options),
            composite: [...compositeOf(history, arm.id, truths)],
          },
        ],
  );
}

const floorOf = ({ noise }: MethodOptions): ArmEffects["noise"] =>
  noise ? { breaks: betaMean(noise.breaks), luck: betaMean(noise.luck), sentence: noise.sentence } : null;

const measuredIn = (
  studio: Pick<Studio, "instruments">,
  history: History,
  arm: string,
  { knowledge }: MethodOptions,
): MeasuredEffect[] =>
  studio.instruments.flatMap(({ quantities }) =>
    quantities.flatMap(
      (quantity) =>
        measuredEffect(history, arm, quantity, { placebo: knowledge.placeboDifferences(quantity.name) }) ?? [],
    ),
  );

/** The target first, then only what may have changed. */
export function describeEffects(arms: readonly ArmEffects[]): readonly string[] {
  const noise = arms[0]?.noise?.sentence ?? noNoiseKnown;
  return arms.flatMap(({ change, elements, measured, composite }, index) => {
    const target = elements.filter((effect) => effect.target);
    const others = elements.filter((effect) => !effect.target && effect.pairs.fixed + effect.pairs.broke > 0);
    const rest = elements.filter((effect) => !effect.target && !others.includes(effect));
    const unread = rest.filter(({ n }) => n === 0).length;
    const still = rest.length - unread;
    const quiet = [
      ...(still > 0 ? [`  ${plural(still, "other element")}: no variation changed.`] : []),
      ...(unread > 0
        ? [`  ${plural(unread, "other element")}: nobody could read ${unread === 1 ? "it" : "them"} before and after.`]
        : []),
    ];
    return [
      `What it did (${change}):`,
      ...[...target, ...others].map((effect) => `  ${capitalised(effect.statement)}: ${effect.sentence}`),
      ...quiet,
      ...measured.filter(isSeen).map((effect) => `  ${capitalised(effect.sentence)}`),
      ...describeComposite(composite),
      ...(index === arms.length - 1 ? [`  Noise: ${noise}`] : []),
    ];
  });
}

const noNoiseKnown =
  "no placebo was run on this engine yet (`samebut placebo`), so what neutral words do is not known.";

/** Only elements that came out otherwise than the arms said, and one line for the others. */
function describeComposite(composite: readonly Composite[]): readonly string[] {
  if (composite.length === 0) return [];
  const odd = composite.filter(({ verdict }) => verdict !== "additive");
  const rest = composite.length - odd.length;
  return [
    ...odd.map(({ sentence }) => `  Together: ${sentence}`),
    ...(rest > 0
      ? [
          `  Together: ${plural(rest, odd.length > 0 ? "other element" : "element")} came as the changes alone predicted.`,
        ]
      : []),
  ];
}

/** Only what is more than a suggestion: a number for every instrument would bury it. */
const isSeen = ({ label, withinNoise }: MeasuredEffect): boolean =>
  (label === "likely" || label === "confirmed") && !withinNoise;

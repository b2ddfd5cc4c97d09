import { z } from "zod";
import { EffectLabel } from "./element-effect.ts";
import { labelOf } from "./effect-claims.ts";
import { notFound } from "../../errors.ts";
import { type History, readingsOf } from "../../history.ts";
import type { Quantity } from "../../instrument.ts";
import { type Trial, trialOf } from "./pairs.ts";
import { guessedVarianceFreedom, noiseQuantile, placeboVarianceFreedom } from "../priors.ts";
import { quantitySubject } from "../../reading.ts";
import type { Arm } from "../../round.ts";
import { inWords, plural } from "../../sentences.ts";
import { mean, quantile, squaredDeviations } from "../statistics/summary.ts";
import { type MeanPosterior, type VariancePrior, differenceOfMeans, meanOf } from "../statistics/variance.ts";
import type { Variation } from "../../variation.ts";

/** What one change did to one measured quantity. */
export const MeasuredEffect = z.object({
  quantity: z.string(),
  unit: z.string(),
  /** Pairs, or pictures with the change when unpaired. */
  n: z.int(),
  before: z.number(),
  after: z.number(),
  /** Mean of after − before, in the unit. */
  difference: z.number(),
  interval90: z.tuple([z.number(), z.number()]),
  pHigher: z.number(),
  /** P(better); null when neither direction is. */
  pBetter: z.number().nullable(),
  label: EffectLabel,
  prefix: z.enum(["unpaired", "confounded"]).nullable(),
  /** 90 % of placebo differences are smaller; null when no placebo was run. */
  noiseFloor: z.number().nullable(),
  withinNoise: z.boolean(),
  sentence: z.string(),
});
export type MeasuredEffect = z.infer<typeof MeasuredEffect>;

export interface MeasuredEffectOptions {
  /** Differences of this quantity under placebo changes on this engine and size. */
  readonly placebo?: readonly number[] | undefined;
}

/**
 * The effect of an arm's change on a quantity that an instrument measured, from paired differences; undefined when no
 * picture of both sides was measured. Method, section 3.
 */
export function measuredEffect(
  history: History,
  arm: string,
  quantity: Pick<Quantity, "name" | "unit" | "better">,
  options: MeasuredEffectOptions = {},
): MeasuredEffect | undefined {
  const found = history.arms.find(({ id }) => id === arm);
  if (!found) throw notFound("arm", arm, "`samebut show` lists the arms of a round.");
  const sides = sidesOf(history, trialOf(history, found), quantity.name);
  if (sides.before.length === 0 || sides.after.length === 0) return undefined;
  const prior = variancePrior(options.placebo ?? [], sides);
  const posterior = sides.paired
    ? meanOf(
        sides.after.map((value, index) => value - (sides.before[index] ?? value)),
        prior,
      )
    : differenceOfMeans(sides.before, sides.after, prior);
  return describe(quantity, sides, posterior, noiseFloorOf(options.placebo ?? []), found);
}

interface Sides {
  readonly paired: boolean;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

function sidesOf(history: History, trial: Trial, quantity: string): Sides {
  const value = (variation: Variation): number | undefined => measuredIn(history, variation, quantity);
  if (trial.pairs.length > 0) {
    const both = trial.pairs.flatMap(({ control, treated }) => {
      const [before, after] = [value(control), value(treated)];
      return before === undefined || after === undefined ? [] : [{ before, after }];
    });
    return { paired: true, before: both.map(({ before }) => before), after: both.map(({ after }) => after) };
  }
  const known = (side: readonly Variation[]): number[] => side.map(value).filter((one) => one !== undefined);
  return { paired: false, before: known(trial.controls), after: known(trial.treated) };
}

/** The newest measurement of a quantity in a picture. */
export function measuredIn(history: History, variation: Variation, quantity: string): number | undefined {
  const subject = quantitySubject(quantity);
  const newest = readingsOf(history, variation)
    .filter((reading) => reading.subject === subject)
    .toSorted((a, b) => b.version - a.version)[0];
  return newest && "quantity" in newest.body ? newest.body.value : undefined;
}

/** From placebo differences; else from the spread of the controls (unpaired differences vary twice as much), else from the difference itself. */
function variancePrior(placebo: readonly number[], { before, after }: Sides): VariancePrior {
  if (placebo.length > 0) {
    const square = placebo.reduce((total, difference) => total + difference ** 2, 0) / placebo.length;
    return { freedom: Math.min(placebo.length, placeboVarianceFreedom), square };
  }
  const spread = before.length > 1 ? (2 * squaredDeviations(before)) / (before.length - 1) : 0;
  return { freedom: guessedVarianceFreedom, square: spread > 0 ? spread : (mean(after) - mean(before)) ** 2 };
}

/** 90 % of placebo differences are smaller than this; null without placebo runs. */
export function noiseFloorOf(placebo: readonly number[]): number | null {
  if (placebo.length === 0) return null;
  return quantile(
    placebo.map(Math.abs).toSorted((a, b) => a - b),
    noiseQuantile,
  );
}

function describe(
  quantity: Pick<Quantity, "name" | "unit" | "better">,
  sides: Sides,
  posterior: MeanPosterior,
  noiseFloor: number | null,
  arm: Arm,
): MeasuredEffect {
  const {
    mean: difference,
    pAbove: pHigher,
    interval90: [low, high],
  } = posterior;
  const certainty = Math.max(pHigher, 1 - pHigher);
  const withinNoise = noiseFloor !== null && Math.abs(difference) < noiseFloor;
  const facts = {
    quantity: quantity.name,
    unit: quantity.unit,
    n: sides.after.length,
    before: mean(sides.before),
    after: mean(sides.after),
    difference,
    interval90: [low, high] as [number, number],
    pHigher,
    pBetter: { higher: pHigher, lower: 1 - pHigher, neither: null }[quantity.better],
    label: withinNoise ? ("no evidence" as const) : labelOf(certainty, certainty, sides.after.length, 0),
    prefix: arm.confounded ? ("confounded" as const) : sides.paired ? null : ("unpaired" as const),
    noiseFloor,
    withinNoise,
  };
  return { ...facts, sentence: sentenceOf(facts, sides.paired) };
}

function sentenceOf(effect: Omit<MeasuredEffect, "sentence">, paired: boolean): string {
  const unit = effect.unit === "" ? "" : ` ${effect.unit}`;
  const change = `${effect.quantity} went from ${short(effect.before)} to ${short(effect.after)}${unit}`;
  const over = paired ? `over ${plural(effect.n, "pair")}` : `over ${inWords(effect.n)} unpaired pictures`;
  if (effect.withinNoise) return `${change} ${over}: within noise (${short(effect.noiseFloor ?? 0)}${unit}).`;
  const [low, high] = effect.interval90;
  const said = effect.label === "no evidence" ? "not enough to tell" : effect.label;
  const floor = effect.noiseFloor === null ? "; no placebo was run, so the noise is not known" : "";
  return `${change} ${over} (90 % interval of the difference ${short(low)} to ${short(high)}): ${said}${floor}.`;
}

const short = (value: number): string => String(Number(value.toPrecision(3)));

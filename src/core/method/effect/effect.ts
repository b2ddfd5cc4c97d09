import { type Change, targetsOf } from "../../change.ts";
import type { Element } from "../../element.ts";
import { type History, armsOf, roundIn } from "../../history.ts";
import { type Observation, isKnown, likelihoodIn } from "../interpretation/observation.ts";
import { type PairCounts, type ReadPair, type Trial, countPairs, readPairs, trialOf } from "./pairs.ts";
import { notFound } from "../../errors.ts";
import { type PlaceboNoise, noiseChance } from "./placebo.ts";
import {
  type Cells,
  elsewherePrior,
  harmSuggestedAt,
  likelyAt,
  mostFurtherPairs,
  sizePrior,
  suggestedAt,
  targetPrior,
} from "../priors.ts";
import type { Arm } from "../../round.ts";
import { type SignClaim, claimsOf, labelOf } from "./effect-claims.ts";
import { effectSentence } from "./effect-sentence.ts";
import type { EffectLabel, ElementEffect } from "./element-effect.ts";
import { chanceFirstIsLarger } from "../statistics/beta.ts";
import {
  type AnsweredIn,
  type DifferencePosterior,
  pairedDifference,
  unpairedDifference,
} from "../statistics/paired.ts";
import { createRandom, seedFor } from "../statistics/random.ts";
import { type TruthOptions, type Truths, createTruths } from "../interpretation/truth.ts";

export interface EffectOptions extends TruthOptions {
  /** What lessons say of this kind of change on this kind of element (any scale ≤ 4 pairs); the flat priors where undefined. */
  readonly prior?: ((element: Element, change: Change, target: boolean) => Cells | undefined) | undefined;
  /** What placebo runs did on this engine; undefined when none was run. */
  readonly noise?: PlaceboNoise | undefined;
  /** The same seed gives the same numbers. */
  readonly seed?: number;
}

/**
 * What the change of one arm did to every element of the brief, against every same-seed parent picture; method,
 * section 3. Empty for an arm without a change. Throws "not-found" for an unknown round or arm.
 */
export function effectsOf(
  history: History,
  round: string,
  arm: string,
  options: EffectOptions,
): readonly ElementEffect[] {
  roundIn(history, round);
  const found = armsOf(history, round).find(({ id }) => id === arm);
  if (!found) throw notFound("arm", arm, "`samebut show` lists the arms of a round.");
  const { change } = found;
  if (change === null) return [];
  const trial = trialOf(history, found);
  const truths = createTruths(history, options);
  const measured = history.session.brief.elements.map((element) =>
    measure({ history, arm: found, change, trial, truths, element, options }),
  );
  return labelled(measured, found, options.noise);
}

interface Case {
  readonly history: History;
  readonly arm: Arm;
  readonly change: Change;
  readonly trial: Trial;
  readonly truths: Truths;
  readonly element: Element;
  readonly options: EffectOptions;
}

interface Measured {
  readonly element: Element;
  readonly target: boolean;
  readonly prior: Cells;
  readonly paired: boolean;
  readonly counts: PairCounts;
  readonly n: number;
  readonly rates: ElementEffect["rates"];
  readonly posterior: DifferencePosterior;
  readonly fresh: number;
}

function measure(one: Case): Measured {
  const { element, change, trial, options } = one;
  const target = targetsOf(change).includes(element.id);
  const learned = options.prior?.(element, change, target);
  const prior = learned ?? (target ? targetPrior : elsewherePrior);
  const random = createRandom(seedFor(options.seed ?? 0, one.arm.id, element.id));
  const common = { element, target, prior, rates: ratesOf(one) };
  if (trial.pairs.length === 0) {
    const [before, after] = [observations(one, "controls"), observations(one, "treated")];
    const posterior = unpairedDifference(before.map(answered), after.map(answered), prior, random);
    return { ...common, paired: false, counts: countPairs([]), n: after.length, posterior, fresh: 0 };
  }
  const pairs = readPairs(one.history, element, trial.pairs, one.truths);
  const answers = pairs.map((pair) => ({ before: answered(pair.before), after: answered(pair.after) }));
  const counts = countPairs(pairs);
  const posterior = toTheEnd(pairedDifference(answers, { sign: prior, size: learned ?? sizePrior }, random), counts);
  return {
    ...common,
    paired: true,
    counts,
    n: pairs.length,
    posterior,
    fresh: freshPairs(pairs, prior),
  };
}

/**
 * Where every pair was fixed nothing speaks against "always": the interval runs to 1, and to −1 where every pair broke
 * (Brown, Cai and DasGupta 2001 do so for one share).
 */
function toTheEnd(posterior: DifferencePosterior, { kept, fixed, broke, neither }: PairCounts): DifferencePosterior {
  const [low, high] = posterior.interval90;
  const others = kept + neither;
  if (fixed > 0 && broke + others === 0) return { ...posterior, interval90: [low, 1] };
  return broke > 0 && fixed + others === 0 ? { ...posterior, interval90: [-1, high] } : posterior;
}

const answered =
  (observation: Observation): AnsweredIn =>
  (imputation) =>
    likelihoodIn(observation, imputation);

const observations = ({ trial, truths, element }: Case, side: "controls" | "treated"): readonly Observation[] =>
  trial[side].map((variation) => truths.observation(element, variation)).filter(isKnown);

function ratesOf(one: Case): ElementEffect["rates"] {
  const rate = (side: "controls" | "treated"): [number, number] => {
    const known = observations(one, side);
    return [known.filter(({ answer }) => answer === "present").length, known.length];
  };
  return { before: rate("controls"), after: rate("treated") };
}

/** Pairs drawn after the round in which the sign first looked certain enough to suggest: they can confirm it. */
function freshPairs(pairs: readonly ReadPair[], prior: Cells): number {
  const rounds = [...new Set(pairs.map(({ round }) => round))].toSorted((a, b) => a - b);
  const claimed = rounds.find((round) => {
    const { fixed, broke } = countPairs(pairs.filter((pair) => pair.round <= round));
    const pBetter = chanceFirstIsLarger(prior[1] + fixed, prior[2] + broke);
    return Math.max(pBetter, 1 - pBetter) >= suggestedAt;
  });
  return claimed === undefined ? 0 : pairs.filter(({ round }) => round > claimed).length;
}

function labelled(measured: readonly Measured[], arm: Arm, noise?: PlaceboNoise): readonly ElementEffect[] {
  const claims = claimsOf(measured);
  return measured.map((one, index) => toEffect(one, claims[index] ?? { certainty: 0, family: 1 }, arm, noise));
}

function toEffect(one: Measured, { certainty, family }: SignClaim, arm: Arm, noise?: PlaceboNoise): ElementEffect {
  const { posterior } = one;
  const raw = Math.max(posterior.pBetter, posterior.pWorse);
  const direction = posterior.pBetter >= posterior.pWorse ? ("better" as const) : ("worse" as const);
  const chance = noise && one.paired ? noiseChance(noise, one.counts, direction) : null;
  const withinNoise = chance !== null && chance > 1 - suggestedAt;
  // Harm is suggested by its size: overlooking it costs more than a look, and one flip never makes the sign sure.
  const looksHarmful = one.paired && direction === "worse" && posterior.pLoss >= harmSuggestedAt;
  const plain = looksHarmful ? Math.max(raw, suggestedAt) : raw;
  const label = withinNoise ? "no evidence" : labelOf(plain, certainty, one.n, one.fresh);
  const [low, high] = posterior.interval90;
  const facts = {
    element: one.element.id,
    statement: one.element.statement,
    target: one.target,
    pairs: one.counts,
    n: one.n,
    rates: one.rates,
    difference: posterior.mean,
    interval90: [low, high] as [number, number],
    pBetter: posterior.pBetter,
    pWorse: posterior.pWorse,
    certainty,
    direction,
    label,
    prefix: prefixOf(one, arm),
    noiseChance: chance,
    withinNoise,
    morePairs: one.paired ? furtherPairs(one, label, family) : null,
  };
  return { ...facts, sentence: effectSentence(facts) };
}

const prefixOf = (one: Measured, arm: Arm): ElementEffect["prefix"] => {
  if (arm.confounded) return "confounded";
  return one.paired ? null : "unpaired";
};

/** Further pairs until the sign would be likely, first of its family, if they fall as the posterior expects. */
function furtherPairs({ counts, n, prior }: Measured, label: EffectLabel, family: number): number | null {
  if (label === "likely" || label === "confirmed") return 0;
  const fixed = prior[1] + counts.fixed;
  const broke = prior[2] + counts.broke;
  const total = prior.reduce((sum, weight) => sum + weight, 0) + n;
  for (let more = 1; more <= mostFurtherPairs; more++) {
    const factor = more / total;
    const pBetter = chanceFirstIsLarger(fixed * (1 + factor), broke * (1 + factor));
    if (Math.min(pBetter, 1 - pBetter) * family <= 1 - likelyAt) return more;
  }
  return null;
}

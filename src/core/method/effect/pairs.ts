import { type Change, isPlacebo, targetsOf } from "../../change.ts";
import type { Element } from "../../element.ts";
import { type History, armsOf, roundIn } from "../../history.ts";
import type { Recipe } from "../../recipe.ts";
import type { Arm } from "../../round.ts";
import { type Truths, conditionOf, distinctPictures } from "../interpretation/truth.ts";
import { isKnown, type Observation } from "../interpretation/observation.ts";
import type { Variation } from "../../variation.ts";

/** A picture with the change and its control: the same seed (or the same source picture) without it. */
export interface Pair {
  readonly control: Variation;
  readonly treated: Variation;
}

/** Everything that one change was tried on: pairs where seeds can be paired, and both sides whole where not. */
export interface Trial {
  readonly pairs: readonly Pair[];
  readonly controls: readonly Variation[];
  readonly treated: readonly Variation[];
}

/**
 * All pictures with the change of this arm, from this round and from later rounds that drew more seeds of the same
 * recipe, against every same-seed parent picture. Never against the best one: that would be regression to the mean.
 */
export function trialOf(history: History, arm: Arm): Trial {
  const own = history.variations.filter((variation) => variation.arm === arm.id);
  const conditions = new Set(own.map(({ recipe }) => conditionOf(recipe)));
  const treated = distinctPictures(history.variations.filter(({ recipe }) => conditions.has(conditionOf(recipe))));
  const controls = controlsOf(history, arm, treated);
  const pairs = treated.flatMap((variation) => {
    const control = controls.find((candidate) => isPair(candidate, variation, arm.change));
    return control ? [{ control, treated: variation }] : [];
  });
  return { pairs, controls, treated };
}

/** The arms of these rounds that changed something on purpose (no placebo); of arms that repeat a recipe on more seeds only the first. */
export function changingArms(history: History, rounds: readonly { readonly id: string }[]): readonly Arm[] {
  const seen = new Set<string>();
  return rounds
    .flatMap(({ id }) => armsOf(history, id))
    .filter((arm) => {
      const first = history.variations.find((variation) => variation.arm === arm.id);
      if (arm.change === null || isPlacebo(arm.change) || !first) return false;
      const condition = conditionOf(first.recipe);
      const repeats = seen.has(condition);
      seen.add(condition);
      return !repeats;
    });
}

/** The parent round's pictures (and further seeds of the same recipe), and whatever the treated ones name as control. */
function controlsOf(history: History, arm: Arm, treated: readonly Variation[]): readonly Variation[] {
  const named = new Set(treated.flatMap(({ control }) => (control === null ? [] : [control])));
  const parent = roundIn(history, arm.round).parent;
  const direct = history.variations.filter(({ id, round }) => named.has(id) || (named.size === 0 && round === parent));
  const conditions = new Set(direct.map(({ recipe }) => conditionOf(recipe)));
  const excluded = new Set(treated.map(({ id }) => id));
  return distinctPictures(
    history.variations.filter(({ id, recipe }) => !excluded.has(id) && conditions.has(conditionOf(recipe))),
  );
}

/** An edit and the picture that it was asked for on, or the same seed with everything equal but the change itself. */
function isPair(control: Variation, treated: Variation, change: Change | null): boolean {
  if (treated.recipe.source !== null)
    return treated.control === null ? treated.recipe.source === control.blob : treated.control === control.id;
  if (treated.recipe.seed === null || treated.recipe.seed !== control.recipe.seed) return false;
  return pairingKey(control.recipe, change) === pairingKey(treated.recipe, change);
}

/** What must be equal to pair by seed: engine, size, sampler, steps, guidance and the rest, less what the change is about. */
function pairingKey(recipe: Recipe, change: Change | null): string {
  const free: Partial<Record<keyof Recipe, null>> = { prompt: null };
  if (change?.kind === "parameter") free[change.name] = null;
  return JSON.stringify({ ...recipe, ...free });
}

/** What is known of one element before and after, in the pairs where both pictures could be read. */
export interface ReadPair {
  readonly before: Observation;
  readonly after: Observation;
  /** Position of the treated picture's round in the session. */
  readonly round: number;
}

export function readPairs(
  history: History,
  element: Element,
  pairs: readonly Pair[],
  truths: Truths,
): readonly ReadPair[] {
  const rounds = new Map(history.rounds.map(({ id }, index) => [id, index]));
  return pairs
    .map(({ control, treated }) => ({
      before: truths.observation(element, control),
      after: truths.observation(element, treated),
      round: rounds.get(treated.round) ?? 0,
    }))
    .filter(({ before, after }) => isKnown(before) && isKnown(after));
}

export interface PairCounts {
  readonly kept: number;
  readonly fixed: number;
  readonly broke: number;
  readonly neither: number;
}

/** Counts of the answers as given. */
export function countPairs(pairs: readonly ReadPair[]): PairCounts {
  const counts = { kept: 0, fixed: 0, broke: 0, neither: 0 };
  for (const { before, after } of pairs) counts[cellOf(before.answer === "present", after.answer === "present")]++;
  return counts;
}

/** What one change did to one element, counted; `paired` is false where the counts are only what two shares suggest. */
export interface TriedChange {
  readonly arm: Arm;
  readonly element: Element;
  readonly target: boolean;
  readonly pairs: PairCounts;
  readonly paired: boolean;
}

/** Counts for every element of the brief; without pairs, as many as the shares before and after suggest. */
export function triedChanges(history: History, arm: Arm, truths: Truths): readonly TriedChange[] {
  const trial = trialOf(history, arm);
  const paired = trial.pairs.length > 0;
  return history.session.brief.elements.map((element) => {
    const pairs = paired
      ? countPairs(readPairs(history, element, trial.pairs, truths))
      : suggestedCounts(trial, element, truths);
    return { arm, element, target: arm.change !== null && targetsOf(arm.change).includes(element.id), pairs, paired };
  });
}

function suggestedCounts(trial: Trial, element: Element, truths: Truths): PairCounts {
  const answers = (side: readonly Variation[]): readonly boolean[] =>
    side
      .map((variation) => truths.observation(element, variation))
      .filter(isKnown)
      .map(({ answer }) => answer === "present");
  const [before, after] = [answers(trial.controls), answers(trial.treated)];
  const [was, is] = [shareOf(before), shareOf(after)];
  const n = before.length === 0 ? 0 : after.length;
  return {
    kept: n * was * is,
    fixed: n * (1 - was) * is,
    broke: n * was * (1 - is),
    neither: n * (1 - was) * (1 - is),
  };
}

const shareOf = (answers: readonly boolean[]): number => answers.filter(Boolean).length / Math.max(1, answers.length);

function cellOf(before: boolean, after: boolean): keyof PairCounts {
  if (before) return after ? "kept" : "broke";
  return after ? "fixed" : "neither";
}

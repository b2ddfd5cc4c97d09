import { type Change, isPlacebo } from "../../change.ts";
import type { ElementKind } from "../../element.ts";
import { type History, armsOf, variationsOf } from "../../history.ts";
import { type Learned, lessonKey } from "./lessons.ts";
import { measuredIn } from "../effect/measured-effect.ts";
import { type PairCounts, changingArms, countPairs, readPairs, trialOf } from "../effect/pairs.ts";
import type { StateName } from "../priors.ts";
import type { Arm } from "../../round.ts";
import { type Truths, distinctPictures } from "../interpretation/truth.ts";
import type { Variation } from "../../variation.ts";

/** What one session taught about one engine, as counts. Plain JSON. */
export interface EngineHarvest {
  /** Pairs of every change on every element; `pairs` is how many pairs of pictures that were. */
  readonly learned: readonly Learned[];
  readonly pairs: number;
  /** What neutral words did, over all elements. */
  readonly placebo: PairCounts;
  /** Differences of measured quantities under neutral words. */
  readonly placeboDifferences: Readonly<Record<string, readonly number[]>>;
  /** How many elements of a kind the orientation found heard, left to chance, unheard: sums of probabilities. */
  readonly states: Readonly<Partial<Record<ElementKind, Readonly<Record<StateName, number>>>>>;
  /** Measured quantities of the orientation's pictures. */
  readonly quantities: Readonly<Record<string, readonly number[]>>;
}

/** By engine fingerprint. */
export type Harvest = Readonly<Record<string, EngineHarvest>>;

/**
 * What a session teaches beyond itself. All pairs count, those without an effect too: counting only what worked would
 * make every change look good. Confounded, composed and unpaired changes teach nothing about one change.
 */
export function harvest(history: History, truths: Truths, quantities: readonly string[]): Harvest {
  const fingerprints = new Set(history.variations.map(({ recipe }) => recipe.fingerprint));
  return Object.fromEntries(
    [...fingerprints].map((fingerprint) => [fingerprint, harvestOf(history, fingerprint, truths, quantities)]),
  );
}

function harvestOf(
  history: History,
  fingerprint: string,
  truths: Truths,
  quantities: readonly string[],
): EngineHarvest {
  const isOwn = (arm: Arm): boolean => firstOf(history, arm)?.recipe.fingerprint === fingerprint;
  const tried = changingArms(history, history.rounds).filter(
    (arm) => isOwn(arm) && teaches(arm.change, arm.confounded),
  );
  const lessons = tried.map((arm) => learnedFrom(history, arm, fingerprint, truths));
  const placebos = history.arms.filter((arm) => isPlacebo(arm.change) && isOwn(arm));
  return {
    learned: lessons.flatMap(({ learned }) => learned),
    pairs: lessons.reduce((sum, { pairs }) => sum + pairs, 0),
    placebo: placebos.flatMap((arm) => elementPairs(history, arm, truths)).reduce(plus, noPairs),
    placeboDifferences: differencesOf(history, placebos, quantities),
    states: statesOf(history, fingerprint, truths),
    quantities: quantitiesOf(history, fingerprint, quantities),
  };
}

const teaches = (change: Change | null, confounded: boolean): boolean =>
  !confounded && (change?.kind === "words" || change?.kind === "parameter" || change?.kind === "instruction");

const firstOf = (history: History, { id }: Arm): Variation | undefined =>
  history.variations.find(({ arm }) => arm === id);

function learnedFrom(
  history: History,
  arm: Arm,
  fingerprint: string,
  truths: Truths,
): { learned: readonly Learned[]; pairs: number } {
  const { change } = arm;
  const trial = trialOf(history, arm);
  if (change === null || trial.pairs.length === 0) return { learned: [], pairs: 0 };
  const learned = history.session.brief.elements.flatMap((element): Learned[] => {
    const counts = countPairs(readPairs(history, element, trial.pairs, truths));
    if (total(counts) === 0) return [];
    const key = lessonKey(fingerprint, element.kind, change, change.element === element.id, element.statement);
    return [{ key, counts: [counts.kept, counts.fixed, counts.broke, counts.neither] }];
  });
  return { learned, pairs: trial.pairs.length };
}

const elementPairs = (history: History, arm: Arm, truths: Truths): readonly PairCounts[] => {
  const { pairs } = trialOf(history, arm);
  return history.session.brief.elements.map((element) => countPairs(readPairs(history, element, pairs, truths)));
};

export const noPairs: PairCounts = { kept: 0, fixed: 0, broke: 0, neither: 0 };
const total = ({ kept, fixed, broke, neither }: PairCounts): number => kept + fixed + broke + neither;

export const plus = (a: PairCounts, b: PairCounts): PairCounts => ({
  kept: a.kept + b.kept,
  fixed: a.fixed + b.fixed,
  broke: a.broke + b.broke,
  neither: a.neither + b.neither,
});

function differencesOf(
  history: History,
  placebos: readonly Arm[],
  quantities: readonly string[],
): EngineHarvest["placeboDifferences"] {
  const pairs = placebos.flatMap((arm) => trialOf(history, arm).pairs);
  return byQuantity(quantities, (quantity) =>
    pairs.flatMap(({ control, treated }) => {
      const [before, after] = [control, treated].map((variation) => measuredIn(history, variation, quantity));
      return before === undefined || after === undefined ? [] : [after - before];
    }),
  );
}

/** The pictures of first rounds: prompts as their authors wrote them. */
const orientationPictures = (history: History, fingerprint: string): readonly Variation[] =>
  distinctPictures(
    history.rounds
      .filter(({ kind }) => kind === "orientation")
      .flatMap(({ id }) => variationsOf(history, id))
      .filter(({ recipe }) => recipe.fingerprint === fingerprint),
  );

function statesOf(history: History, fingerprint: string, truths: Truths): EngineHarvest["states"] {
  const sums: Partial<Record<ElementKind, Record<StateName, number>>> = {};
  for (const round of history.rounds.filter(({ kind }) => kind === "orientation")) {
    const first = armsOf(history, round.id)[0];
    const picture = first && firstOf(history, first);
    if (picture?.recipe.fingerprint !== fingerprint) continue;
    for (const element of history.session.brief.elements) {
      const { states, read } = truths.hitRate(element, picture);
      if (read < fewestReadings) continue;
      const sum = (sums[element.kind] ??= { heard: 0, chance: 0, unheard: 0 });
      for (const name of ["heard", "chance", "unheard"] as const) sum[name] += states[name];
    }
  }
  return sums;
}

/** Fewer pictures say more about the prior than about the model. */
const fewestReadings = 3;

const quantitiesOf = (
  history: History,
  fingerprint: string,
  quantities: readonly string[],
): EngineHarvest["quantities"] => {
  const pictures = orientationPictures(history, fingerprint);
  return byQuantity(quantities, (quantity) =>
    pictures.flatMap((variation) => measuredIn(history, variation, quantity) ?? []),
  );
};

const byQuantity = (
  names: readonly string[],
  values: (name: string) => readonly number[],
): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(names.map((name) => [name, values(name)] as const).filter(([, found]) => found.length > 0));

import type { Element, ElementKind } from "./element.ts";
import type { History } from "./history.ts";
import { type HitRate, hitRateOf } from "./hit-rate.ts";
import { type AccuracyOf, type Observation, observe } from "./observation.ts";
import type { StateWeights } from "./priors.ts";
import type { Answer } from "./reading.ts";
import type { Recipe } from "./recipe.ts";
import type { Variation } from "./variation.ts";

export interface Truth {
  /** P(the picture shows the element). */
  readonly probability: number;
  readonly source: Observation["source"];
  readonly answer: Answer;
}

/** What must be equal for two pictures to be draws of the same prompt and settings: everything but the seed. */
export const conditionOf = (recipe: Recipe): string => JSON.stringify({ ...recipe, seed: null });

/** All pictures of the session made under the same prompt and settings as any of these. */
export function sameCondition(history: History, variations: readonly Variation[]): readonly Variation[] {
  const conditions = new Set(variations.map(({ recipe }) => conditionOf(recipe)));
  return history.variations.filter(({ recipe }) => conditions.has(conditionOf(recipe)));
}

/** Every truth of a session, worked out once per element and condition. */
export interface Truths {
  of(element: Element, variation: Variation): Truth;
  observation(element: Element, variation: Variation): Observation;
  /** How often the prompt and settings of this variation show the element. */
  hitRate(element: Element, variation: Variation): HitRate;
}

export interface TruthOptions {
  readonly accuracy: AccuracyOf;
  /** What this engine usually does with a kind of element; the general prior where unknown. */
  readonly weights?: ((kind: ElementKind) => StateWeights | undefined) | undefined;
}

export function createTruths(history: History, options: TruthOptions): Truths {
  const groups = new Map<string, Variation[]>();
  for (const variation of history.variations) {
    const condition = conditionOf(variation.recipe);
    groups.set(condition, [...(groups.get(condition) ?? []), variation]);
  }
  const known = new Map<string, Group>();
  const groupOf = (element: Element, variation: Variation): Group => {
    const condition = conditionOf(variation.recipe);
    const key = `${element.id}\n${condition}`;
    const group = known.get(key) ?? readGroup(history, element, groups.get(condition) ?? [variation], options);
    known.set(key, group);
    return group;
  };
  return {
    of(element, variation) {
      const { observations, rate } = groupOf(element, variation);
      const observation = observations.get(variation.id);
      const probability = rate.truths.get(variation.id) ?? rate.expected;
      return { probability, source: observation?.source ?? "none", answer: observation?.answer ?? "unsure" };
    },
    observation: (element, variation) =>
      groupOf(element, variation).observations.get(variation.id) ?? observe(history, element, variation, options.accuracy),
    hitRate: (element, variation) => groupOf(element, variation).rate,
  };
}

interface Group {
  readonly observations: ReadonlyMap<string, Observation>;
  readonly rate: HitRate;
}

function readGroup(history: History, element: Element, variations: readonly Variation[], options: TruthOptions): Group {
  const observations = new Map(
    variations.map((variation) => [variation.id, observe(history, element, variation, options.accuracy)] as const),
  );
  return { observations, rate: hitRateOf(observations, options.weights?.(element.kind)) };
}

/** P(the picture shows the element): Bayes with the hit rate of its prompt and settings, learned from all its pictures. */
export const truthOf = (element: Element, variation: Variation, history: History, accuracy: AccuracyOf): Truth =>
  createTruths(history, { accuracy }).of(element, variation);

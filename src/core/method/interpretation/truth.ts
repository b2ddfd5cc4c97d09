import type { Element, ElementKind } from "../../element.ts";
import type { History } from "../../history.ts";
import { type HitRate, hitRateOf } from "./hit-rate.ts";
import { type AccuracyOf, type Observation, observe } from "./observation.ts";
import { type StateWeights, editKeeps } from "../priors.ts";
import type { Answer } from "../../reading.ts";
import type { Recipe } from "../../recipe.ts";
import type { Variation } from "../../variation.ts";

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
  return distinctPictures(history.variations.filter(({ recipe }) => conditions.has(conditionOf(recipe))));
}

/** The same recipe with the same seed is the same picture, however often it is made: it counts once. */
export const pictureOf = ({ id, recipe }: Variation): string =>
  recipe.seed === null ? id : `${recipe.seed} ${conditionOf(recipe)}`;

/** Every picture once; the first variation stands for it. */
export const distinctPictures = (variations: readonly Variation[]): readonly Variation[] =>
  [...new Map(variations.toReversed().map((variation) => [pictureOf(variation), variation])).values()].reverse();

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
  const conditions = Map.groupBy(history.variations, ({ recipe }) => conditionOf(recipe));
  const known = new Map<string, Group>();
  const groupOf = (element: Element, variation: Variation): Group => {
    const condition = conditionOf(variation.recipe);
    const key = `${element.id}\n${condition}`;
    const found = known.get(key);
    if (found) return found;
    const pictures = conditions.get(condition) ?? [variation];
    const weights = inherited(history, element, variation, (control) => of(element, control).probability);
    const group = readGroup(history, element, pictures, {
      ...options,
      weights: weights ? () => weights : options.weights,
    });
    known.set(key, group);
    return group;
  };
  const observation = (element: Element, variation: Variation): Observation =>
    groupOf(element, variation).observations.get(pictureOf(variation)) ??
    observe(history, element, variation, options.accuracy);
  const of = (element: Element, variation: Variation): Truth => {
    const { rate } = groupOf(element, variation);
    const probability = rate.truths.get(pictureOf(variation)) ?? rate.expected;
    const { source, answer } = observation(element, variation);
    return { probability, source, answer };
  };
  return { of, observation, hitRate: (element, variation) => groupOf(element, variation).rate };
}

/**
 * An edit of a picture shows what that picture showed, but for the element that it is for; undefined for pictures made
 * from words, whose prior is the general one.
 */
function inherited(
  history: History,
  element: Element,
  { arm, control, recipe }: Variation,
  truthOfControl: (control: Variation) => number,
): StateWeights | undefined {
  const isFor = history.arms.find(({ id }) => id === arm)?.change?.element;
  const source = history.variations.find(({ id }) => id === control);
  if (recipe.source === null || !source || isFor === element.id) return undefined;
  const shown = truthOfControl(source);
  return { heard: editKeeps * shown, chance: 1 - editKeeps, unheard: editKeeps * (1 - shown) };
}

interface Group {
  /** By picture. */
  readonly observations: ReadonlyMap<string, Observation>;
  readonly rate: HitRate;
}

function readGroup(history: History, element: Element, variations: readonly Variation[], options: TruthOptions): Group {
  const observations = new Map<string, Observation>();
  for (const variation of variations) {
    const picture = pictureOf(variation);
    const observation = observe(history, element, variation, options.accuracy);
    const before = observations.get(picture);
    if (!before || (observation.source === "person" && before.source !== "person"))
      observations.set(picture, observation);
  }
  return { observations, rate: hitRateOf(observations, options.weights?.(element.kind)) };
}

/** P(the picture shows the element): Bayes with the hit rate of its prompt and settings, learned from all its pictures. */
export const truthOf = (element: Element, variation: Variation, history: History, accuracy: AccuracyOf): Truth =>
  createTruths(history, { accuracy }).of(element, variation);

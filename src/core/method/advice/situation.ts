import { isPlacebo } from "../../change.ts";
import type { Element } from "../../element.ts";
import { StudioError } from "../../errors.ts";
import { type History, currentAttempt, roundsOf, variationsOf } from "../../history.ts";
import { type ElementInterpretation, interpretVariations } from "../interpretation/interpretation.ts";
import { type TriedChange, changingArms, triedChanges } from "../effect/pairs.ts";
import type { Attempt } from "../../session.ts";
import {
  type TruthOptions,
  type Truths,
  conditionOf,
  createTruths,
  distinctPictures,
} from "../interpretation/truth.ts";
import { promptLead } from "../priors.ts";
import { mean } from "../statistics/summary.ts";
import { type PictureValue, bestOf, valueOf } from "./value.ts";
import type { Variation } from "../../variation.ts";

/** Where a session stands: what advice is computed from. */
export interface Situation {
  readonly history: History;
  readonly attempt: Attempt;
  readonly truths: Truths;
  /** The best picture of the whole session. */
  readonly best: PictureValue;
  /** The pictures of the most promising prompt of this attempt: what words would be changed on. */
  readonly parents: readonly Variation[];
  readonly prompt: string;
  /** Prompts that pictures of this attempt were already made from. */
  readonly prompts: ReadonlySet<string>;
  readonly elements: readonly ElementInterpretation[];
  /** Of the brief: what nobody, judge or person, could read in any picture of the session. */
  readonly unread: readonly Element[];
  /** What the changes of all attempts did: what was learned before a restart still counts. */
  readonly tried: readonly TriedChange[];
  readonly stage: "searching" | "final" | "delivered";
  /** A final pass or a delivery exists and nothing was made after it. */
  readonly finished: boolean;
  readonly cropReaches?: ((element: Element) => boolean | undefined) | undefined;
  readonly seed: number;
}

export interface SituationOptions extends TruthOptions {
  readonly cropReaches?: ((element: Element) => boolean | undefined) | undefined;
  readonly seed?: number;
}

export function situationOf(history: History, options: SituationOptions): Situation {
  const attempt = currentAttempt(history);
  const truths = createTruths(history, options);
  const best = bestOf(history, history.variations, truths);
  const parents = mostPromising(history, attempt, truths);
  const [parent] = parents;
  if (!best || !parent)
    throw new StudioError("conflict", "There is no finished variation yet.", { hint: "Run an orientation first." });
  const stage = stageOf(history, attempt);
  return {
    history,
    attempt,
    truths,
    best,
    parents,
    stage,
    prompt: parent.recipe.prompt,
    prompts: promptsOf(history, attempt),
    elements: interpretVariations(history.session.brief.elements, parents, truths),
    unread: history.session.brief.elements.filter(
      (element) => !history.variations.some((variation) => truths.of(element, variation).answer !== "unsure"),
    ),
    tried: changingArms(history, history.rounds).flatMap((arm) => triedChanges(history, arm, truths)),
    finished: stage !== "searching",
    cropReaches: options.cropReaches,
    seed: options.seed ?? 0,
  };
}

/**
 * Pictures made from words alone, grouped by prompt and settings: the group whose pictures are worth most on average. A
 * later prompt takes over only when it is better by more than luck, so that a change that did nothing is not built upon.
 */
export function mostPromising(history: History, attempt: Attempt, truths: Truths): readonly Variation[] {
  const rounds = new Set(roundsOf(history, attempt.id).map(({ id }) => id));
  const placebos = new Set(history.arms.filter(({ change }) => isPlacebo(change)).map(({ id }) => id));
  const made = history.variations.filter(({ round, arm }) => rounds.has(round) && !placebos.has(arm));
  const fromWords = made.filter(({ recipe }) => recipe.source === null);
  const groups = [...Map.groupBy(fromWords.length > 0 ? fromWords : made, ({ recipe }) => conditionOf(recipe)).values()]
    .map(distinctPictures)
    .map((pictures) => ({ pictures, worth: mean(pictures.map((picture) => valueOf(history, picture, truths).value)) }));
  const [first, ...later] = groups;
  if (!first) return [];
  return later.reduce((leader, group) => (group.worth > leader.worth + promptLead ? group : leader), first).pictures;
}

const promptsOf = (history: History, attempt: Attempt): ReadonlySet<string> =>
  new Set(
    roundsOf(history, attempt.id).flatMap(({ id }) => variationsOf(history, id).map(({ recipe }) => recipe.prompt)),
  );

function stageOf(history: History, attempt: Attempt): Situation["stage"] {
  if (history.deliveries.length > 0 && history.deliveries.at(-1)?.variation === history.variations.at(-1)?.id)
    return "delivered";
  const latest = roundsOf(history, attempt.id).findLast(({ id }) =>
    history.variations.some(({ round }) => round === id),
  );
  return latest?.kind === "final" ? "final" : "searching";
}

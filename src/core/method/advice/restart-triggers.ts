import { type Element, type ElementKind, weightOf } from "../../element.ts";
import { type History, roundsOf, variationsOf } from "../../history.ts";
import type { ElementInterpretation } from "../interpretation/interpretation.ts";
import { breaksCounted, gainExpected, ineffectiveAt, plannedRounds } from "../priors.ts";
import { type TriedChange, changingArms } from "../effect/pairs.ts";
import type { Round } from "../../round.ts";
import type { Attempt } from "../../session.ts";
import { inWords, listed, plural, quoted } from "../../sentences.ts";
import { betaCdf } from "../statistics/beta.ts";
import { createRandom, seedFor } from "../statistics/random.ts";
import type { Truths } from "../interpretation/truth.ts";
import { type PictureValue, bestOf } from "./value.ts";

export interface TriggerInput {
  readonly history: History;
  readonly attempt: Attempt;
  readonly truths: Truths;
  /** What the prompt of this attempt did to each element. */
  readonly elements: readonly ElementInterpretation[];
  /** What the changes of the session did to every element. */
  readonly tried: readonly TriedChange[];
  /** Whether a crop of at least 70 % of the area brings an element of composition right; undefined where not computed. */
  readonly cropReaches?: ((element: Element) => boolean | undefined) | undefined;
  readonly seed: number;
}

export const roundsLeft = (history: History, attempt: Attempt): number =>
  Math.max(0, plannedRounds - changeRounds(history, attempt).length);

/** Rounds that tried something new; drawing more seeds of the same is not another round of refinement. */
function changeRounds(history: History, attempt: Attempt): readonly Round[] {
  const rounds = roundsOf(history, attempt.id).filter(({ kind }) => kind === "fix" || kind === "refine");
  const fresh = new Set(changingArms(history, rounds).map(({ round }) => round));
  return rounds.filter(({ id }) => fresh.has(id));
}

/** Reasons to believe that the base prompt is the problem, each a sentence with its counts; method, section 6. */
export function restartTriggers(input: TriggerInput): readonly string[] {
  return [
    ...moreMissesThanRounds(input),
    ...compositionOutOfReach(input),
    ...subjectUnheard(input),
    ...setUpUnheard(input),
    ...nothingGained(input),
    ...breaksAsMuch(input),
  ];
}

const stateOf = (input: TriggerInput, element: Element): ElementInterpretation | undefined =>
  input.elements.find((candidate) => candidate.element === element.id);

const missed = (input: TriggerInput, ...kinds: readonly ElementKind[]): readonly Element[] =>
  input.history.session.brief.elements.filter(
    (element) => stateOf(input, element)?.state === "missed" && (kinds.length === 0 || kinds.includes(element.kind)),
  );

/** Must-have elements that the prompt never brings. */
export const systematicMisses = (input: TriggerInput): readonly Element[] =>
  missed(input).filter(({ importance }) => importance === "must");

function moreMissesThanRounds(input: TriggerInput): readonly string[] {
  const left = roundsLeft(input.history, input.attempt);
  const misses = systematicMisses(input);
  if (misses.length <= left) return [];
  const names = listed(misses.map(({ statement }) => quoted(statement)));
  const rest =
    left === 0 ? "no planned round is left" : `only ${plural(left, "planned round")} ${left === 1 ? "is" : "are"} left`;
  return [`${plural(misses.length, "must-have")} never came (${names}) and ${rest}.`];
}

function compositionOutOfReach(input: TriggerInput): readonly string[] {
  return missed(input, "composition")
    .filter((element) => input.cropReaches?.(element) === false)
    .map(({ statement }) => `${quoted(statement)} is wrong and no crop of at least 70 % of the picture reaches it.`);
}

function subjectUnheard(input: TriggerInput): readonly string[] {
  const rounds = roundsOf(input.history, input.attempt.id).filter(
    ({ id }) => variationsOf(input.history, id).length > 0,
  );
  if (rounds.length < 3) return [];
  return missed(input, "subject", "identity").map(
    ({ statement }) => `${quoted(statement)} was not heard through ${inWords(rounds.length)} rounds.`,
  );
}

function setUpUnheard(input: TriggerInput): readonly string[] {
  return missed(input, "lighting")
    .filter(({ statement }) => !/\b(?:warm|cool|cold|neutral|temperature|golden|tungsten)\b/iu.test(statement))
    .flatMap((element) => {
      const tried = ineffectiveFix(element, triedIn(input));
      return tried
        ? [
            `You asked for ${quoted(element.statement)} ${tried.times} and it moved in ${tried.fixed} of ${tried.pairs} pairs: the lighting set-up is not heard.`,
          ]
        : [];
    });
}

const triedIn = ({ history, attempt, tried }: TriggerInput): readonly TriedChange[] => {
  const rounds = new Set(roundsOf(history, attempt.id).map(({ id }) => id));
  return tried.filter(({ arm, paired }) => paired && rounds.has(arm.round));
};

/** All fixes aimed at an element so far help less than half of the misses, nine to one. */
export function ineffectiveFix(
  element: Element,
  tried: readonly TriedChange[],
): { times: string; fixed: number; pairs: number } | undefined {
  const aimed = tried.filter((one) => one.target && one.element.id === element.id);
  const fixed = aimed.reduce((sum, { pairs }) => sum + pairs.fixed, 0);
  const neither = aimed.reduce((sum, { pairs }) => sum + pairs.neither, 0);
  if (betaCdf(0.5, 1 + fixed, 1 + neither) < ineffectiveAt) return undefined;
  const times =
    aimed.length === 1 ? "once more" : aimed.length === 2 ? "twice more" : `${inWords(aimed.length)} times more`;
  return { times, fixed, pairs: fixed + neither };
}

function nothingGained(input: TriggerInput): readonly string[] {
  const lastTwo = changeRounds(input.history, input.attempt).slice(-2);
  if (lastTwo.length < 2) return [];
  if (!lastTwo.every(({ id }) => chanceOfGain(input, id) < gainExpected)) return [];
  return ["Two rounds in a row probably gained nothing over the best before them."];
}

/** P(the best picture of a round is worth more than the best before it), by 500 seeded draws of what both show. */
export function chanceOfGain({ history, truths, seed }: TriggerInput, round: string): number {
  const first = history.variations.findIndex((variation) => variation.round === round);
  const before = bestOf(history, history.variations.slice(0, Math.max(0, first)), truths);
  const reached = bestOf(history, variationsOf(history, round), truths);
  if (!reached) return 0;
  if (!before) return 1;
  const random = createRandom(seedFor(seed, "gain", round));
  const weights = new Map(history.session.brief.elements.map((element) => [element.id, weightOf(element)]));
  const draw = ({ elements }: PictureValue): number =>
    elements.reduce(
      (value, one) => value + (random.uniform() < one.probability ? (weights.get(one.element) ?? 0) : 0),
      0,
    );
  const gains = Array.from({ length: 500 }, () => draw(reached) > draw(before));
  return gains.filter(Boolean).length / gains.length;
}

function breaksAsMuch(input: TriggerInput): readonly string[] {
  const tried = triedIn(input);
  const fixes = tried.reduce((sum, { pairs }) => sum + pairs.fixed, 0);
  const breaks = tried.reduce((sum, { pairs }) => sum + pairs.broke, 0);
  if (breaks < breaksCounted || breaks < fixes) return [];
  return [`The changes so far broke ${breaks} and fixed ${fixes}: this prompt is fighting them.`];
}

import { z } from "zod";
import { Assumption, type AssumptionOptions, assumptionsOf } from "./assumptions.ts";
import { nounOf } from "../../brief.ts";
import { type Element, Importance, weightOf } from "../../element.ts";
import { type History, armsOf, roundIn, variationsOf } from "../../history.ts";
import { fixChance, stateNamed, stateSettled } from "../priors.ts";
import { capitalised, inWords, listed, odds, plural, quoted } from "../../sentences.ts";
import { Tendency, tendenciesOf } from "./tendencies.ts";
import { type TruthOptions, type Truths, createTruths, sameCondition } from "./truth.ts";
import type { Variation } from "../../variation.ts";

export const ElementState = z.enum(["right", "missed", "mixed", "unknown"]);
export type ElementState = z.infer<typeof ElementState>;

/** What the prompt did to one element over all pictures made with it. */
export const ElementInterpretation = z.object({
  element: z.string(),
  statement: z.string(),
  importance: Importance,
  /** right: heard nearly always. missed: systematically not heard. mixed: chance decides. unknown: nobody could read it. */
  state: ElementState,
  /** P(this state); 0 when unknown. */
  probability: z.number(),
  states: z.object({ heard: z.number(), chance: z.number(), unheard: z.number() }),
  /** E[share of pictures that show it]. */
  expected: z.number(),
  counts: z.object({ present: z.int(), absent: z.int(), unsure: z.int(), n: z.int() }),
  /** One or two more seeds would tell: the state's probability is under .75. */
  unsettled: z.boolean(),
  sentence: z.string(),
});
export type ElementInterpretation = z.infer<typeof ElementInterpretation>;

/** The element to fix first: score = weight × wrong × fixable. */
export const MostBroken = z.object({
  element: z.string(),
  weight: z.number(),
  /** 1 − E[share of pictures that show it]. */
  wrong: z.number(),
  /** P(the best known proposal fixes it). */
  fixable: z.number(),
  score: z.number(),
  why: z.string(),
});
export type MostBroken = z.infer<typeof MostBroken>;

export const Interpretation = z.object({
  round: z.string(),
  /** Variations it was read from. */
  variations: z.array(z.string()),
  elements: z.array(ElementInterpretation),
  assumptions: z.array(Assumption),
  /** Defaults of generators that the instruments measured. */
  tendencies: z.array(Tendency),
  mostBroken: MostBroken.optional(),
  sentence: z.string(),
});
export type Interpretation = z.infer<typeof Interpretation>;

/** P(a change fixes it), and what that is worth: pairs seen, 0 when it is only the prior of its kind. */
export interface FixChance {
  readonly probability: number;
  readonly pairs: number;
}

export interface InterpretOptions extends TruthOptions, AssumptionOptions {
  /** The arm to read; the first of the round where not named. */
  readonly arm?: string;
  /** Best known chance to fix an element; the prior of its kind where unknown. */
  readonly fixable?: ((element: Element) => FixChance | undefined) | undefined;
  /** Values of a measured quantity in the engine's other pictures. */
  readonly usual?: ((quantity: string) => readonly number[]) | undefined;
}

/**
 * What the model understood of the prompt: per element heard, missed or left to chance, what nobody asked for, and the
 * most broken element. All pictures made with the same prompt and settings count. Single pictures are never ranked.
 */
export function interpret(history: History, round: string, options: InterpretOptions): Interpretation {
  roundIn(history, round);
  const arm = options.arm ?? armsOf(history, round)[0]?.id;
  const variations = sameCondition(
    history,
    variationsOf(history, round).filter((variation) => variation.arm === arm),
  );
  const truths = createTruths(history, options);
  const elements = interpretVariations(history.session.brief.elements, variations, truths);
  const mostBroken = mostBrokenOf(history.session.brief.elements, elements, options);
  const assumptions = assumptionsOf(history, variations, options);
  return {
    round,
    variations: variations.map(({ id }) => id),
    elements,
    assumptions: [...assumptions],
    tendencies: [...tendenciesOf(history, variations, options.usual ?? (() => []))],
    ...(mostBroken && { mostBroken }),
    sentence: summary(elements, variations.length, nounOf(history.session.brief)),
  };
}

/** Per element, what pictures of one prompt and settings show together. */
export const interpretVariations = (
  elements: readonly Element[],
  variations: readonly Variation[],
  truths: Truths,
): ElementInterpretation[] => elements.map((element) => interpretElement(element, variations, truths));

function interpretElement(element: Element, variations: readonly Variation[], truths: Truths): ElementInterpretation {
  const answers = variations.map((variation) => truths.observation(element, variation).answer);
  const count = (answer: string): number => answers.filter((other) => other === answer).length;
  const counts = { present: count("present"), absent: count("absent"), unsure: count("unsure"), n: answers.length };
  const [first] = variations;
  const rate = first && truths.hitRate(element, first);
  const states = rate?.states ?? { heard: 0, chance: 0, unheard: 0 };
  const state = counts.present + counts.absent === 0 ? "unknown" : nameState(states);
  const probability = { right: states.heard, missed: states.unheard, mixed: states.chance, unknown: 0 }[state];
  const unsettled = state !== "unknown" && probability < stateSettled;
  return {
    element: element.id,
    statement: element.statement,
    importance: element.importance,
    state,
    probability,
    states,
    expected: rate?.expected ?? 0,
    counts,
    unsettled,
    sentence: elementSentence(element.statement, state, counts, unsettled),
  };
}

function nameState(states: ElementInterpretation["states"]): ElementState {
  if (states.heard >= stateNamed) return "right";
  return states.unheard >= stateNamed ? "missed" : "mixed";
}

function elementSentence(
  statement: string,
  state: ElementState,
  counts: ElementInterpretation["counts"],
  unsettled: boolean,
): string {
  const read = counts.present + counts.absent;
  const what = quoted(statement);
  const tally = `${counts.present} of ${read}`;
  const said = {
    right: counts.present === counts.n ? `It heard ${what} in ${all(read)}.` : `It heard ${what} in ${tally}.`,
    missed: counts.present === 0 ? `It never heard ${what}: 0 of ${read}.` : `It hardly heard ${what}: ${tally}.`,
    mixed: `${capitalised(what)} came in ${tally}: chance, another seed may bring it.`,
    unknown: `Nobody could tell whether it heard ${what}.`,
  }[state];
  const seen = state !== "unknown" && counts.unsure > 0 ? ` ${counts.unsure} of ${counts.n} could not be read.` : "";
  return `${said}${seen}${unsettled ? " One or two more seeds would tell." : ""}`;
}

const all = (count: number): string => (count === 1 ? "the only one" : count === 2 ? "both" : `all ${inWords(count)}`);

const mostBrokenOf = (
  elements: readonly Element[],
  read: readonly ElementInterpretation[],
  options: Pick<InterpretOptions, "fixable">,
): MostBroken | undefined => rankBroken(elements, read, options)[0];

/** What is missed or mixed, by weight × how wrong × how fixable, every must before any nice. */
export function rankBroken(
  elements: readonly Element[],
  read: readonly ElementInterpretation[],
  options: Pick<InterpretOptions, "fixable">,
): readonly MostBroken[] {
  const broken = elements.flatMap((element) => {
    const found = read.find((candidate) => candidate.element === element.id);
    return found && (found.state === "missed" || found.state === "mixed") ? [scored(element, found, options)] : [];
  });
  return broken.toSorted((a, b) => b.weight - a.weight || b.score - a.score || (a.element < b.element ? -1 : 1));
}

function scored(
  element: Element,
  found: ElementInterpretation,
  options: Pick<InterpretOptions, "fixable">,
): MostBroken {
  const chance = options.fixable?.(element) ?? { probability: fixChance[element.kind], pairs: 0 };
  const weight = weightOf(element);
  const wrong = 1 - found.expected;
  const known =
    chance.pairs > 0 ? `${chance.pairs} earlier pairs say` : `the starting guess for ${element.kind}, untried`;
  const read = found.counts.present + found.counts.absent;
  return {
    element: element.id,
    weight,
    wrong,
    fixable: chance.probability,
    score: weight * wrong * chance.probability,
    why:
      `${capitalised(quoted(element.statement))} is a ${element.importance} (weight ${weight}), ` +
      `was wrong in ${found.counts.absent} of ${read} (${odds(wrong)} expected) ` +
      `and a change fixes it with chance ${odds(chance.probability)} (${known}).`,
  };
}

function summary(elements: readonly ElementInterpretation[], count: number, noun: string): string {
  if (elements.length === 0) return `The brief has no elements yet, so there is nothing to read the ${noun}s against.`;
  if (count === 0) return `There is no ${noun} to read yet.`;
  const named = (state: ElementState): string[] =>
    elements.filter((element) => element.state === state).map(({ statement }) => quoted(statement));
  const parts = [
    ...sayIf(named("right"), (list) => `It heard ${list}.`),
    ...sayIf(named("missed"), (list) => `It did not hear ${list}.`),
    ...sayIf(
      named("mixed"),
      (list) => `${capitalised(list)} ${named("mixed").length > 1 ? "are" : "is"} left to chance.`,
    ),
    ...sayIf(named("unknown"), (list) => `Nobody could read ${list}.`),
  ];
  return `From ${plural(count, noun)}: ${parts.join(" ")}`;
}

const sayIf = (items: readonly string[], sentence: (list: string) => string): string[] =>
  items.length > 0 ? [sentence(listed(items))] : [];

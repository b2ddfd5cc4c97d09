import type { Element, ElementKind } from "../../element.ts";
import { type History, readingsOf, verdictOn } from "../../history.ts";
import type { JudgeAccuracy } from "../../judge.ts";
import { accuracyQuantiles, imputations, unmeasuredJudge, worstJudge } from "../priors.ts";
import { type Answer, elementSubject } from "../../reading.ts";
import { betaQuantile } from "../statistics/beta.ts";
import type { Variation } from "../../variation.ts";

/** What was measured of a reader (judge id) on a kind of element; undefined where nobody measured. */
export type AccuracyOf = (reader: string, kind: ElementKind) => JudgeAccuracy | undefined;

/** How likely an answer is when the element is there and when it is not. */
export interface Likelihood {
  readonly right: number;
  readonly wrong: number;
}

/** One picture's answer for one element, and what it is worth. */
export interface Observation {
  readonly answer: Answer;
  /** Who said so: the person outranks every reader. */
  readonly source: "person" | "none" | (string & {});
  /** One likelihood per imputation of the reader's unknown accuracy; a single one where the answer is certain. */
  readonly likelihoods: readonly Likelihood[];
}

const silent: Likelihood = { right: 1, wrong: 1 };
const seenByPerson: Likelihood = { right: 1, wrong: 0 };
const missedByPerson: Likelihood = { right: 0, wrong: 1 };

export const isKnown = (observation: Observation): boolean => observation.answer !== "unsure";
export const isCertain = (observation: Observation): boolean => observation.likelihoods.length === 1;
/** The likelihood in one imputation. */
export const likelihoodIn = (observation: Observation, imputation: number): Likelihood =>
  observation.likelihoods[observation.likelihoods.length === 1 ? 0 : imputation] ?? silent;

/**
 * What is known of one element in one picture. A person's verdict is certain. Else the newest answer of the session's
 * judge counts, with its measured sensitivity and specificity; other readers are kept for reporting and never counted.
 * The judge's own probability is not used for counting: only how often its answers are right was measured. "Unsure" is a
 * missing value, never a miss.
 */
export function observe(history: History, element: Element, variation: Variation, accuracy: AccuracyOf): Observation {
  const said = verdictOn(history, variation.id).elements[element.id];
  if (said === "right") return { answer: "present", source: "person", likelihoods: [seenByPerson] };
  if (said === "missed") return { answer: "absent", source: "person", likelihoods: [missedByPerson] };
  const { judge } = history.session.brief;
  const answer = judge === null ? undefined : judgesAnswer(history, element, variation, judge);
  if (judge === null || answer === undefined) return { answer: "unsure", source: "none", likelihoods: [silent] };
  return { answer, source: judge, likelihoods: readLikelihoods(answer, accuracy(judge, element.kind)) };
}

function judgesAnswer(history: History, element: Element, variation: Variation, judge: string): Answer | undefined {
  const subject = elementSubject(element);
  let newest: { readonly version: number; readonly answer: Answer } | undefined;
  for (const { reader, version, subject: about, body } of readingsOf(history, variation)) {
    if (reader !== judge || about !== subject || !("answer" in body)) continue;
    if (!newest || version >= newest.version) newest = { version, answer: body.answer };
  }
  return newest?.answer;
}

/** The likelihoods of an answer over a grid of quantiles of what is believed of the reader's accuracy. */
export function readLikelihoods(answer: Answer, accuracy: JudgeAccuracy | undefined): readonly Likelihood[] {
  if (answer === "unsure") return [silent];
  const sensitivities = quantilesOf(accuracy?.sensitivity, accuracy?.n);
  const specificities = quantilesOf(accuracy?.specificity, accuracy?.n);
  return Array.from({ length: imputations }, (_, imputation) => {
    const sensitivity = sensitivities[imputation % accuracyQuantiles] ?? worstJudge;
    const specificity = specificities[Math.floor(imputation / accuracyQuantiles)] ?? worstJudge;
    return answer === "present"
      ? { right: sensitivity, wrong: 1 - specificity }
      : { right: 1 - sensitivity, wrong: specificity };
  });
}

const remembered = new Map<string, readonly number[]>();

/** Mid-quantiles of the Beta of a measured rate; half of the `n` cases are taken to have tested it. */
function quantilesOf(rate: number | undefined, n: number | undefined): readonly number[] {
  const [a, b] =
    rate === undefined || n === undefined ? unmeasuredJudge : [(rate * n) / 2 + 0.5, ((1 - rate) * n) / 2 + 0.5];
  const key = `${a} ${b}`;
  const known = remembered.get(key);
  if (known) return known;
  const quantiles = Array.from({ length: accuracyQuantiles }, (_, step) =>
    Math.max(worstJudge, betaQuantile((step + 0.5) / accuracyQuantiles, a, b)),
  );
  remembered.set(key, quantiles);
  return quantiles;
}

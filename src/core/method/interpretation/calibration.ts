import type { ElementKind } from "../../element.ts";
import { type History, readingsOf, verdictOn } from "../../history.ts";
import type { JudgeAccuracy } from "../../judge.ts";
import { elementSubject } from "../../reading.ts";
import { unmeasuredJudge } from "../priors.ts";

/** How often a judge and the person both spoke of an element, by what each said. */
export interface Agreement {
  /** The person saw it: the judge too, or not. */
  readonly right: { readonly present: number; readonly absent: number };
  readonly missed: { readonly present: number; readonly absent: number };
}

const none: Agreement = { right: { present: 0, absent: 0 }, missed: { present: 0, absent: 0 } };

/**
 * Every element that a judge read and the person gave a verdict on, by kind, over sessions. A picture counts once per element;
 * "unsure" is no answer.
 */
export function agreements(histories: readonly History[], judge: string): ReadonlyMap<ElementKind, Agreement> {
  const found = new Map<ElementKind, Agreement>();
  for (const history of histories) {
    for (const variation of history.variations) {
      const verdict = verdictOn(history, variation.id).elements;
      for (const element of history.session.brief.elements) {
        const said = verdict[element.id];
        const answer = answerOf(history, variation, judge, elementSubject(element));
        if (!said || answer === undefined || answer === "unsure") continue;
        const before = found.get(element.kind) ?? none;
        found.set(element.kind, { ...before, [said]: { ...before[said], [answer]: before[said][answer] + 1 } });
      }
    }
  }
  return found;
}

function answerOf(history: History, variation: { readonly blob: string }, judge: string, subject: string) {
  const readings = readingsOf(history, variation).filter(
    (reading) => reading.reader === judge && reading.subject === subject,
  );
  const newest = readings.toSorted((a, b) => b.version - a.version)[0]?.body;
  return newest && "answer" in newest ? newest.answer : undefined;
}

/**
 * Sensitivity and specificity as measured, shrunk towards what is believed of a judge that nobody measured; undefined while
 * either was never tested. Both rest on `n / 2` cases, so `n` is twice the rarer: what was tested less is not overstated.
 */
export function accuracyFrom({ right, missed }: Agreement = none): JudgeAccuracy | undefined {
  const seen = right.present + right.absent;
  const unseen = missed.present + missed.absent;
  const n = 2 * Math.min(seen, unseen);
  if (n === 0) return undefined;
  const [hits, misses] = unmeasuredJudge;
  const rate = (correct: number, all: number): number => (correct + hits) / (all + hits + misses);
  return { sensitivity: rate(right.present, seen), specificity: rate(missed.absent, unseen), n: n + hits + misses };
}

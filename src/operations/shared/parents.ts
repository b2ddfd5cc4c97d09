import { StudioError } from "../../core/errors.ts";
import { type History, currentAttempt } from "../../core/history.ts";
import { mostPromising } from "../../core/method/advice/situation.ts";
import { type TruthOptions, createTruths } from "../../core/method/interpretation/truth.ts";
import type { Variation } from "../../core/variation.ts";

/** The pictures of the most promising prompt of this attempt: what a change of words is tried on, and compared with. */
export function parentsOf(history: History, options: TruthOptions): readonly [Variation, ...Variation[]] {
  const truths = createTruths(history, options);
  const [first, ...rest] = mostPromising(history, currentAttempt(history), truths);
  if (first) return [first, ...rest];
  throw new StudioError("conflict", "There is no finished round to build on.", {
    hint: "`samebut orient` makes the first, `samebut resume` finishes a stopped one.",
  });
}

import { StudioError } from "../../core/errors.ts";
import { type History, currentAttempt } from "../../core/history.ts";
import { mostPromising } from "../../core/method/situation.ts";
import type { Studio } from "../../core/studio.ts";
import { createTruths } from "../../core/method/truth.ts";
import type { Variation } from "../../core/variation.ts";
import { accuracyIn } from "./method-options.ts";

/** The pictures of the most promising prompt of this attempt: what a change of words is tried on, and compared with. */
export function parentsOf(studio: Pick<Studio, "judges">, history: History): readonly [Variation, ...Variation[]] {
  const truths = createTruths(history, { accuracy: accuracyIn(studio) });
  const [first, ...rest] = mostPromising(history, currentAttempt(history), truths);
  if (first) return [first, ...rest];
  throw new StudioError("conflict", "There is no finished round to build on.", {
    hint: "`samebut orient` makes the first, `samebut resume` finishes a stopped one.",
  });
}

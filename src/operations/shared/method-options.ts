import type { History } from "../../core/history.ts";
import type { InterpretOptions } from "../../core/method/interpretation.ts";
import type { AccuracyOf } from "../../core/method/observation.ts";
import { judgeOf } from "../../core/read-variations.ts";
import type { Studio } from "../../core/studio.ts";

/** How accurate each connected judge was measured to be. */
export const accuracyIn =
  (studio: Pick<Studio, "judges">): AccuracyOf =>
  (reader, kind) =>
    studio.judges.find((judge) => judge.id === reader)?.accuracy(kind);

/** What the method needs to know beside the history: the judges' accuracy, and what the brief leaves free. */
export function methodOptions(studio: Pick<Studio, "judges">, history: History): InterpretOptions {
  const judge = judgeOf(studio, history);
  const asked = new Set(history.session.brief.elements.flatMap((element) => judge?.attributesOf?.(element) ?? []));
  return {
    accuracy: accuracyIn(studio),
    isFree: (attribute) => !asked.has(attribute),
    baseline: (attribute) => judge?.baseline?.(history.session.engine, attribute),
  };
}

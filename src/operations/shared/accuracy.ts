import type { AccuracyOf } from "../../core/method/interpretation/observation.ts";
import type { Studio } from "../../core/studio.ts";

/** How accurate each connected judge was measured to be. */
export const accuracyIn =
  (studio: Pick<Studio, "judges">): AccuracyOf =>
  (reader, kind) =>
    studio.judges.find((judge) => judge.id === reader)?.accuracy(kind);

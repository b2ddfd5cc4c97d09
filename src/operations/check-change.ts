import type { Change } from "../core/change.ts";
import { describeChange } from "../core/change.ts";
import { StudioError } from "../core/errors.ts";
import type { History } from "../core/history.ts";
import type { Studio } from "../core/studio.ts";
import { proposeElements } from "./new-session.ts";

/** Whether the change is confounded. Throws "refused" with the split when it holds several things and is not forced. */
export async function checkChange(studio: Studio, _history: History, _prompt: string, change: Change, force: boolean, signal: AbortSignal): Promise<boolean> {
  if (change.kind !== "words" || change.add === "") return false;
  const elements = await proposeElements(studio, change.add, signal);
  if (elements.length <= 1) return false;
  if (force) return true;
  throw new StudioError("refused", `${describeChange(change)} changes ${elements.length} things at once.`, { hint: "Split it." });
}

import { StudioError } from "../../core/errors.ts";
import { cancelled } from "../http/client.ts";
import { oneLine } from "../http/failures.ts";

/** Its warnings are kept with the variation instead of being printed. */
export async function loadSdk() {
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
  return import("ai");
}

/** What the SDK threw, as what a person is told. */
export function asStudioError(name: string, error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return cancelled();
  const own = ownErrorIn(error);
  if (own) return own;
  return new StudioError("unavailable", `${name} answered in a way that cannot be read: ${oneLine(String(error))}`, {
    hint: "Check the address and the model; another program may be answering there.",
    cause: error,
  });
}

/** What our client threw is somewhere inside of what the SDK throws. */
export function ownErrorIn(error: unknown): StudioError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
    if (at instanceof StudioError) return at;
    const last = (at as { lastError?: unknown }).lastError;
    if (last instanceof StudioError) return last;
  }
  return undefined;
}

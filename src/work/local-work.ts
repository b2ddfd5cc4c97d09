import { StudioError } from "../core/errors.ts";
import type { Work } from "../core/work.ts";

interface Running {
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/** Runs rounds in this process. */
export function createLocalWork(): Work {
  const running = new Map<string, Running>();

  const begin = (key: string, task: (signal: AbortSignal) => Promise<void>): Running => {
    const controller = new AbortController();
    const done = task(controller.signal).finally(() => running.delete(key));
    done.catch(() => undefined); // whoever waits gets the error; nobody may wait
    const entry = { controller, done };
    running.set(key, entry);
    return entry;
  };

  const stop = async (key: string): Promise<boolean> => {
    const entry = running.get(key);
    if (!entry) return false;
    entry.controller.abort(stopReason());
    await entry.done.catch(() => undefined);
    return true;
  };

  return {
    async run(key, task, signal) {
      signal?.throwIfAborted();
      const entry = running.get(key) ?? begin(key, task);
      const abort = (): void => entry.controller.abort(stopReason());
      signal?.addEventListener("abort", abort, { once: true });
      try {
        await entry.done;
      } finally {
        signal?.removeEventListener("abort", abort);
      }
    },
    stop,
    running: () => [...running.keys()],
    async stopAll() {
      await Promise.all([...running.keys()].map(stop));
    },
  };
}

const stopReason = (): StudioError =>
  new StudioError("cancelled", "Stopped. What was finished is kept.", { hint: "`samebut resume` goes on from here." });

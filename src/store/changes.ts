/** Tells listeners that somebody wrote, this process or another. */
export interface Changes {
  listen(listener: () => void): () => void;
  /** This process wrote: its own connection does not see that as a change of version. */
  written(): void;
  close(): void;
}

/** Looking costs some 50 µs. */
const interval = 100;

/** @param version changes whenever another process has committed (PRAGMA data_version) */
export function createChanges(version: () => unknown): Changes {
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let seen: unknown;
  let announced: NodeJS.Immediate | undefined;

  const tell = (): void => {
    for (const listener of Array.from(listeners)) listener();
  };
  const look = (): void => {
    const now = versionOr(seen);
    if (now === seen) return;
    seen = now;
    tell();
  };
  /** A disk that fails for a moment must not end the process from inside a timer: the next look tells. */
  const versionOr = (before: unknown): unknown => {
    try {
      return version();
    } catch {
      return before;
    }
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };

  return {
    listen(listener) {
      const own = (): void => listener();
      listeners.add(own);
      if (timer === undefined) {
        seen = versionOr(undefined);
        timer = setInterval(look, interval).unref();
      }
      return () => {
        listeners.delete(own);
        if (listeners.size === 0) stop();
      };
    },
    written() {
      if (listeners.size === 0) return;
      announced ??= setImmediate(() => {
        announced = undefined;
        tell();
      });
    },
    close() {
      listeners.clear();
      clearImmediate(announced);
      stop();
    },
  };
}

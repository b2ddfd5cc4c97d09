/** Events pushed by callbacks, read by `for await`. */
export interface EventQueue<T> extends AsyncIterable<T> {
  push(event: T, last?: boolean): void;
  /** Ends the reading with an error, without waiting for events that were not read yet. */
  fail(error: Error): void;
}

export function createEventQueue<T>(): EventQueue<T> {
  const waiting: T[] = [];
  let ended = false;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  const notify = (): void => {
    wake?.();
    wake = undefined;
  };
  return {
    push(event, last = false) {
      if (ended) return;
      waiting.push(event);
      ended = last;
      notify();
    },
    fail(error) {
      if (ended) return;
      ended = true;
      failure = error;
      notify();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        if (failure) throw failure;
        const event = waiting.shift();
        if (event !== undefined) yield event;
        else if (ended) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

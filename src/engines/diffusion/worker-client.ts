import { Worker } from "node:worker_threads";
import { StudioError } from "../../core/errors.ts";
import { endWorker } from "../../imaging/onnx/end-worker.ts";
import { createEventQueue } from "./event-queue.ts";
import type { DrawEvent, DrawMessage, WorkerMessage, WorkerSettings } from "./messages.ts";
import type { DrawRequest } from "./pipeline.ts";

/** Draws pictures in a worker thread, one after another. */
export interface WorkerClient {
  /** Ends after "done". Throws what went wrong, or "cancelled" at once when the signal aborts. */
  draw(request: DrawRequest, signal: AbortSignal): AsyncGenerator<DrawEvent>;
  /** Ends the worker; pictures still being drawn are cancelled. */
  close(): Promise<void>;
}

type Receiver = (message: WorkerMessage | StudioError) => void;

/** @param entry the worker's file */
export function createWorkerClient(settings: WorkerSettings, entry: URL): WorkerClient {
  let worker: Worker | undefined;
  let jobs = 0;
  const receivers = new Map<number, Receiver>();

  const start = (): Worker => {
    const started = new Worker(entry, { workerData: settings });
    started.on("message", (message: WorkerMessage) => receivers.get(message.job)?.(message));
    started.on("error", (error) => lost(started, error));
    started.on("exit", (code) => lost(started, new Error(`It ended with code ${code}.`)));
    return started;
  };
  /** The worker is gone: everything it was drawing failed, and the next picture starts another. */
  const lost = (gone: Worker, cause: Error): void => {
    if (worker !== gone) return;
    worker = undefined;
    for (const receive of receivers.values()) receive(workerStopped(cause));
  };
  const idleWhenDone = (): void => {
    if (receivers.size === 0) worker?.unref();
  };

  return {
    async *draw(request, signal) {
      throwIfAborted(signal);
      worker ??= start();
      worker.ref();
      jobs += 1;
      const job = jobs;
      const stop = new SharedArrayBuffer(4);
      const events = createEventQueue<DrawEvent>();
      receivers.set(job, (message) => {
        if (message instanceof StudioError) abandon(message);
        else if (message.type === "failed") events.fail(fromFailure(message));
        else events.push(message, message.type === "done");
        if (message instanceof StudioError || message.type === "failed" || message.type === "done") finish();
      });
      const finish = (): void => {
        receivers.delete(job);
        idleWhenDone();
      };
      const abandon = (reason: StudioError): void => {
        Atomics.store(new Int32Array(stop), 0, 1);
        events.fail(reason);
      };
      const cancel = (): void => abandon(cancelled());
      signal.addEventListener("abort", cancel, { once: true });
      worker.postMessage({ job, request, stop } satisfies DrawMessage);
      try {
        yield* events;
      } finally {
        signal.removeEventListener("abort", cancel);
        Atomics.store(new Int32Array(stop), 0, 1);
      }
    },
    async close() {
      const closing = worker;
      worker = undefined;
      for (const receive of receivers.values()) receive(cancelled());
      if (closing) await endWorker(closing);
    },
  };
}

const fromFailure = ({ failure }: Extract<WorkerMessage, { type: "failed" }>): StudioError =>
  new StudioError(failure.code, failure.message, { hint: failure.hint });

const cancelled = (): StudioError => new StudioError("cancelled", "The picture was stopped before it was finished.");

const workerStopped = (cause: Error): StudioError =>
  new StudioError("unavailable", `The thread that draws stopped unexpectedly: ${cause.message}`, {
    hint: "Try again; it starts afresh. If it happens every time, the model may need more memory than is free.",
    cause,
  });

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

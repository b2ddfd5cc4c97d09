import { parentPort, workerData } from "node:worker_threads";
import { StudioError, toFailure } from "../../core/errors.ts";
import { onMessages } from "../../imaging/onnx/end-worker.ts";
import type { DrawMessage, WorkerMessage, WorkerSettings } from "./messages.ts";
import { type Pipeline, openPipeline } from "./pipeline.ts";

// Runs in a thread of its own, because a forward pass blocks the event loop of the thread that asks for it. The whole
// way from prompt to pixels stays here; only pixels cross.

const settings = workerData as WorkerSettings;
let opening: Promise<Pipeline> | undefined;

onMessages(parentPort, (message: DrawMessage) => {
  draw(message).catch((error: unknown) => send({ job: message.job, type: "failed", failure: toFailure(error) }));
});

async function draw({ job, request, stop }: DrawMessage): Promise<void> {
  const throwIfStopped = (): void => {
    if (Atomics.load(new Int32Array(stop), 0) !== 0)
      throw new StudioError("cancelled", "The picture was stopped before it was finished.");
  };
  throwIfStopped();
  const pipeline = await openedPipeline();
  throwIfStopped();
  const pixels = await pipeline.draw(request, {
    progress: (step, steps) => send({ job, type: "progress", step, steps }),
    preview: (preview) => send({ job, type: "preview", pixels: preview }),
    warning: (setting, text) => send({ job, type: "warning", setting, message: text }),
    throwIfStopped,
  });
  send({ job, type: "done", pixels });
}

/** Opened once, and again after a failure: the folder may have been mended meanwhile. */
function openedPipeline(): Promise<Pipeline> {
  opening ??= openPipeline(settings.folder, settings.threads).catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

function send(message: WorkerMessage): void {
  const transfer = "pixels" in message ? [message.pixels.buffer as ArrayBuffer] : [];
  parentPort?.postMessage(message, transfer);
}

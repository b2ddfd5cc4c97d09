import { access } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { StudioError } from "../../core/errors.ts";
import { endWorker } from "./end-worker.ts";
import type { FloatTensors, Ports, RunReply, RunRequest } from "./onnx-messages.ts";

/** One ONNX model in a thread of its own: inference would block the event loop. */
export interface OnnxSession {
  /**
   * Runs the model once. Runs are done one after another in the order asked. Throws "unavailable" when the model or the
   * runtime is missing, "corrupt" when the file is no model, and the abort's reason soon after `signal` aborts.
   */
  run(inputs: FloatTensors, signal: AbortSignal): Promise<FloatTensors>;
  /** What the model takes and gives, as its file says. Throws as `run` does. */
  ports(signal: AbortSignal): Promise<Ports>;
  /** Ends the thread. A later run starts a new one. */
  close(): Promise<void>;
}

type Answer = Exclude<RunReply, { stage: unknown }>;

interface Waiting {
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
}

/**
 * The thread starts with the first run and keeps no process alive while it is idle.
 *
 * @param threads cores per operator; small networks get slower with more than one
 */
export function createOnnxSession(modelFile: string, { threads = 1 } = {}): OnnxSession {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let next = 0;

  const settle = (id: number, use: (one: Waiting) => void): void => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker?.unref();
    if (one) use(one);
  };

  const fail = (reason: unknown): void => {
    worker = undefined;
    for (const id of waiting.keys()) settle(id, (one) => one.reject(reason));
  };

  const start = (): Worker => {
    const started = new Worker(workerFile, { workerData: { modelFile, threads } });
    started.on("message", (reply: RunReply) =>
      settle(reply.id, (one) => ("stage" in reply ? one.reject(explain(modelFile, reply)) : one.resolve(reply))),
    );
    started.on("error", (cause) =>
      fail(new StudioError("internal", `The thread that runs ${modelFile} broke down.`, { cause })),
    );
    started.on("exit", () => {
      if (worker === started) fail(new StudioError("cancelled", "The model was closed while it ran."));
    });
    return started;
  };

  const ask = async (inputs: FloatTensors | null, signal: AbortSignal): Promise<Answer> => {
    signal.throwIfAborted();
    if (!worker) await mustExist(modelFile);
    signal.throwIfAborted();
    worker ??= start();
    const id = (next += 1);
    worker.ref();
    const done = new Promise<Answer>((resolve, reject) => waiting.set(id, { resolve, reject }));
    worker.postMessage({ id, inputs } satisfies RunRequest);
    const stop = (): void => settle(id, (one) => one.reject(signal.reason));
    signal.addEventListener("abort", stop, { once: true });
    return done.finally(() => signal.removeEventListener("abort", stop));
  };

  return {
    async run(inputs, signal) {
      const answer = await ask(inputs, signal);
      return "outputs" in answer ? answer.outputs : {};
    },
    async ports(signal) {
      const answer = await ask(null, signal);
      return "ports" in answer ? answer.ports : { inputs: [], outputs: [] };
    },
    async close() {
      const ending = worker;
      fail(new StudioError("cancelled", "The model was closed while it ran."));
      if (ending) await endWorker(ending);
    },
  };
}

/** The same file is TypeScript in a clone and JavaScript in the package. */
const workerFile = new URL(`./onnx-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

async function mustExist(modelFile: string): Promise<void> {
  await access(modelFile).catch((cause: unknown) => {
    throw new StudioError("unavailable", `The model ${modelFile} is not there.`, {
      hint: "Install Samebut again, or check the folder that was named.",
      cause,
    });
  });
}

function explain(modelFile: string, { stage, message }: Extract<RunReply, { stage: unknown }>): StudioError {
  switch (stage) {
    case "runtime":
      return new StudioError("unavailable", "The model runtime (onnxruntime-node) could not be loaded.", {
        hint: "Install it for this machine: `npm install onnxruntime-node`.",
        cause: message,
      });
    case "model":
      return new StudioError("corrupt", `The model ${modelFile} cannot be opened: it is damaged or no ONNX model.`, {
        hint: "Install Samebut again, or copy the model file again.",
        cause: message,
      });
    case "run":
      return new StudioError("internal", `The model ${modelFile} failed: ${message}`);
  }
}

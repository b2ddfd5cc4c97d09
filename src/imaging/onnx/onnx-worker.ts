import { parentPort, workerData } from "node:worker_threads";
import type { InferenceSession } from "onnxruntime-node";
import type { FloatTensors, RunReply, RunRequest } from "./onnx-messages.ts";

type Stage = Extract<RunReply, { stage: unknown }>["stage"];
type Runtime = typeof import("onnxruntime-node");

const modelFile = (workerData as { readonly modelFile: string }).modelFile;
let stage: Stage = "runtime";
let opened: Promise<{ runtime: Runtime; session: InferenceSession }> | undefined;

parentPort?.on("message", (request: RunRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});

async function answer({ id, inputs }: RunRequest): Promise<RunReply> {
  try {
    opened ??= open();
    const { runtime, session } = await opened;
    stage = "run";
    return { id, outputs: await run(runtime, session, inputs) };
  } catch (error) {
    if (stage !== "run") opened = undefined;
    return { id, stage, message: error instanceof Error ? error.message : String(error) };
  }
}

/** One thread: the small networks that run here get slower with more. */
async function open(): Promise<{ runtime: Runtime; session: InferenceSession }> {
  const module = await import("onnxruntime-node");
  const runtime = "default" in module ? (module.default as Runtime) : module;
  stage = "model";
  const session = await runtime.InferenceSession.create(modelFile, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  return { runtime, session };
}

async function run(runtime: Runtime, session: InferenceSession, inputs: FloatTensors): Promise<FloatTensors> {
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, { data, dims }]) => [name, new runtime.Tensor("float32", data, [...dims])]),
  );
  const results = await session.run(feeds);
  return Object.fromEntries(
    Object.entries(results).map(([name, tensor]) => {
      if (!(tensor.data instanceof Float32Array)) throw new Error(`the output ${name} is ${tensor.type}, not float32`);
      return [name, { dims: tensor.dims, data: Float32Array.from(tensor.data) }];
    }),
  );
}

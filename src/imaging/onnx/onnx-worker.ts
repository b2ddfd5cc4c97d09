import { parentPort, workerData } from "node:worker_threads";
import type { InferenceSession } from "onnxruntime-node";
import { onMessages } from "./end-worker.ts";
import type { FloatTensors, Port, RunReply, RunRequest } from "./onnx-messages.ts";

type Stage = Extract<RunReply, { stage: unknown }>["stage"];
type Runtime = typeof import("onnxruntime-node");

const { modelFile, threads } = workerData as { readonly modelFile: string; readonly threads: number };
let stage: Stage = "runtime";
let opened: Promise<{ runtime: Runtime; session: InferenceSession }> | undefined;

onMessages(parentPort, (request: RunRequest) => {
  void answer(request).then((reply) => {
    const outputs = "outputs" in reply ? Object.values(reply.outputs) : [];
    // Handed over rather than copied: a large piece of a picture is tens of megabytes.
    parentPort?.postMessage(
      reply,
      outputs.map(({ data }) => data.buffer as ArrayBuffer),
    );
  });
});

async function answer({ id, inputs }: RunRequest): Promise<RunReply> {
  try {
    opened ??= open();
    const { runtime, session } = await opened;
    stage = "run";
    if (inputs === null) return { id, ports: portsOf(session) };
    return { id, outputs: await run(runtime, session, inputs) };
  } catch (error) {
    if (stage !== "run") opened = undefined;
    return { id, stage, message: error instanceof Error ? error.message : String(error) };
  }
}

async function open(): Promise<{ runtime: Runtime; session: InferenceSession }> {
  const module = await import("onnxruntime-node");
  const runtime = "default" in module ? (module.default as Runtime) : module;
  stage = "model";
  const session = await runtime.InferenceSession.create(modelFile, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // One block for everything at once makes large pieces take a third more memory, and nothing faster.
    enableMemPattern: false,
  });
  return { runtime, session };
}

const portsOf = ({ inputMetadata, outputMetadata }: InferenceSession) => ({
  inputs: inputMetadata.map(portOf),
  outputs: outputMetadata.map(portOf),
});

const portOf = (value: InferenceSession.ValueMetadata): Port =>
  value.isTensor ? { name: value.name, type: value.type, shape: value.shape } : { ...value, type: "other", shape: [] };

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

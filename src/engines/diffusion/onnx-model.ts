import type { InferenceSession, Tensor } from "onnxruntime-node";
import { StudioError } from "../../core/errors.ts";
import { notOnnx } from "./folder-problems.ts";
import type { ModelPart } from "./load-folder.ts";
import type { Port } from "./onnx-header.ts";

/** Numbers with their dimensions; what goes into a model and what comes out. */
export interface Numbers {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** A model file, opened. */
export interface OnnxModel {
  readonly part: ModelPart;
  readonly inputs: ReadonlyMap<string, Port & { readonly type: string }>;
  readonly outputs: readonly string[];
  /** Converts to the types that the model asks for and runs it; gives the wanted outputs as 32-bit floats. */
  run<Name extends string>(
    feeds: Readonly<Record<string, Numbers>>,
    wanted: readonly Name[],
  ): Promise<Record<Name, Numbers>>;
}

/** @param threads cores per operator */
export async function openModel(part: ModelPart, threads: number): Promise<OnnxModel> {
  const runtime = await importRuntime();
  const session = await runtime.InferenceSession.create(part.file, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    logSeverityLevel: 3,
  }).catch((cause: unknown) => {
    throw notOnnx(part.file, cause);
  });
  const inputs = new Map(
    session.inputMetadata.flatMap((facts) => (facts.isTensor ? [[facts.name, facts] as const] : [])),
  );
  return {
    part,
    inputs,
    outputs: session.outputNames,
    async run(feeds, wanted) {
      const tensors = Object.entries(feeds).map(
        ([name, numbers]) => [name, toTensor(runtime.Tensor, inputs.get(name)?.type, numbers)] as const,
      );
      const results = await runSession(session, part, Object.fromEntries(tensors), wanted);
      return Object.fromEntries(wanted.map((name) => [name, fromTensor(results[name] as Tensor)])) as Record<
        (typeof wanted)[number],
        Numbers
      >;
    },
  };
}

async function importRuntime(): Promise<typeof import("onnxruntime-node")> {
  return import("onnxruntime-node").catch((cause: unknown) => {
    throw new StudioError("unavailable", "onnxruntime-node, which runs the model, cannot be loaded on this computer.", {
      hint: "Install it again with `npm install onnxruntime-node`. It has no build for Macs with Intel processors.",
      cause,
    });
  });
}

async function runSession(
  session: InferenceSession,
  part: ModelPart,
  feeds: Record<string, Tensor>,
  wanted: readonly string[],
): Promise<InferenceSession.OnnxValueMapType> {
  return session.run(feeds, [...wanted]).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StudioError("unavailable", `${part.name}/model.onnx failed while running: ${reason}`, {
      hint: "Try the model's default size. If that fails too, export the model again.",
      cause,
    });
  });
}

function toTensor(Constructor: typeof Tensor, type: string | undefined, { data, dims }: Numbers): Tensor {
  switch (type) {
    case "int64":
      return new Constructor(
        "int64",
        BigInt64Array.from(data, (value) => BigInt(Math.round(value))),
        dims,
      );
    case "int32":
      return new Constructor("int32", Int32Array.from(data, Math.round), dims);
    case "float64":
      return new Constructor("float64", Float64Array.from(data), dims);
    case "float16":
      return halfTensor(Constructor, data, dims);
    default:
      return new Constructor("float32", data, dims);
  }
}

/**
 * onnxruntime-node 1.30 reads a Float16Array as empty (github.com/microsoft/onnxruntime, issue 26791 and pull request
 * 32323), so the bits go in as 16-bit integers under the name of float16.
 */
function halfTensor(Constructor: typeof Tensor, data: Float32Array, dims: readonly number[]): Tensor {
  const bits = new Uint16Array(Float16Array.from(data).buffer);
  return Object.defineProperty(new Constructor("uint16", bits, dims), "type", { value: "float16" }) as Tensor;
}

/** bfloat16 and quantised outputs do not occur in diffusion exports; other floats become 32 bits. */
function fromTensor(tensor: Tensor): Numbers {
  const data = tensor.data as ArrayLike<number>;
  return { data: data instanceof Float32Array ? data : Float32Array.from(data), dims: tensor.dims };
}

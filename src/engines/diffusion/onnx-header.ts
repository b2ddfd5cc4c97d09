import { closeSync, fstatSync, openSync } from "node:fs";
import { type Field, ProtobufFile, TruncatedError } from "./protobuf-file.ts";

/** A tensor that goes into or comes out of a model. Dimensions are numbers where fixed, else names. */
export interface Port {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

/** What a model file says about itself before any of it is run. */
export interface OnnxHeader {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Files beside it that hold its weights, and how many bytes each must have at least. */
  readonly externalFiles: ReadonlyMap<string, number>;
  /** It draws random numbers of its own, which no seed reaches. */
  readonly drawsNoise: boolean;
}

/** The file ends before the message that it begins. */
export { TruncatedError };

// Field numbers of onnx.proto (ONNX IR, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
const model = { graph: 7 } as const;
const graph = { node: 1, initializer: 5, input: 11, output: 12 } as const;
const node = { operator: 4 } as const;
const tensor = { name: 8, externalData: 13 } as const;
const entry = { key: 1, value: 2 } as const;
const value = { name: 1, type: 2 } as const;
const type = { tensor: 1 } as const;
const tensorType = { shape: 2 } as const;
const shape = { dimension: 1 } as const;
const dimension = { size: 1, name: 2 } as const;

/**
 * Reads names, shapes and external files of an ONNX model without loading its weights.
 *
 * @throws TruncatedError when the file is cut short, Error when it is not an ONNX model
 */
export function readOnnxHeader(path: string): OnnxHeader {
  const descriptor = openSync(path, "r");
  try {
    const file = new ProtobufFile(descriptor, fstatSync(descriptor).size);
    const body = file.whole().find((field) => field.number === model.graph);
    if (!body) throw new Error("It holds no graph.");
    return readGraph(file, body);
  } finally {
    closeSync(descriptor);
  }
}

function readGraph(file: ProtobufFile, body: Field): OnnxHeader {
  const inputs: Port[] = [];
  const outputs: Port[] = [];
  const externalFiles = new Map<string, number>();
  const weights = new Set<string>();
  let drawsNoise = false;
  for (const field of file.fields(body)) {
    if (field.number === graph.input) inputs.push(readPort(file, field));
    if (field.number === graph.output) outputs.push(readPort(file, field));
    if (field.number === graph.node) drawsNoise ||= operatorOf(file, field).startsWith("RandomNormal");
    if (field.number === graph.initializer) {
      weights.add(file.text(file.child(field, tensor.name)));
      noteExternalData(file, field, externalFiles);
    }
  }
  if (outputs.length === 0) throw new Error("Its graph has no outputs.");
  // Files of an old IR version list their weights among the inputs.
  return { inputs: inputs.filter(({ name }) => !weights.has(name)), outputs, externalFiles, drawsNoise };
}

const operatorOf = (file: ProtobufFile, field: Field): string => file.text(file.child(field, node.operator));

function noteExternalData(file: ProtobufFile, field: Field, externalFiles: Map<string, number>): void {
  const facts = new Map<string, string>();
  for (const part of file.fields(field)) {
    if (part.number !== tensor.externalData) continue;
    facts.set(file.text(file.child(part, entry.key)), file.text(file.child(part, entry.value)));
  }
  const location = facts.get("location");
  if (location === undefined) return;
  const end = Number(facts.get("offset") ?? 0) + Number(facts.get("length") ?? 0);
  externalFiles.set(location, Math.max(end, externalFiles.get(location) ?? 0));
}

function readPort(file: ProtobufFile, field: Field): Port {
  const name = file.text(file.child(field, value.name));
  const kind = file.child(file.child(field, value.type), type.tensor);
  const dimensions = file
    .fieldsOf(file.child(kind, tensorType.shape))
    .filter(({ number }) => number === shape.dimension);
  return { name, shape: dimensions.map((part) => readDimension(file, part)) };
}

function readDimension(file: ProtobufFile, field: Field): number | string {
  const size = file.child(field, dimension.size)?.integer;
  const negativeIsUnknown = size !== undefined && size >= 2 ** 63;
  if (size === undefined || negativeIsUnknown) return file.text(file.child(field, dimension.name));
  return size;
}

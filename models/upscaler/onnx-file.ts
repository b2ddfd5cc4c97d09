// Writes ONNX models (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), as much of it as the conversion needs.

export type Attribute = number | string | readonly number[];

/** What one node does; floats are not needed as attributes. */
export interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** A constant: 1 is float32, 2 is uint8 (TensorProto.DataType). */
export interface Constant {
  readonly name: string;
  readonly type: 1 | 2;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export interface Port {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

export interface Graph {
  readonly name: string;
  readonly input: Port;
  readonly output: Port;
  readonly nodes: readonly Node[];
  readonly constants: readonly Constant[];
}

/** Operator set 13, file format 7. Ports are float32. */
export function writeOnnx(graph: Graph, about: string): Uint8Array {
  return concat([
    number(1, 7),
    text(2, "samebut"),
    text(6, about),
    message(7, [
      ...graph.nodes.map((node) => message(1, nodeParts(node))),
      text(2, graph.name),
      ...graph.constants.map((constant) => message(5, constantParts(constant))),
      message(11, portParts(graph.input)),
      message(12, portParts(graph.output)),
    ]),
    message(8, [text(1, ""), number(2, 13)]),
  ]);
}

const nodeParts = ({ operator, inputs, output, attributes = {} }: Node): readonly Uint8Array[] => [
  ...inputs.map((input) => text(1, input)),
  text(2, output),
  text(4, operator),
  ...Object.entries(attributes).map(([name, value]) => message(5, [text(1, name), ...attributeParts(value)])),
];

function attributeParts(value: Attribute): readonly Uint8Array[] {
  if (typeof value === "number") return [number(3, value), number(20, 2)];
  if (typeof value === "string") return [text(4, value), number(20, 3)];
  return [...value.map((one) => number(8, one)), number(20, 7)];
}

const constantParts = ({ name, type, shape, bytes }: Constant): readonly Uint8Array[] => [
  ...shape.map((size) => number(1, size)),
  number(2, type),
  text(8, name),
  field(9, bytes),
];

const portParts = ({ name, shape }: Port): readonly Uint8Array[] => [
  text(1, name),
  message(2, [
    message(1, [
      number(1, 1),
      message(
        2,
        shape.map((size) => message(1, [typeof size === "number" ? number(1, size) : text(2, size)])),
      ),
    ]),
  ]),
];

// Protocol buffers: a field is its number and wire type, then a varint (0) or a length and bytes (2).

const number = (id: number, value: number): Uint8Array => Uint8Array.from([...varint(id * 8), ...varint(value)]);
const text = (id: number, value: string): Uint8Array => field(id, new TextEncoder().encode(value));
const message = (id: number, parts: readonly Uint8Array[]): Uint8Array => field(id, concat(parts));
const field = (id: number, bytes: Uint8Array): Uint8Array =>
  concat([Uint8Array.from([...varint(id * 8 + 2), ...varint(bytes.length)]), bytes]);
const concat = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

function varint(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

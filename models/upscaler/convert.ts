// Makes esrgan-gans-x4.onnx from the npm package @upscalerjs/esrgan-legacy, whose weights are a Keras model for
// TensorFlow.js. Run it in a clone: node models/upscaler/convert.ts <unpacked package>/models/gans
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Constant, type Graph, type Node, writeOnnx } from "./onnx-file.ts";

interface Layer {
  readonly name: string;
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly (readonly (readonly [string, ...unknown[]])[])[];
}

interface Spec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly quantization?: { readonly dtype: string; readonly min: number; readonly scale: number };
}

interface KerasModel {
  readonly modelTopology: {
    readonly model_config: {
      readonly config: { readonly layers: readonly Layer[]; readonly output_layers: readonly [readonly [string]] };
    };
  };
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly Spec[] }[];
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Name the folder that holds model.json.");
const model = JSON.parse(await readFile(join(folder, "model.json"), "utf8")) as KerasModel;
const target = join(import.meta.dirname, "esrgan-gans-x4.onnx");
const about = "Converted from @upscalerjs/esrgan-legacy 1.0.0 (gans). See NOTICE.md beside this file.";
await writeFile(target, writeOnnx(await convert(model, folder), about));

/** RGB in 0–255, one picture of any height and width, channels last; four times as large on the way out, not clamped. */
async function convert({ modelTopology, weightsManifest }: KerasModel, from: string): Promise<Graph> {
  const { layers, output_layers: outputs } = modelTopology.model_config.config;
  const weights = (await Promise.all(weightsManifest.map((group) => readWeights(group, from)))).flat();
  const body = layers.flatMap(convertLayer);
  return {
    name: "esrgan-gans-x4",
    input: { name: "picture", shape: [1, "height", "width", 3] },
    output: { name: "enlarged", shape: [1, "height4", "width4", 3] },
    nodes: [
      ...weights.flatMap(({ nodes }) => nodes),
      { operator: "Transpose", inputs: ["picture"], output: "planes", attributes: { perm: [0, 3, 1, 2] } },
      { operator: "Div", inputs: ["planes", "white"], output: "LR_input" },
      ...body,
      { operator: "Mul", inputs: [outputs[0][0], "white"], output: "bytes" },
      { operator: "Transpose", inputs: ["bytes"], output: "enlarged", attributes: { perm: [0, 2, 3, 1] } },
    ],
    constants: [
      float("white", [], [255]),
      ...betasOf(layers).map((beta) => float(`beta${beta}`, [], [beta])),
      ...weights.flatMap(({ constants }) => constants),
    ],
  };
}

function convertLayer({ name, class_name: kind, config, inbound_nodes: inbound }: Layer): readonly Node[] {
  const inputs = (inbound[0] ?? []).map(([input]) => input);
  switch (kind) {
    case "InputLayer":
      return [];
    case "Conv2D": {
      const [size = 1] = config["kernel_size"] as readonly number[];
      const pad = (size - 1) / 2;
      const pads = [pad, pad, pad, pad];
      return [
        { operator: "Conv", inputs: [...inputs, `${name}/kernel`, `${name}/bias`], output: name, attributes: { pads } },
      ];
    }
    case "Activation":
      if (config["activation"] !== "relu") break;
      return [{ operator: "Relu", inputs, output: name }];
    case "Concatenate":
      return [{ operator: "Concat", inputs, output: name, attributes: { axis: 1 } }];
    case "Add":
      return inputs.slice(1).map((input, index, all) => ({
        operator: "Add",
        inputs: [index === 0 ? (inputs[0] as string) : `${name}+${index - 1}`, input],
        output: index === all.length - 1 ? name : `${name}+${index}`,
      }));
    case "MultiplyBeta":
      return [{ operator: "Mul", inputs: [...inputs, `beta${String(config["beta"])}`], output: name }];
    case "PixelShuffle4x":
      return [{ operator: "DepthToSpace", inputs, output: name, attributes: { blocksize: 4, mode: "DCR" } }];
  }
  throw new Error(`The layer ${name} (${kind}) cannot be converted.`);
}

function betasOf(layers: readonly Layer[]): readonly number[] {
  const scaled = layers.filter(({ class_name: kind }) => kind === "MultiplyBeta");
  return [...new Set(scaled.map(({ config }) => config["beta"] as number))];
}

/** Weights stay bytes; the graph turns them into numbers when it is opened: byte · scale + least. */
async function readWeights(
  { paths, weights }: KerasModel["weightsManifest"][number],
  from: string,
): Promise<readonly { constants: readonly Constant[]; nodes: readonly Node[] }[]> {
  const bytes = new Uint8Array(Buffer.concat(await Promise.all(paths.map((path) => readFile(join(from, path))))));
  let offset = 0;
  return weights.map(({ name, shape, quantization }) => {
    if (quantization?.dtype !== "uint8") throw new Error(`The weight ${name} is not kept as bytes.`);
    const length = shape.reduce((product, size) => product * size, 1);
    const raw = bytes.subarray(offset, (offset += length));
    const outputsFirst = shape.length === 4 ? kernelOutputsFirst(raw, shape) : { raw, shape };
    return {
      constants: [
        { name: `${name}/raw`, type: 2, shape: outputsFirst.shape, bytes: outputsFirst.raw },
        float(`${name}/scale`, [], [quantization.scale]),
        float(`${name}/least`, [], [quantization.min]),
      ],
      nodes: [
        { operator: "Cast", inputs: [`${name}/raw`], output: `${name}/float`, attributes: { to: 1 } },
        { operator: "Mul", inputs: [`${name}/float`, `${name}/scale`], output: `${name}/scaled` },
        { operator: "Add", inputs: [`${name}/scaled`, `${name}/least`], output: name },
      ],
    };
  });
}

/** Keras has rows, columns, inputs, outputs; ONNX has outputs, inputs, rows, columns. */
function kernelOutputsFirst(raw: Uint8Array, shape: readonly number[]): { raw: Uint8Array; shape: readonly number[] } {
  const [rows = 1, columns = 1, inputs = 1, outputs = 1] = shape;
  const turned = new Uint8Array(raw.length);
  for (let place = 0; place < rows * columns; place++) {
    for (let input = 0; input < inputs; input++) {
      for (let output = 0; output < outputs; output++) {
        const to = (output * inputs + input) * rows * columns + place;
        turned[to] = raw[(place * inputs + input) * outputs + output] ?? 0;
      }
    }
  }
  return { raw: turned, shape: [outputs, inputs, rows, columns] };
}

function float(name: string, shape: readonly number[], values: readonly number[]): Constant {
  return { name, type: 1, shape, bytes: new Uint8Array(Float32Array.from(values).buffer) };
}

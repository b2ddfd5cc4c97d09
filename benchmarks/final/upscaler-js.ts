import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { Picture } from "../../src/imaging/picture.ts";
import type { Contender } from "./contenders.ts";

/** What is used of TensorFlow.js and of a model of UpscalerJS; neither is a dependency of ours. */
interface Tensor {
  readonly shape: readonly number[];
  data(): Promise<Float32Array>;
  dispose(): void;
}
interface Network {
  predict(picture: Tensor): Tensor;
  dispose(): void;
}
interface TensorFlow {
  tensor4d(data: Float32Array, shape: readonly number[]): Tensor;
  loadLayersModel(source: { load(): Promise<unknown> }): Promise<Network>;
  setBackend(name: string): Promise<boolean>;
}
interface Definition {
  setup?(tf: TensorFlow): void;
  readonly inputRange?: readonly [number, number];
  readonly outputRange?: readonly [number, number];
}

/** Package, the module of one model in it, and the folder of its weights. */
const models: Readonly<Record<number, readonly (readonly [string, string, string])[]>> = {
  2: [
    ["@upscalerjs/esrgan-slim", "2x", "models/x2"],
    ["@upscalerjs/esrgan-medium", "2x", "models/x2"],
  ],
  4: [
    ["@upscalerjs/esrgan-slim", "4x", "models/x4"],
    ["@upscalerjs/esrgan-medium", "4x", "models/x4"],
    ["@upscalerjs/esrgan-thick", "4x", "models/x4"],
    ["@upscalerjs/esrgan-legacy", "gans", "models/gans"],
  ],
};

/** Those models of UpscalerJS that are installed in a folder, run by TensorFlow.js's WebAssembly. */
export async function upscalerJs(folder: string, factor: number): Promise<readonly Contender[]> {
  const load = createRequire(join(resolve(folder), "index.js"));
  const tf = load("@tensorflow/tfjs") as TensorFlow;
  load("@tensorflow/tfjs-backend-wasm");
  await tf.setBackend("wasm");
  return (models[factor] ?? [])
    .filter(([name]) => isInstalled(load, name))
    .map(([name, part, weights]) => contender(tf, load, { name, part, weights }));
}

function isInstalled(load: NodeJS.Require, name: string): boolean {
  try {
    load.resolve(name);
    return true;
  } catch {
    return false;
  }
}

function contender(
  tf: TensorFlow,
  load: NodeJS.Require,
  { name, part, weights }: { readonly name: string; readonly part: string; readonly weights: string },
): Contender {
  const definition = load(`${name}/${part}`) as Definition;
  const root = load.resolve(name).replace(/[/\\]dist[/\\].*$/u, "");
  definition.setup?.(tf);
  const opened = tf.loadLayersModel({ load: () => artifacts(join(root, weights, "model.json")) });
  return {
    name: `UpscalerJS ${name.split("/")[1]} ${part}`,
    enlarge: async (picture) => run(tf, await opened, definition, picture),
    close: async () => (await opened).dispose(),
  };
}

/** A layers model on disk, as TensorFlow.js takes it. */
async function artifacts(file: string): Promise<unknown> {
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(file, "utf8")) as {
    modelTopology: unknown;
    weightsManifest: { paths: string[]; weights: unknown[] }[];
  };
  const shards = weightsManifest.flatMap(({ paths }) => paths).map((path) => readFile(join(dirname(file), path)));
  const bytes = Buffer.concat(await Promise.all(shards));
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return { modelTopology, weightSpecs: weightsManifest.flatMap(({ weights }) => weights), weightData };
}

async function run(tf: TensorFlow, network: Network, definition: Definition, picture: Picture): Promise<Picture> {
  const [, white] = definition.inputRange ?? [0, 255];
  const [, full] = definition.outputRange ?? [0, 255];
  const { width, height, data } = picture;
  const input = tf.tensor4d(
    Float32Array.from(data, (value) => (value / 255) * white),
    [1, height, width, 3],
  );
  const output = network.predict(input);
  const numbers = Uint8ClampedArray.from(await output.data(), (value) => (value / full) * 255);
  const [, tall = 0, wide = 0] = output.shape;
  input.dispose();
  output.dispose();
  return { width: wide, height: tall, channels: 3, data: new Uint8Array(numbers.buffer) };
}

import type { Sample } from "../core/sample.ts";
import { decodePicture } from "../imaging/files/decode.ts";
import { loadSharp } from "../imaging/files/load-sharp.ts";
import { resizeLanczos } from "../imaging/lanczos.ts";
import type { OnnxSession } from "../imaging/onnx/onnx-session.ts";
import { type Picture, flattenPicture } from "../imaging/picture.ts";
import type { StillLifeJudgeConfig } from "./still-life-config.ts";
import { looksLikeStillLife } from "./still-life-likeness.ts";

/** What the network sees of one attribute. */
export interface AttributeView {
  readonly name: string;
  /** Calibrated, in the world's order of values; sums to 1. */
  readonly probabilities: ReadonlyMap<string, number>;
  readonly best: string;
  readonly probability: number;
  /** Whether the best value is probable enough to be named. */
  readonly sure: boolean;
}

/** What the network sees in one picture, by attribute; empty for a picture that is nothing like its world. */
export type View = ReadonlyMap<string, AttributeView>;

/** Opens the picture, brings it to the network's size and runs it. */
export async function viewOf(
  sample: Sample,
  config: StillLifeJudgeConfig,
  network: Pick<OnnxSession, "run">,
  signal: AbortSignal,
): Promise<View> {
  const picture = flattenPicture(await decodePicture(sample.data));
  signal.throwIfAborted();
  const { size } = config;
  const square = await toSquare(picture, size);
  if (isStrip(picture) || !looksLikeStillLife(square)) return new Map();
  const { probabilities } = await network.run({ sample: { dims: [1, 3, size, size], data: toInput(square) } }, signal);
  return toView(probabilities?.data ?? new Float32Array(), config);
}

/** So long and narrow that nothing in it would be recognised once it is made square. */
const isStrip = ({ width, height }: Picture): boolean => Math.max(width, height) > 2 * Math.min(width, height);

/** The whole picture as a square: large ones are shrunk by libvips off the main thread, others resized here. */
async function toSquare(picture: Picture, size: number): Promise<Picture> {
  const { width, height, channels } = picture;
  if (width < 2 * size || height < 2 * size) return resizeLanczos(picture, { width: size, height: size });
  const sharp = await loadSharp();
  const shrunk = sharp(picture.data, { raw: { width, height, channels } }).resize(size, size, {
    fit: "fill",
    kernel: "lanczos3",
  });
  return {
    width: size,
    height: size,
    channels,
    data: new Uint8Array(await shrunk.raw().toBuffer()),
  };
}

/** RGB bytes to planes of floats in −1…1. */
function toInput({ width, height, data }: Picture): Float32Array {
  const pixels = width * height;
  const input = new Float32Array(3 * pixels);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      input[channel * pixels + pixel] = (data[pixel * 3 + channel] ?? 0) / 127.5 - 1;
    }
  }
  return input;
}

/** Rows of probabilities, padded to the longest attribute. */
function toView(probabilities: Float32Array, { attributes }: StillLifeJudgeConfig): View {
  const stride = probabilities.length / attributes.length;
  return new Map(
    attributes.map((attribute, row) => {
      const shares = normalised(probabilities.subarray(row * stride, row * stride + attribute.values.length));
      const best = shares.indexOf(Math.max(...shares));
      const probability = shares[best] ?? 0;
      return [
        attribute.name,
        {
          name: attribute.name,
          probabilities: new Map(attribute.values.map((value, index) => [value, shares[index] ?? 0])),
          best: attribute.values[best] ?? "",
          probability,
          sure: probability >= attribute.unsure,
        },
      ];
    }),
  );
}

function normalised(row: Float32Array): readonly number[] {
  const shares = Array.from(row, (value) => Math.min(1, Math.max(0, value)));
  const sum = shares.reduce((total, value) => total + value, 0);
  return sum > 0 ? shares.map((value) => value / sum) : shares.map(() => 1 / shares.length);
}

import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { StudioError, invalid } from "../../core/errors.ts";
import { type OnnxSession, createOnnxSession } from "../onnx/onnx-session.ts";
import type { Port } from "../onnx/onnx-messages.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";

/** A network that enlarges small pieces of a picture by a whole number. */
export interface Upscaler {
  readonly factor: number;
  /** The only side in pixels that it takes, where its file fixes it. */
  readonly fixedSide: number | undefined;
  enlarge(piece: FloatRows, signal: AbortSignal): Promise<FloatRows>;
  close(): Promise<void>;
}

/** At the same depth in a clone (src) and once built (dist). */
export const bundledUpscaler = fileURLToPath(new URL("../../../models/upscaler/esrgan-gans-x4.onnx", import.meta.url));

/**
 * Opens an ONNX file that takes one RGB picture of 32-bit floats and gives a larger one: channels first or last, values
 * 0–1 or 0–255; which of them is found out by enlarging a grey piece. Throws "unavailable", "corrupt", or "invalid" with
 * what is wrong with it.
 */
export async function openUpscaler(file: string, signal: AbortSignal): Promise<Upscaler> {
  const session = createOnnxSession(file, { threads: 2 });
  try {
    const layout = layoutOf(await session.ports(signal), file);
    return await probe(session, layout, file, signal);
  } catch (error) {
    await session.close();
    throw error;
  }
}

interface Layout {
  readonly input: string;
  readonly output: string;
  readonly channelsLast: boolean;
  readonly fixedSide: number | undefined;
}

function layoutOf(ports: Awaited<ReturnType<OnnxSession["ports"]>>, file: string): Layout {
  const [input, ...others] = ports.inputs;
  const [output] = ports.outputs;
  if (!input || !output || others.length > 0 || input.shape.length !== 4 || output.shape.length !== 4)
    throw notUpscaler(file, "it does not take one picture and give one");
  if (input.type !== "float32" || output.type !== "float32")
    throw notUpscaler(file, `it takes ${input.type} numbers and gives ${output.type}; only float32 is handled`);
  const channelsLast = input.shape[3] === 3 && input.shape[1] !== 3;
  if (!channelsLast && input.shape[1] !== 3) throw notUpscaler(file, "its picture has no three channels");
  return { input: input.name, output: output.name, channelsLast, fixedSide: fixedSideOf(input, channelsLast, file) };
}

function fixedSideOf({ shape }: Port, channelsLast: boolean, file: string): number | undefined {
  const [height, width] = channelsLast ? [shape[1], shape[2]] : [shape[2], shape[3]];
  const fixed = [height, width].filter((side) => typeof side === "number" && side > 0);
  if (fixed.length === 0) return undefined;
  if (height !== width) throw notUpscaler(file, "it takes only pieces that are not square");
  return height as number;
}

const grey = 0.5;

/** Enlarges grey pieces: the side of the answer gives the factor, and grey stays grey only on the right scale. */
async function probe(session: OnnxSession, layout: Layout, file: string, signal: AbortSignal): Promise<Upscaler> {
  const side = layout.fixedSide ?? 32;
  for (const white of [1, 255]) {
    const raw = await runOn(session, layout, flat(side, grey * white), signal);
    const factor = raw.width / side;
    const middle = raw.data[Math.floor(raw.data.length / 2)]! / white;
    if (!Number.isInteger(factor) || raw.height !== raw.width || factor < 1)
      throw notUpscaler(file, `it makes ${raw.width}×${raw.height} of ${side}×${side}`);
    if (Math.abs(middle - grey) > 0.15) continue;
    return {
      factor,
      fixedSide: layout.fixedSide,
      async enlarge(piece, stop) {
        const scaled = white === 255 ? piece : { ...piece, data: piece.data.map((value) => value / 255) };
        const large = await runOn(session, layout, scaled, stop);
        return white === 255 ? large : { ...large, data: large.data.map((value) => value * 255) };
      },
      close: () => session.close(),
    };
  }
  throw notUpscaler(file, "it makes another colour of plain grey");
}

const flat = (side: number, value: number): FloatRows => ({
  width: side,
  height: side,
  data: new Float32Array(side * side * 3).fill(value),
});

async function runOn(session: OnnxSession, layout: Layout, piece: FloatRows, signal: AbortSignal): Promise<FloatRows> {
  const { width, height } = piece;
  const fed = layout.channelsLast
    ? { dims: [1, height, width, 3], data: piece.data }
    : { dims: [1, 3, height, width], data: toPlanes(piece) };
  const answer = (await session.run({ [layout.input]: fed }, signal))[layout.output];
  if (!answer) throw new StudioError("internal", "The upscaler gave nothing back.");
  const [, first = 0, second = 0, third = 0] = answer.dims;
  if (layout.channelsLast) return { width: second, height: first, data: answer.data };
  return { width: third, height: second, data: fromPlanes(answer.data, third * second) };
}

function toPlanes({ data }: FloatRows): Float32Array {
  const pixels = data.length / 3;
  const planes = new Float32Array(data.length);
  for (let i = 0; i < pixels; i++) for (let c = 0; c < 3; c++) planes[c * pixels + i] = data[i * 3 + c]!;
  return planes;
}

function fromPlanes(planes: Float32Array, pixels: number): Float32Array {
  const data = new Float32Array(planes.length);
  for (let i = 0; i < pixels; i++) for (let c = 0; c < 3; c++) data[i * 3 + c] = planes[c * pixels + i]!;
  return data;
}

const notUpscaler = (file: string, why: string): StudioError =>
  invalid(
    `${basename(file)} cannot be used to enlarge pictures: ${why}.`,
    "Give an ONNX file that takes one RGB picture of 32-bit floats and gives a larger one, or leave the upscaler out.",
  );

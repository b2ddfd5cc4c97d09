import type { Size } from "../../core/size.ts";
import type { Picture } from "../picture.ts";
import { resizeRows } from "../rows/resize-rows.ts";
import { type RowStream, streamPicture } from "../rows/row-stream.ts";
import { blurRows } from "../../pixels/blur.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";
import { resizeFloats } from "./resize-floats.ts";
import type { Upscaler } from "./upscaler.ts";

export interface EnlargeOptions {
  /** Absent: centred Lanczos3 alone. */
  readonly upscaler?: Upscaler | undefined;
  /** Share of the network's fine texture, 0–1; 0 is Lanczos alone. */
  readonly texture: number;
  readonly signal: AbortSignal;
  /** Called after each piece, 0–1. */
  readonly progress?: (fraction: number) => void;
}

/** The longest side of a piece in pixels of the source, and how far it sees beyond what it adds. */
const longestPiece = 224;
const margin = 16;

/**
 * The picture at another size, row by row: a network's fine texture over centred Lanczos3 where it is to grow, Lanczos3
 * alone where it is not. Memory does not grow with the size; alpha is laid on white.
 */
export function enlarge(picture: Picture | RowStream, size: Size, options: EnlargeOptions): RowStream {
  const source = "bands" in picture ? picture : streamPicture(picture);
  const grows = size.width > picture.width || size.height > picture.height;
  if (!options.upscaler || options.texture === 0 || !grows) return resizeRows(source, size);
  return resizeRows(textured(source, options.upscaler, options), size);
}

/** The whole picture times the network's factor, a band of pieces at a time. */
function textured(source: RowStream, upscaler: Upscaler, options: EnlargeOptions): RowStream {
  const { factor } = upscaler;
  const [width, height] = [source.width * factor, source.height * factor];
  const layout = (length: number): readonly Span[] => spans(length, upscaler.fixedSide);
  const [columns, rows] = [layout(source.width), layout(source.height)];
  return {
    width,
    height,
    async *bands() {
      const pixels = await collect(source);
      for (const [number, down] of rows.entries()) {
        const strip = new Float32Array(width * (down.to - down.from) * factor * 3);
        for (const [column, across] of columns.entries()) {
          options.signal.throwIfAborted();
          const piece = cut(pixels, across, down);
          const fine = await withTexture(piece, upscaler, options);
          paste(strip, width, fine, { across, down, factor });
          options.progress?.((number * columns.length + column + 1) / (rows.length * columns.length));
        }
        yield strip;
      }
    },
  };
}

async function collect(source: RowStream): Promise<FloatRows> {
  const data = new Float32Array(source.width * source.height * 3);
  let at = 0;
  for await (const band of source.bands()) {
    data.set(band, at);
    at += band.length;
  }
  return { width: source.width, height: source.height, data };
}

/** One side of a piece: what it adds, and the run of pixels that it sees, from `start`. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly length: number;
}

/**
 * Equal runs that cover a side and overlap by twice the margin; at the ends they are moved inside rather than made
 * shorter, so that the network always runs on one shape and its memory is reused. Exported for its test.
 */
export function spans(length: number, fixedSide?: number): readonly Span[] {
  const around = Math.min(margin, Math.floor((fixedSide ?? longestPiece) / 4));
  const longest = fixedSide ?? longestPiece;
  const count = Math.max(1, Math.ceil((length - 2 * around) / (longest - 2 * around)));
  const whole = fixedSide ?? Math.ceil((length + 2 * around * (count - 1)) / count);
  return Array.from({ length: count }, (_, i) => {
    const start = Math.max(0, Math.min(i * (whole - 2 * around), length - whole));
    const from = i === 0 ? 0 : i * (whole - 2 * around) + around;
    const to = i === count - 1 ? length : (i + 1) * (whole - 2 * around) + around;
    return { from, to, start, length: whole };
  });
}

/** Beyond the picture, where a fixed side is larger than it, the edge is repeated. */
function cut(pixels: FloatRows, across: Span, down: Span): FloatRows {
  const data = new Float32Array(across.length * down.length * 3);
  for (let y = 0; y < down.length; y++) {
    const row = Math.min(pixels.height - 1, down.start + y);
    for (let x = 0; x < across.length; x++) {
      const from = (row * pixels.width + Math.min(pixels.width - 1, across.start + x)) * 3;
      const to = (y * across.length + x) * 3;
      data[to] = pixels.data[from]!;
      data[to + 1] = pixels.data[from + 1]!;
      data[to + 2] = pixels.data[from + 2]!;
    }
  }
  return { width: across.length, height: down.length, data };
}

/** Standard deviation, in enlarged pixels, under which a detail counts as texture. */
const textureSigma = 3;

/**
 * Lanczos plus a share of what the network has more of in fine detail: colour and broad light stay Lanczos's, so that they
 * cannot drift, and skin does not turn to plastic.
 */
async function withTexture(
  piece: FloatRows,
  upscaler: Upscaler,
  { texture, signal }: EnlargeOptions,
): Promise<FloatRows> {
  const network = await upscaler.enlarge(piece, signal);
  const plain = resizeFloats(piece, network);
  const { data } = plain;
  for (let i = 0; i < data.length; i++) network.data[i]! -= data[i]!;
  const broad = blurRows(network, textureSigma);
  for (let i = 0; i < data.length; i++) data[i]! += texture * (network.data[i]! - broad.data[i]!);
  return plain;
}

function paste(
  strip: Float32Array,
  width: number,
  fine: FloatRows,
  { across, down, factor }: { across: Span; down: Span; factor: number },
): void {
  const left = (across.from - across.start) * factor;
  const length = (across.to - across.from) * factor * 3;
  for (let y = 0; y < (down.to - down.from) * factor; y++) {
    const from = (((down.from - down.start) * factor + y) * fine.width + left) * 3;
    strip.set(fine.data.subarray(from, from + length), (y * width + across.from * factor) * 3);
  }
}

import type { Size } from "../../core/size.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";
import { flattenPicture, type Picture, type PixelBox } from "../picture.ts";

/**
 * A picture too large to be held at once: bands of whole rows from the top, red, green and blue interleaved, on the sRGB
 * scale of 0–255 with fractions. A band is its reader's to change; values may lie a little outside of the scale.
 */
export interface RowStream extends Size {
  bands(): AsyncIterable<Float32Array>;
}

const rowsPerBand = 64;

/** Alpha is laid on white. */
export function streamPicture(picture: Picture): RowStream {
  const { width, height, data } = flattenPicture(picture);
  return {
    width,
    height,
    async *bands() {
      for (let top = 0; top < height; top += rowsPerBand) {
        const bottom = Math.min(height, top + rowsPerBand);
        yield Float32Array.from(data.subarray(top * width * 3, bottom * width * 3));
      }
    },
  };
}

export const asRows = (picture: Picture | RowStream): RowStream =>
  "bands" in picture ? picture : streamPicture(picture);

/** One row at a time; a row is its reader's until the next is asked for. */
export async function* rowsOf(stream: RowStream): AsyncGenerator<Float32Array, undefined> {
  const length = stream.width * 3;
  for await (const band of stream.bands())
    for (let at = 0; at < band.length; at += length) yield band.subarray(at, at + length);
}

/** The rows of two pictures of one size, side by side. */
export async function* pairs(
  first: RowStream,
  second: RowStream,
): AsyncGenerator<readonly [Float32Array, Float32Array], undefined> {
  const others = rowsOf(second);
  try {
    for await (const row of rowsOf(first)) {
      const other = await others.next();
      if (other.value) yield [row, other.value];
    }
  } finally {
    await others.return(undefined);
  }
}

/** A part of every row of some rows. */
export const cropRows = (stream: RowStream, { left, top, width, height }: PixelBox): RowStream => ({
  width,
  height,
  async *bands() {
    let y = 0;
    for await (const row of rowsOf(stream)) {
      if (y >= top && y < top + height) yield row.slice(left * 3, (left + width) * 3);
      y += 1;
      if (y === top + height) return;
    }
  },
});

/** Numbers as they are; they stay their owner's. */
export const streamFloats = ({ width, height, data }: FloatRows): RowStream => ({
  width,
  height,
  async *bands() {
    for (let top = 0; top < height; top += rowsPerBand)
      yield data.slice(top * width * 3, Math.min(height, top + rowsPerBand) * width * 3);
  },
});

/** The same rows, each band changed by a function that knows the number of its first row. */
export const mapBands = (
  stream: RowStream,
  change: (band: Float32Array, top: number) => Float32Array | Promise<Float32Array>,
): RowStream => ({
  ...stream,
  async *bands() {
    let top = 0;
    for await (const band of stream.bands()) {
      const rows = band.length / (stream.width * 3);
      yield await change(band, top);
      top += rows;
    }
  },
});

/** All rows as one 8-bit picture, rounded and clamped. Only for pictures that fit into memory. */
export async function collectPicture(stream: RowStream): Promise<Picture> {
  const { width, height } = stream;
  const data = new Uint8ClampedArray(width * height * 3);
  let at = 0;
  for await (const band of stream.bands()) {
    data.set(band, at);
    at += band.length;
  }
  return { width, height, channels: 3, data: new Uint8Array(data.buffer) };
}

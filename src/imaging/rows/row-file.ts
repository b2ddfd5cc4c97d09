import { type FileHandle, open } from "node:fs/promises";
import type { Size } from "../../core/size.ts";
import type { RowStream } from "./row-stream.ts";

export type Depth = 8 | 16;

/** Pixels on disk, not compressed: sharp can read such a file row by row, and we can read any rows of it. */
export interface RowFile extends Size {
  readonly path: string;
  readonly depth: Depth;
  /** Where the first row begins; by default after the header of a TIFF as it is written here. */
  readonly firstByte?: number;
}

const rowsPerStrip = 64;
const headerBytes = 8;

/**
 * Writes the rows into a new TIFF, in the order they come (TIFF 6.0, Adobe 1992: strips first, the directory after them).
 * The file is whole when it is back; one that was cut short has no directory and cannot be mistaken for a whole one.
 */
export async function writeRows(stream: RowStream, path: string, depth: Depth): Promise<RowFile> {
  const { width, height } = stream;
  const file = await open(path, "w");
  try {
    await file.write(Uint8Array.of(0x49, 0x49, 42, 0, 0, 0, 0, 0));
    for await (const band of stream.bands()) await file.write(packed(band, depth));
    await writeDirectory(file, { width, height, path, depth });
    await file.sync();
  } finally {
    await file.close();
  }
  return { width, height, path, depth };
}

/** Rounded, clamped, little-endian. */
function packed(band: Float32Array, depth: Depth): Uint8Array {
  if (depth === 8) return new Uint8Array(Uint8ClampedArray.from(band).buffer);
  const wide = new Uint16Array(band.length);
  for (let i = 0; i < band.length; i++) wide[i] = Math.min(65_535, Math.max(0, band[i]! * 257 + 0.5));
  return new Uint8Array(wide.buffer);
}

async function writeDirectory(file: FileHandle, { width, height, depth }: RowFile): Promise<void> {
  const rowBytes = (width * 3 * depth) / 8;
  const strips = Math.ceil(height / rowsPerStrip);
  const end = headerBytes + rowBytes * height;
  const offsets = Array.from({ length: strips }, (_, i) => headerBytes + i * rowsPerStrip * rowBytes);
  const counts = offsets.map((offset) => Math.min(rowsPerStrip * rowBytes, end - offset));
  const lists = end + (end % 2);
  const directory = lists + strips * 8 + 8;
  const short = 3;
  const long = 4;
  const entries = [
    [256, long, 1, width],
    [257, long, 1, height],
    [258, short, 3, lists + strips * 8],
    [259, short, 1, 1], // not compressed
    [262, short, 1, 2], // RGB
    [273, long, strips, strips === 1 ? offsets[0]! : lists],
    [277, short, 1, 3],
    [278, long, 1, rowsPerStrip],
    [279, long, strips, strips === 1 ? counts[0]! : lists + strips * 4],
    [284, short, 1, 1],
  ] as const;
  const tail = new DataView(new ArrayBuffer(directory - lists + 2 + entries.length * 12 + 4));
  [...offsets, ...counts].forEach((value, i) => tail.setUint32(i * 4, value, true));
  for (let c = 0; c < 3; c++) tail.setUint16(strips * 8 + c * 2, depth, true);
  tail.setUint16(directory - lists, entries.length, true);
  entries.forEach(([tag, type, count, value], i) => {
    const at = directory - lists + 2 + i * 12;
    tail.setUint16(at, tag, true);
    tail.setUint16(at + 2, type, true);
    tail.setUint32(at + 4, count, true);
    tail.setUint32(at + 8, value, true);
  });
  await file.write(new Uint8Array(tail.buffer), 0, tail.byteLength, lists);
  const start = new DataView(new ArrayBuffer(4));
  start.setUint32(0, directory, true);
  await file.write(new Uint8Array(start.buffer), 0, 4, 4);
}

/** Some rows of the file, 0–255 with fractions. */
export async function readRows(file: FileHandle, shape: RowFile, top: number, count: number): Promise<Float32Array> {
  const rowBytes = (shape.width * 3 * shape.depth) / 8;
  const bytes = new Uint8Array(rowBytes * count);
  await file.read(bytes, 0, bytes.length, (shape.firstByte ?? headerBytes) + top * rowBytes);
  if (shape.depth === 8) return Float32Array.from(bytes);
  return Float32Array.from(new Uint16Array(bytes.buffer), (value) => value / 257);
}

/** A file as a stream again. */
export const streamRows = (shape: RowFile): RowStream => ({
  width: shape.width,
  height: shape.height,
  async *bands() {
    const file = await open(shape.path, "r");
    try {
      for (let top = 0; top < shape.height; top += rowsPerStrip)
        yield await readRows(file, shape, top, Math.min(rowsPerStrip, shape.height - top));
    } finally {
      await file.close();
    }
  },
});

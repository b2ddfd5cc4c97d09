import type { Size } from "../../core/size.ts";
import { lanczosTaps, resampleRow } from "../lanczos.ts";
import type { RowStream } from "./row-stream.ts";

const rowsPerBand = 32;

/**
 * Centred Lanczos3 on rows as they come: only the rows under the kernel are held. The result is that of `resizeLanczos`
 * before rounding.
 */
export function resizeRows(source: RowStream, size: Size): RowStream {
  if (source.width === size.width && source.height === size.height) return source;
  return { ...size, bands: () => resizedBands(source, size) };
}

async function* resizedBands(source: RowStream, { width, height }: Size): AsyncGenerator<Float32Array> {
  const across = lanczosTaps(source.width, width);
  const down = lanczosTaps(source.height, height);
  const held = new Map<number, Float32Array>();
  const spare: Float32Array[] = [];
  let [arrived, made] = [0, 0];
  let band = emptyBand(width, height, made);
  let filled = 0;
  for await (const rows of source.bands()) {
    for (let row = 0; row * source.width * 3 < rows.length; row++) {
      const wide = spare.pop() ?? new Float32Array(width * 3);
      resampleRow({ data: rows, row, channels: 3, width: source.width }, across, wide);
      held.set(arrived++, wide);
      while (made < height && down.index[(made + 1) * down.size - 1]! < arrived) {
        blend(held, down, made, band.subarray(filled * width * 3, (filled + 1) * width * 3));
        made += 1;
        filled += 1;
        if (filled * width * 3 < band.length) continue;
        yield band;
        band = emptyBand(width, height, made);
        filled = 0;
      }
      release(held, spare, made < height ? down.index[made * down.size]! : arrived);
    }
  }
}

const emptyBand = (width: number, height: number, made: number): Float32Array =>
  new Float32Array(width * 3 * Math.min(rowsPerBand, height - made));

/** The weighted sum of the rows under the kernel of one output row. */
function blend(
  held: ReadonlyMap<number, Float32Array>,
  { size, index, weight }: ReturnType<typeof lanczosTaps>,
  output: number,
  target: Float32Array,
): void {
  for (let k = output * size; k < (output + 1) * size; k++) {
    const row = held.get(index[k]!)!;
    const share = weight[k]!;
    for (let i = 0; i < target.length; i++) target[i]! += share * row[i]!;
  }
}

/** Rows before the first one still needed give their memory back. */
function release(held: Map<number, Float32Array>, spare: Float32Array[], needed: number): void {
  for (const [row, data] of held) {
    if (row >= needed) return;
    held.delete(row);
    spare.push(data);
  }
}

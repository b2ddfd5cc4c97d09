import type { FloatRows } from "../../pixels/float-rows.ts";
import type { RowStream } from "./row-stream.ts";

const rowsAtOnce = 64;

/**
 * A change that looks at `reach` rows above and below, on rows as they come. The result is that of the change on the
 * whole picture; only the rows in reach are held.
 */
export function localRows(stream: RowStream, reach: number, change: (rows: FloatRows) => FloatRows): RowStream {
  return { ...stream, bands: () => changedBands(stream, reach, change) };
}

async function* changedBands(
  { width, height, bands }: RowStream,
  reach: number,
  change: (rows: FloatRows) => FloatRows,
): AsyncGenerator<Float32Array> {
  const stride = width * 3;
  let held = new Float32Array();
  let [first, arrived, made] = [0, 0, 0];
  for await (const band of bands()) {
    held = joined(held, band);
    arrived += band.length / stride;
    while (made < height && (arrived === height || arrived >= made + rowsAtOnce + reach)) {
      const until = Math.min(height, made + rowsAtOnce);
      const [top, bottom] = [Math.max(0, made - reach), Math.min(height, until + reach)];
      const seen = held.subarray((top - first) * stride, (bottom - first) * stride);
      const { data } = change({ width, height: bottom - top, data: seen });
      yield data.slice((made - top) * stride, (until - top) * stride);
      made = until;
    }
    const needed = Math.max(0, made - reach);
    held = held.slice((needed - first) * stride);
    first = needed;
  }
}

function joined(a: Float32Array, b: Float32Array): Float32Array<ArrayBuffer> {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

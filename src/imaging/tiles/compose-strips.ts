import type { Size } from "../../core/size.ts";
import type { RowStream } from "../rows/row-stream.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";
import { type TileLayout, feathers } from "./tile-layout.ts";

/** The finished tiles of one row, from the left. */
export type TileRow = (row: number) => Promise<readonly FloatRows[]>;

/** Tiles laid over each other with soft edges, as rows; no more than one row of tiles is held. */
export function composeStrips(layout: TileLayout, picture: Size, tilesOf: TileRow): RowStream {
  return { width: picture.width, height: picture.height, bands: () => bands(layout, picture, tilesOf) };
}

async function* bands(layout: TileLayout, picture: Size, tilesOf: TileRow): AsyncGenerator<Float32Array> {
  const { rows, columns, tile, canvas } = layout;
  const across = feathers(columns, tile.width);
  const down = feathers(rows, tile.height);
  let strip = new Float32Array(canvas.width * tile.height * 3);
  for (const [row, top] of rows.entries()) {
    for (const [column, floats] of (await tilesOf(row)).entries()) {
      addTile(strip, canvas.width, { left: columns[column]!, across: across[column]!, down: down[row]! }, floats);
    }
    const finished = (rows[row + 1] ?? canvas.height) - top;
    const wanted = Math.min(finished, picture.height - top);
    if (wanted > 0) yield cutRight(strip, canvas.width, picture.width, wanted);
    const rest = strip.subarray(finished * canvas.width * 3);
    strip = new Float32Array(strip.length);
    strip.set(rest);
  }
}

interface Place {
  readonly left: number;
  readonly across: Float32Array;
  readonly down: Float32Array;
}

function addTile(strip: Float32Array, width: number, { left, across, down }: Place, tile: FloatRows): void {
  for (let y = 0; y < tile.height; y++) {
    for (let x = 0; x < tile.width; x++) {
      const weight = across[x]! * down[y]!;
      const from = (y * tile.width + x) * 3;
      const to = (y * width + left + x) * 3;
      strip[to]! += weight * tile.data[from]!;
      strip[to + 1]! += weight * tile.data[from + 1]!;
      strip[to + 2]! += weight * tile.data[from + 2]!;
    }
  }
}

function cutRight(strip: Float32Array, from: number, to: number, rows: number): Float32Array {
  const band = new Float32Array(to * rows * 3);
  for (let y = 0; y < rows; y++) band.set(strip.subarray(y * from * 3, (y * from + to) * 3), y * to * 3);
  return band;
}

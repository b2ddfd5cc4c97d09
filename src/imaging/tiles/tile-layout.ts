import type { EngineDescription } from "../../core/engine.ts";
import type { Size } from "../../core/size.ts";
import type { PixelBox } from "../picture.ts";

/** Equal tiles over a canvas, in rows from the top. */
export interface TileLayout {
  /** The picture, made larger to the right and below until tiles lie on the grid. */
  readonly canvas: Size;
  readonly tile: Size;
  readonly columns: readonly number[];
  readonly rows: readonly number[];
}

const usualTile = { width: 1024, height: 1024 };

/** The tiles of a picture at the size at which an engine draws best. */
export function tilesOver({ sizes, cell }: Pick<EngineDescription, "sizes" | "cell">, picture: Size): TileLayout {
  const tile = sizes === "any" ? usualTile : (sizes[0] ?? usualTile);
  return layTiles(picture, tile, Math.max(16, Math.round(Math.min(tile.width, tile.height) / 6)), cell);
}

/** Models cut pictures into cells of at most this many pixels. */
const coarsestGrid = 32;

/**
 * Tiles of one size that overlap by at least `overlap` pixels, spread evenly, each at a multiple of the model's cells.
 *
 * @param tile the size at which the engine draws best, a multiple of its cells
 * @param cell pixels per side of a cell; where it is not known, the largest power of two up to 32 that divides the tile
 */
export function layTiles(picture: Size, tile: Size, overlap: number, cell?: number): TileLayout {
  const across = placeSide(picture.width, tile.width, overlap, cell);
  const down = placeSide(picture.height, tile.height, overlap, cell);
  return { canvas: { width: across.length, height: down.length }, tile, columns: across.places, rows: down.places };
}

function placeSide(
  length: number,
  tile: number,
  overlap: number,
  cell?: number,
): { length: number; places: readonly number[] } {
  const grid = cell ?? gridOf(tile);
  const padded = tile + Math.max(0, Math.ceil((length - tile) / grid)) * grid;
  const longestStep = Math.max(1, Math.floor((tile - overlap) / grid));
  const slack = (padded - tile) / grid;
  const count = Math.ceil(slack / longestStep) + 1;
  const places = Array.from({ length: count }, (_, i) =>
    count === 1 ? 0 : Math.floor((slack * i) / (count - 1)) * grid,
  );
  return { length: padded, places };
}

/** The largest power of two that divides a side, at most 32. */
function gridOf(side: number): number {
  let grid = 1;
  while (grid < coarsestGrid && side % (grid * 2) === 0) grid *= 2;
  return grid;
}

export const tileCount = ({ columns, rows }: TileLayout): number => columns.length * rows.length;

export const boxOf = ({ columns, rows, tile }: TileLayout, column: number, row: number): PixelBox => ({
  ...tile,
  left: columns[column] ?? 0,
  top: rows[row] ?? 0,
});

/**
 * Weights along one side: 1 inside, falling in a straight line over each overlap with a neighbour, never 0. At every
 * pixel they are divided by the sum of all tiles' weights there, so that they add up to 1.
 */
export function featherOf(places: readonly number[], tile: number, index: number): Float32Array {
  const place = places[index] ?? 0;
  const before = index === 0 ? 0 : (places[index - 1] ?? 0) + tile - place;
  const after = index === places.length - 1 ? 0 : place + tile - (places[index + 1] ?? 0);
  return Float32Array.from({ length: tile }, (_, i) => {
    const rise = before > 0 ? Math.min(1, (i + 0.5) / before) : 1;
    const fall = after > 0 ? Math.min(1, (tile - i - 0.5) / after) : 1;
    return Math.min(rise, fall);
  });
}

/** Feathers of all tiles along one side, already divided by their sum. */
export function feathers(places: readonly number[], tile: number): readonly Float32Array[] {
  const raw = places.map((_, index) => featherOf(places, tile, index));
  const sum = new Float32Array((places.at(-1) ?? 0) + tile);
  raw.forEach((weights, index) => weights.forEach((weight, i) => (sum[(places[index] ?? 0) + i]! += weight)));
  return raw.map((weights, index) => weights.map((weight, i) => weight / sum[(places[index] ?? 0) + i]!));
}

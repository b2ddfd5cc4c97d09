import { open, type FileHandle } from "node:fs/promises";
import type { EngineEvent } from "../../core/engine.ts";
import { type RowFile, readRows } from "../../imaging/rows/row-file.ts";
import type { RowStream } from "../../imaging/rows/row-stream.ts";
import { composeStrips } from "../../imaging/tiles/compose-strips.ts";
import { matchColour } from "../../imaging/tiles/match-colour.ts";
import type { TileLayout } from "../../imaging/tiles/tile-layout.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";
import { leastLikeness, likeness } from "./likeness.ts";
import type { TileDrawer } from "./tile-drawer.ts";

/** How much less strength is tried when a tile drifts, and where trying ends. */
const step = 0.05;
const leastStrength = 0.2;

export interface ProofTile {
  readonly column: number;
  readonly row: number;
  readonly base: FloatRows;
  readonly drawn: FloatRows;
  /** The strength at which it is still the same picture; null when it is at none. */
  readonly strength: number | null;
  /** Strengths that were too much, and how alike the tile was. */
  readonly tried: readonly { readonly strength: number; readonly likeness: number }[];
}

/** Draws the tile with most detail first, at less strength while it shows something else than the picture. */
export async function drawProof(
  base: RowFile,
  layout: TileLayout,
  drawer: TileDrawer,
  strength: number,
): Promise<ProofTile> {
  const file = await open(base.path, "r");
  try {
    const { column, row } = await busiestTile(file, base, layout);
    const [own] = await cutTiles(file, base, layout, row, [column]);
    const place = { left: layout.columns[column]!, top: layout.rows[row]! };
    const { drawn, used, tried } = await drawAlike(drawer, { base: own!, ...place, strength });
    return { column, row, base: own!, drawn, strength: used, tried };
  } finally {
    await file.close();
  }
}

interface Alike {
  readonly drawn: FloatRows;
  /** null: no strength was small enough, and `drawn` is the base. */
  readonly used: number | null;
  readonly tried: readonly { readonly strength: number; readonly likeness: number }[];
  readonly doubtful: boolean;
}

/** A tile at the strength asked, or at the first smaller one at which it is still what it was drawn over. */
async function drawAlike(drawer: TileDrawer, order: Parameters<TileDrawer["draw"]>[0]): Promise<Alike> {
  const tried: { strength: number; likeness: number }[] = [];
  const sigma = Math.max(4, order.base.width / 16);
  for (let { strength } = order; strength >= Math.min(leastStrength, order.strength); strength = lower(strength)) {
    const { floats, doubtful } = await drawer.draw({ ...order, strength });
    if (doubtful) return { drawn: order.base, used: null, tried, doubtful };
    const drawn = matchColour(floats, order.base, sigma);
    const alike = likeness(drawn, order.base);
    if (alike >= leastLikeness) return { drawn, used: strength, tried, doubtful: false };
    tried.push({ strength, likeness: alike });
  }
  return { drawn: order.base, used: null, tried, doubtful: false };
}

const lower = (strength: number): number => Math.round((strength - step) * 100) / 100;

/** What became of the tiles. */
export interface Tally {
  tiles: number;
  lowered: number;
  kept: number;
  doubtful: number;
}

export interface RedrawOptions {
  readonly base: RowFile;
  readonly layout: TileLayout;
  readonly drawer: TileDrawer;
  readonly strength: number;
  /** How many tiles the engine draws at once. */
  readonly lanes: number;
  readonly tally: Tally;
  readonly tileDone: () => void;
}

/** The whole base drawn again, tile by tile, as rows. */
export function redraw({ base, layout, drawer, strength, lanes, tally, tileDone }: RedrawOptions): RowStream {
  const columns = layout.columns.map((_, column) => column);
  const tilesOf = async (row: number): Promise<readonly FloatRows[]> => {
    const file = await open(base.path, "r");
    const own = await cutTiles(file, base, layout, row, columns).finally(() => file.close());
    return inLanes(columns, lanes, async (column) => {
      const place = { left: layout.columns[column]!, top: layout.rows[row]! };
      const { drawn, used, doubtful } = await drawAlike(drawer, { base: own[column]!, ...place, strength });
      tally.tiles += 1;
      if (doubtful) tally.doubtful += 1;
      else if (used === null) tally.kept += 1;
      else if (used < strength) tally.lowered += 1;
      tileDone();
      return drawn;
    });
  };
  return composeStrips(layout, base, tilesOf);
}

async function inLanes<Item, Result>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
  return results;
}

/** Pieces of one row of tiles; beyond the picture its edge is repeated. */
async function cutTiles(
  file: FileHandle,
  base: RowFile,
  { tile, columns, rows }: TileLayout,
  row: number,
  wanted: readonly number[],
): Promise<readonly FloatRows[]> {
  const top = rows[row]!;
  const there = Math.max(1, Math.min(tile.height, base.height - top));
  const band = await readRows(file, base, Math.min(top, base.height - 1), there);
  return wanted.map((column) => {
    const data = new Float32Array(tile.width * tile.height * 3);
    for (let y = 0; y < tile.height; y++) {
      const line = Math.min(there - 1, y) * base.width;
      for (let x = 0; x < tile.width; x++) {
        const from = (line + Math.min(base.width - 1, columns[column]! + x)) * 3;
        data.set(band.subarray(from, from + 3), (y * tile.width + x) * 3);
      }
    }
    return { ...tile, data };
  });
}

/** Where the picture has most detail a drift shows first. */
async function busiestTile(
  file: FileHandle,
  base: RowFile,
  layout: TileLayout,
): Promise<{ column: number; row: number }> {
  let best = { column: 0, row: 0, detail: -1 };
  for (const row of layout.rows.keys()) {
    const columns = [...layout.columns.keys()];
    const tiles = await cutTiles(file, base, layout, row, columns);
    for (const column of columns) {
      const detail = detailOf(tiles[column]!);
      if (detail > best.detail) best = { column, row, detail };
    }
  }
  return best;
}

/** Mean step of green between pixels a little apart; a few hundred of them tell. */
function detailOf({ width, height, data }: FloatRows): number {
  const apart = 4;
  let sum = 0;
  for (let y = 0; y < height - apart; y += apart) {
    for (let x = 0; x < width - apart; x += apart) {
      const at = (y * width + x) * 3 + 1;
      sum += Math.abs(data[at]! - data[at + apart * 3]!) + Math.abs(data[at]! - data[at + apart * width * 3]!);
    }
  }
  return sum / ((width / apart) * (height / apart));
}

/** What the person is told of a proof. */
export function proofWarning({ strength, tried }: ProofTile, asked: number): EngineEvent | undefined {
  if (tried.length === 0) return undefined;
  const numbers = tried.map((one) => `${one.likeness.toFixed(2)} at ${one.strength}`).join(", ");
  const result =
    strength === null
      ? "Nothing was drawn again: the enlarged picture is kept."
      : `It was drawn at ${strength} instead.`;
  return {
    type: "warning",
    setting: "strength",
    message: `At strength ${asked} the proof tile was no longer the same picture (likeness ${numbers}; at least ${leastLikeness}). ${result}`,
  };
}

/** What the person is told of the tiles; undefined when all came out as asked. */
export function tallyWarning({ tiles, lowered, kept, doubtful }: Tally): EngineEvent | undefined {
  const parts = [
    lowered > 0 ? `${lowered} drifted and were drawn at less strength` : "",
    kept > 0 ? `${kept} drifted at any strength and stay as enlarged` : "",
    doubtful > 0 ? `${doubtful} stay as enlarged because their call was cut off and may have been paid for` : "",
  ].filter((part) => part !== "");
  if (parts.length === 0) return undefined;
  return { type: "warning", setting: "strength", message: `Of ${tiles} tiles, ${parts.join("; ")}.` };
}

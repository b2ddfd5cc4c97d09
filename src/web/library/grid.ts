/** How a contact sheet lies in a width: squares of one size with the same gap all around. */
export interface GridShape {
  readonly columns: number;
  /** CSS pixels of a row with its gap. */
  readonly row: number;
}

const smallest = 128;
export const gap = 4;

/** As many columns as fit with squares of at least 128 pixels. */
export function gridShape(width: number): GridShape {
  const columns = Math.max(1, Math.floor((width + gap) / (smallest + gap)));
  return { columns, row: Math.floor((width + gap) / columns) };
}

export type Move = "left" | "right" | "up" | "down";

/** Where a key leads from a place in the grid; the edges hold. */
export function moved(at: number, move: Move, { columns }: Pick<GridShape, "columns">, count: number): number {
  const to = at + { left: -1, right: 1, up: -columns, down: columns }[move];
  return to < 0 || to >= count ? at : to;
}

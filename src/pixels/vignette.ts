import type { FloatRows } from "./float-rows.ts";
import type { Place } from "./placed.ts";
import { atLevel, atLight, levelTable, linearTable } from "./transfer.ts";

/**
 * Light lost towards the corners, as lenses lose it: linear light × (1 − amount · r⁴), r the distance from the middle as a
 * share of half the diagonal. Negative amounts add light. In place.
 */
export function vignetteRows(rows: FloatRows, amount: number, { top, whole }: Place): FloatRows {
  if (amount === 0) return rows;
  const { width, height, data } = rows;
  const halfDiagonal2 = (whole.width ** 2 + whole.height ** 2) / 4;
  for (let y = 0; y < height; y++) {
    const down2 = (top + y + 0.5 - whole.height / 2) ** 2;
    for (let x = 0; x < width; x++) {
      const r2 = ((x + 0.5 - whole.width / 2) ** 2 + down2) / halfDiagonal2;
      const factor = 1 - amount * r2 * r2;
      const at = (y * width + x) * 3;
      for (let c = 0; c < 3; c++) data[at + c] = atLight(levelTable, factor * atLevel(linearTable, data[at + c]!));
    }
  }
  return rows;
}

import type { FloatRows } from "../pixels/float-rows.ts";
import { alongLevels, alongLight, levelTable, linearTable } from "../pixels/transfer.ts";

/** Linear Display P3 to linear sRGB: the same white and curve, other primaries (SMPTE EG 432-1, IEC 61966-2-1). */
const toSrgb = [
  [1.2249401763, -0.2249401763, 0],
  [-0.0420569547, 1.0420569547, 0],
  [-0.0196375546, -0.0786360456, 1.0982736001],
] as const;

/** Colours of Display P3 as sRGB, in place; what sRGB cannot show lies outside of 0–255 and is cut off when it is rounded. */
export function srgbOfDisplayP3({ data }: FloatRows): void {
  for (let c = 0; c < 3; c++) alongLevels(linearTable, data, c, data.length);
  for (let i = 0; i < data.length; i += 3) {
    const [red, green, blue] = [data[i]!, data[i + 1]!, data[i + 2]!];
    for (const [c, [r, g, b]] of toSrgb.entries()) data[i + c] = r * red + g * green + b * blue;
  }
  for (let c = 0; c < 3; c++) alongLight(levelTable, data, c, data.length);
}

import { StudioError, invalid } from "../../core/errors.ts";
import type { Adjustment } from "../../core/recipe.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { type Picture, flattenPicture } from "../../imaging/picture.ts";
import { type Cube, parseCube } from "../../pixels/cube.ts";
import type { AdjustmentFiles } from "./apply-adjustments.ts";

/** Looks and masks that adjustments name, read and checked. */
export async function readAdjustmentFiles(
  adjustments: readonly Adjustment[],
  readBlob: (hash: string) => Promise<Uint8Array>,
): Promise<AdjustmentFiles> {
  const cubes = new Map<string, Cube>();
  const masks = new Map<string, Picture>();
  const read = async (adjustment: Adjustment): Promise<void> => {
    if (adjustment.kind === "lut" && !cubes.has(adjustment.file))
      cubes.set(adjustment.file, cubeOf(await readBlob(adjustment.file)));
    if (adjustment.kind !== "masked") return;
    if (!masks.has(adjustment.mask))
      // What is see-through in a mask is black: nothing is to be done there.
      masks.set(adjustment.mask, flattenPicture(await decodePicture(await readBlob(adjustment.mask)), [0, 0, 0]));
    for (const inner of adjustment.adjustments) await read(inner);
  };
  for (const adjustment of adjustments) await read(adjustment);
  return { cubes, masks };
}

/** A .cube file as a table. Throws "invalid" with what is wrong with it, and where. */
export function cubeOf(bytes: Uint8Array): Cube {
  try {
    return parseCube(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    const why = cause instanceof TypeError ? "It is no text." : (cause as Error).message;
    throw invalid(`This .cube file cannot be used. ${why}`, "Export the look again as a 1D or 3D .cube file.");
  }
}

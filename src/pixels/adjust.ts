import { type FloatPlane, boxMean } from "./box.ts";
import { denoiseRows } from "./denoise.ts";
import type { FloatRows } from "./float-rows.ts";
import { type Grain, grainRows } from "./grain.ts";
import { wholeOf } from "./placed.ts";
import { sharpenRows } from "./sharpen.ts";
import { type Cubes, type Tone, toneRows } from "./tone.ts";
import { vignetteRows } from "./vignette.ts";

/** Tones where a mask is white, or where it is black. */
export interface Masked {
  readonly kind: "masked";
  readonly mask: string;
  readonly side: "inside" | "outside";
  /** How softly it begins, as a share of the shorter side. */
  readonly feather: number;
  readonly adjustments: readonly Tone[];
}

/** The adjustments that keep the size: the page shows them live, the engine makes them. */
export type PixelAdjustment =
  | Tone
  | Masked
  | { readonly kind: "sharpen"; readonly amount: number; readonly radius: number }
  | { readonly kind: "denoise"; readonly light: number; readonly colour: number }
  | { readonly kind: "vignette"; readonly amount: number }
  | ({ readonly kind: "grain" } & Grain);

/** What adjustments refer to: tables of colours, and masks of 0–1 at the size of the picture. */
export interface Resources {
  readonly cubes: Cubes;
  readonly masks: ReadonlyMap<string, FloatPlane>;
}

export const noResources: Resources = { cubes: new Map(), masks: new Map() };

const toneKinds: ReadonlySet<string> = new Set([
  "exposure",
  "temperature",
  "tint",
  "contrast",
  "saturation",
  "curve",
  "split-tone",
  "lut",
]);
export const isTone = (adjustment: { readonly kind: string }): adjustment is Tone => toneKinds.has(adjustment.kind);

/** A whole picture after all adjustments, in order; neighbouring tones run as one pass. The rows given may be changed. */
export function adjustRows(
  rows: FloatRows,
  adjustments: readonly PixelAdjustment[],
  resources: Resources = noResources,
): FloatRows {
  let changed = rows;
  let tones: Tone[] = [];
  for (const adjustment of adjustments) {
    if (isTone(adjustment)) {
      tones.push(adjustment);
      continue;
    }
    changed = adjustOnce(toneRows(changed, tones, resources.cubes), adjustment, resources);
    tones = [];
  }
  return toneRows(changed, tones, resources.cubes);
}

function adjustOnce(rows: FloatRows, adjustment: Exclude<PixelAdjustment, Tone>, resources: Resources): FloatRows {
  switch (adjustment.kind) {
    case "sharpen":
      return sharpenRows(rows, adjustment.amount, adjustment.radius);
    case "denoise":
      return denoiseRows(rows, adjustment.light, adjustment.colour);
    case "vignette":
      return vignetteRows(rows, adjustment.amount, wholeOf(rows));
    case "grain":
      return grainRows(rows, adjustment, wholeOf(rows));
    case "masked":
      return maskedRows(rows, adjustment, resources);
  }
}

function maskedRows(rows: FloatRows, { mask, side, feather, adjustments }: Masked, resources: Resources): FloatRows {
  const plane = resources.masks.get(mask);
  if (!plane) throw new Error("The mask was not read.");
  const soft = feathered(plane, feather * Math.min(rows.width, rows.height));
  const toned = toneRows({ ...rows, data: rows.data.slice() }, adjustments, resources.cubes);
  const { data } = rows;
  for (let i = 0; i < data.length; i++) {
    const white = soft.data[(i / 3) | 0]!;
    data[i]! += (side === "inside" ? white : 1 - white) * (toned.data[i]! - data[i]!);
  }
  return rows;
}

/** Three means of squares are nearly a Gaussian, at any radius for the same price (W. M. Wells, 1986). */
function feathered(plane: FloatPlane, pixels: number): FloatPlane {
  const radius = Math.round(pixels / 3);
  if (radius < 1) return plane;
  return boxMean(boxMean(boxMean(plane, radius), radius), radius);
}

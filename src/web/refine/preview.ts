import { type PixelAdjustment, type Resources, adjustRows } from "../../pixels/adjust.ts";
import { type Box, cropRows, pixelBox } from "../../pixels/crop.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";
import { straightenRows, turnRows } from "../../pixels/turn.ts";
import type { Plan } from "./settings.ts";

/**
 * The picture as the engine would make it, by the engine's own lines; what a crop cuts off stays, so that the crop can be
 * moved. `share` is how wide the rows are beside the picture itself, for what is measured in its pixels.
 */
export function previewOf(rows: FloatRows, plan: Plan, resources: Resources, share = 1): FloatRows {
  const coloured = adjustRows({ ...rows, data: rows.data.slice() }, plan.colour, resources);
  const framed = plan.frame.reduce(
    (made, turn) => (turn.kind === "rotate" ? turnRows(made, turn.quarters) : straightenRows(made, turn.degrees)),
    coloured,
  );
  const detail = plan.detail.map((adjustment) => atSize(adjustment, share));
  if (detail.length === 0) return framed;
  if (!plan.crop) return adjustRows(framed, detail, resources);
  const box = pixelBox(plan.crop, framed);
  return pasted(framed, adjustRows(cropRows(framed, box), detail, resources), box);
}

function atSize(adjustment: PixelAdjustment, share: number): PixelAdjustment {
  if (adjustment.kind === "sharpen") return { ...adjustment, radius: Math.max(0.3, adjustment.radius * share) };
  return adjustment.kind === "grain" ? { ...adjustment, size: Math.max(1, adjustment.size * share) } : adjustment;
}

function pasted(onto: FloatRows, rows: FloatRows, { left, top }: Box): FloatRows {
  for (let y = 0; y < rows.height; y++)
    onto.data.set(
      rows.data.subarray(y * rows.width * 3, (y + 1) * rows.width * 3),
      ((top + y) * onto.width + left) * 3,
    );
  return onto;
}

/** What a canvas gives: red, green, blue and opacity of each pixel. */
export interface CanvasPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Bytes of a canvas as numbers; what shines through is left out. */
export function rowsOf({ width, height, data }: CanvasPixels): FloatRows {
  const numbers = new Float32Array(width * height * 3);
  for (let i = 0; i < width * height; i++) for (let c = 0; c < 3; c++) numbers[i * 3 + c] = data[i * 4 + c]!;
  return { width, height, data: numbers };
}

/** The way back, rounded and clipped as a file of 8 bits is. */
export function bytesOf({ width, height, data }: FloatRows): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) for (let c = 0; c < 3; c++) bytes[i * 4 + c] = data[i * 3 + c]!;
  return bytes;
}

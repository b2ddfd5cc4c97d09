import { luma } from "../colour.ts";
import { resizeRows } from "../rows/resize-rows.ts";
import { type RowStream, pairs } from "../rows/row-stream.ts";
import { type Seam, createLineFinder } from "./lines.ts";
import { createOvershootMeter } from "./overshoot.ts";

/** What the delivery has, at its own size, that a plain enlargement of the approved picture has not. */
export interface Residual {
  /** The straight line that stands out most, over a quarter of the picture or more. */
  readonly seam: Seam;
  /** Strongest period of 8 pixels in the steps between columns or rows, 1 is none. JPEG blocks have it. */
  readonly blocking: number;
  /** Deviation of luma in the calmest tenth of 16-pixel blocks: noise shows there, texture does not. */
  readonly noise: number;
  /** Mean levels beyond the range of the plain enlargement beside strong edges: halos and ringing. */
  readonly overshoot: number;
  /** Share of pixels with a channel at its end that was not near it. */
  readonly clipped: number;
}

const blockSide = 16;

/** Both pictures row by row; only sums are held. The delivery has the approved picture's shape. */
export async function residualOf(approved: RowStream, delivered: RowStream): Promise<Residual> {
  const { width, height } = delivered;
  const lines = createLineFinder({ width, height }, width / approved.width);
  const overshoot = createOvershootMeter(width, width / approved.width);
  const strip = new Float32Array(width * blockSide);
  const light = new Float32Array(width);
  const plain = new Float32Array(width);
  const file = new Uint8ClampedArray(width * 3);
  const deviations: number[] = [];
  let clipped = 0;
  let y = 0;
  for await (const [row, own] of pairs(resizeRows(approved, { width, height }), delivered)) {
    // As a file would hold it: what rounding does along an edge is no line of the delivery.
    file.set(row);
    const residual = strip.subarray((y % blockSide) * width, ((y % blockSide) + 1) * width);
    for (let x = 0; x < width; x++) {
      const at = x * 3;
      plain[x] = luma(file[at]!, file[at + 1]!, file[at + 2]!);
      light[x] = luma(own[at]!, own[at + 1]!, own[at + 2]!);
      residual[x] = light[x]! - plain[x]!;
      if (isClipped(own, row, at)) clipped += 1;
    }
    lines.addRow(residual, plain, file);
    overshoot.addRow(light, plain);
    if (y % blockSide === blockSide - 1) deviations.push(...blockDeviations(strip, width));
    y += 1;
  }
  const { seam, blocking } = lines.found();
  const noise = deviations.toSorted((a, b) => a - b)[Math.floor(deviations.length / 10)] ?? 0;
  return { seam, blocking, noise, overshoot: overshoot.found(), clipped: clipped / (width * height) };
}

function isClipped(own: Float32Array, plain: Float32Array, at: number): boolean {
  for (let c = 0; c < 3; c++) {
    if (own[at + c] === 255 && plain[at + c]! < 245) return true;
    if (own[at + c] === 0 && plain[at + c]! > 10) return true;
  }
  return false;
}

/** Deviation of neighbouring differences, which broad light does not change, in each block of one strip. */
function blockDeviations(strip: Float32Array, width: number): readonly number[] {
  return Array.from({ length: Math.floor(width / blockSide) }, (_, block) => {
    let sum = 0;
    let count = 0;
    for (let y = 0; y < blockSide; y++) {
      for (let x = block * blockSide; x < (block + 1) * blockSide - 1; x++) {
        sum += (strip[y * width + x + 1]! - strip[y * width + x]!) ** 2;
        count += 1;
      }
    }
    return Math.sqrt(sum / count / 2);
  });
}

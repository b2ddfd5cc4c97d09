import { luma } from "../colour.ts";
import type { Picture } from "../picture.ts";
import { resizeRows } from "../resize-rows.ts";
import { streamPicture } from "../row-stream.ts";
import { type Seam, createLineFinder } from "./lines.ts";

/** What the delivery has, at its own size, that a plain enlargement of the approved picture has not. */
export interface Residual {
  /** The straight line that stands out most, over a quarter of the picture or more. */
  readonly seam: Seam;
  /** Strongest period of 8 pixels in the steps between columns or rows, 1 is none. JPEG blocks have it. */
  readonly blocking: number;
  /** Deviation of luma in the calmest tenth of 16-pixel blocks: noise shows there, texture does not. */
  readonly noise: number;
  /** Share of pixels with a channel at its end that was not near it. */
  readonly clipped: number;
}

const blockSide = 16;

/** Both pictures row by row; only sums are held. The delivery has the approved picture's shape. */
export async function residualOf(approved: Picture, delivered: Picture): Promise<Residual> {
  const { width, height, channels, data } = delivered;
  const lines = createLineFinder({ width, height }, width / approved.width);
  const strip = new Float32Array(width * blockSide);
  const plain = new Float32Array(width);
  const file = new Uint8ClampedArray(width * 3);
  const deviations: number[] = [];
  let clipped = 0;
  let y = 0;
  for await (const band of resizeRows(streamPicture(approved), { width, height }).bands()) {
    for (let row = 0; row * width * 3 < band.length; row++, y++) {
      // As a file would hold it: what rounding does along an edge is no line of the delivery.
      file.set(band.subarray(row * width * 3, (row + 1) * width * 3));
      const residual = strip.subarray((y % blockSide) * width, ((y % blockSide) + 1) * width);
      for (let x = 0; x < width; x++) {
        const from = (row * width + x) * 3;
        const own = (y * width + x) * channels;
        plain[x] = luma(file[x * 3]!, file[x * 3 + 1]!, file[x * 3 + 2]!);
        residual[x] = luma(data[own]!, data[own + 1]!, data[own + 2]!) - plain[x]!;
        if (isClipped(data, own, band, from)) clipped += 1;
      }
      lines.addRow(residual, plain, file);
      if (y % blockSide === blockSide - 1) deviations.push(...blockDeviations(strip, width));
    }
  }
  const { seam, blocking } = lines.found();
  const noise = deviations.toSorted((a, b) => a - b)[Math.floor(deviations.length / 10)] ?? 0;
  return { seam, blocking, noise, clipped: clipped / (width * height) };
}

function isClipped(own: Uint8Array, at: number, plain: Float32Array, from: number): boolean {
  for (let c = 0; c < 3; c++) {
    if (own[at + c] === 255 && plain[from + c]! < 245) return true;
    if (own[at + c] === 0 && plain[from + c]! > 10) return true;
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

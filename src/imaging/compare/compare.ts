import type { Size } from "../../core/size.ts";
import { deltaE2000, labOfBytes, luma } from "../colour.ts";
import { resizeLanczos } from "../lanczos.ts";
import { type Picture, fitInto, flattenPicture } from "../picture.ts";
import type { Plane } from "../planes.ts";
import { type Shift, measureShift } from "./registration.ts";
import { structuralSimilarity } from "./ssim.ts";

/** How much one picture differs from another. */
export interface Comparison {
  /** Structural similarity of luma, 1 is equal (see ssim.ts). */
  readonly similarity: number;
  /** Mean and 95th percentile of ΔE2000 over all pixels; 1 is just seen side by side. */
  readonly meanDifference: number;
  readonly largeDifference: number;
  readonly shift: Shift;
}

/** Longest side at which pictures are compared: enough to see any change, small enough to take well under a second. */
const comparedSide = 512;

/** Compares `b` with `a`. Both are brought to the size of `a`, at most 512 pixels on the longer side; alpha is laid on white. */
export function comparePictures(a: Picture, b: Picture): Comparison {
  const [first, second] = alike(a, b);
  const differences = differencePlane(first, second).data.toSorted();
  const shift = measureShift(first, second);
  const scale = a.width / first.width;
  return {
    similarity: structuralSimilarity(first, second),
    meanDifference: differences.reduce((sum, value) => sum + value, 0) / differences.length,
    largeDifference: differences[Math.floor(0.95 * (differences.length - 1))]!,
    shift: { ...shift, x: shift.x * scale, y: shift.y * scale, uncertainty: shift.uncertainty * scale },
  };
}

function alike(a: Picture, b: Picture): readonly [Picture, Picture] {
  const whole: Size = { width: a.width, height: a.height };
  const size =
    Math.max(whole.width, whole.height) > comparedSide
      ? fitInto(whole, { width: comparedSide, height: comparedSide })
      : whole;
  return [resizeLanczos(flattenPicture(a), size), resizeLanczos(flattenPicture(b), size)];
}

/** ΔE2000 of every pixel. */
export function differencePlane(a: Picture, b: Picture): Plane {
  const data = new Float32Array(a.width * a.height);
  for (let i = 0; i < data.length; i++) {
    const at = i * 3;
    const same = a.data[at] === b.data[at] && a.data[at + 1] === b.data[at + 1] && a.data[at + 2] === b.data[at + 2];
    if (!same) data[i] = deltaE2000(labAt(a, at), labAt(b, at));
  }
  return { width: a.width, height: a.height, data };
}

const labAt = (picture: Picture, at: number) =>
  labOfBytes(picture.data[at]!, picture.data[at + 1]!, picture.data[at + 2]!);

/** ΔE2000 at which the map shows full amber: nobody calls that the same colour. */
const fullDifference = 20;
const amber = [232, 154, 44] as const;

/**
 * Where `b` differs from `a`: a dim grey print of `a` with the differences laid over it in amber, at the size at which they
 * were compared.
 */
export function differenceMap(a: Picture, b: Picture): Picture {
  const [first, second] = alike(a, b);
  const differences = differencePlane(first, second).data;
  const data = new Uint8ClampedArray(first.width * first.height * 3);
  for (let i = 0; i < differences.length; i++) {
    const at = i * 3;
    const amount = Math.min(1, differences[i]! / fullDifference);
    const grey = 24 + 0.3 * luma(first.data[at]!, first.data[at + 1]!, first.data[at + 2]!);
    for (let c = 0; c < 3; c++) data[at + c] = grey + (amber[c]! - grey) * amount;
  }
  return {
    width: first.width,
    height: first.height,
    channels: 3,
    data: new Uint8Array(data.buffer),
  };
}

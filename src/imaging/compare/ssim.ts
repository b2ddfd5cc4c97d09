import { invalid } from "../../core/errors.ts";
import { sameSize, sizeText } from "../../core/size.ts";
import type { Picture } from "../picture.ts";
import { type Plane, blurPlane, gaussianKernel, lumaPlane } from "../planes.ts";

/** (0.01 · 255)² and (0.03 · 255)². */
const c1 = 6.5025;
const c2 = 58.5225;
const radius = 5;
const window = gaussianKernel(1.5, radius);

/**
 * Structural similarity of luma with an 11-tap Gaussian window, σ 1.5: 1 is equal, below 0.9 a changed picture.
 * Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, IEEE Transactions on Image Processing 13 (2004).
 * Both pictures have the same size.
 */
export function structuralSimilarity(a: Picture, b: Picture): number {
  return meanInside(similarityMap(a, b));
}

/** The similarity around every pixel. Windows that reach over the border repeat the edge. */
export function similarityMap(a: Picture, b: Picture): Plane {
  if (!sameSize(a, b))
    throw invalid(
      `A ${sizeText(a)} picture cannot be compared with a ${sizeText(b)} one.`,
      "Bring them to one size first.",
    );
  const x = lumaPlane(a);
  const y = lumaPlane(b);
  const meanX = blurPlane(x, window).data;
  const meanY = blurPlane(y, window).data;
  const squareX = blurPlane(product(x, x), window).data;
  const squareY = blurPlane(product(y, y), window).data;
  const cross = blurPlane(product(x, y), window).data;
  const data = new Float32Array(x.data.length);
  for (let i = 0; i < data.length; i++) {
    const mx = meanX[i]!;
    const my = meanY[i]!;
    const spread = squareX[i]! - mx * mx + (squareY[i]! - my * my);
    const together = cross[i]! - mx * my;
    data[i] = ((2 * mx * my + c1) * (2 * together + c2)) / ((mx * mx + my * my + c1) * (spread + c2));
  }
  return { width: a.width, height: a.height, data };
}

const product = (a: Plane, b: Plane): Plane => ({
  ...a,
  data: a.data.map((value, i) => value * b.data[i]!),
});

/** Mean over the pixels whose window lies inside the picture; over all when none does. */
function meanInside(map: Plane): number {
  const fits = map.width > 2 * radius && map.height > 2 * radius;
  const margin = fits ? radius : 0;
  let sum = 0;
  for (let y = margin; y < map.height - margin; y++) {
    for (let x = margin; x < map.width - margin; x++) sum += map.data[y * map.width + x]!;
  }
  return sum / ((map.width - 2 * margin) * (map.height - 2 * margin));
}

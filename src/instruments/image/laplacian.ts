import { type Plane, lumaPlane } from "../../imaging/planes.ts";
import type { Picture } from "../../imaging/picture.ts";

/** Four times each luma less its four neighbours; 0 where a neighbour is missing. */
export function laplacian(picture: Picture): Plane {
  const luma = lumaPlane(picture);
  const { width, height, data } = luma;
  const edges = new Float32Array(data.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      edges[at] = 4 * data[at]! - data[at - 1]! - data[at + 1]! - data[at - width]! - data[at + width]!;
    }
  }
  return { width, height, data: edges };
}

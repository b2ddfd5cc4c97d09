import { type Plane, blurPlane, gaussianKernel } from "../planes.ts";

/** Energy of a picture's detail at three sizes: differences of Gaussians, mean square of luma. */
export interface Bands {
  /** Detail of about a pixel. */
  readonly fine: number;
  /** Detail of a few pixels. */
  readonly middle: number;
  readonly coarse: number;
}

export function bandEnergy(luma: Plane): Bands {
  const [one, two, four] = [1, 2, 4].map((sigma) => blurPlane(luma, gaussianKernel(sigma)));
  return { fine: energy(luma, one!), middle: energy(one!, two!), coarse: energy(two!, four!) };
}

function energy(sharp: Plane, soft: Plane): number {
  let sum = 0;
  for (let i = 0; i < sharp.data.length; i++) sum += (sharp.data[i]! - soft.data[i]!) ** 2;
  return sum / sharp.data.length;
}

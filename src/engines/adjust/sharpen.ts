import type { Picture } from "../../imaging/picture.ts";
import { blurPlane, gaussianKernel, lumaPlane } from "../../imaging/planes.ts";

/**
 * Unsharp mask on luma: what a Gaussian of `radius` pixels (its standard deviation) takes away is added back `amount` times,
 * alike on red, green and blue, so that edges get no coloured fringe. On the sRGB scale, where equal steps look equal.
 */
export function sharpen(picture: Picture, amount: number, radius: number): Picture {
  if (amount === 0) return picture;
  const sharp = lumaPlane(picture);
  const soft = blurPlane(sharp, gaussianKernel(radius));
  const { channels } = picture;
  const data = new Uint8ClampedArray(picture.data);
  for (let i = 0; i < sharp.data.length; i++) {
    const detail = amount * (sharp.data[i]! - soft.data[i]!);
    for (let c = 0; c < 3; c++) data[i * channels + c]! += detail;
  }
  return { ...picture, data: new Uint8Array(data.buffer) };
}

import { labOfBytes } from "../../imaging/colour.ts";
import type { Picture } from "../../imaging/picture.ts";

/** Means over all pixels in CIELAB: b* (blue to yellow), a* (green to red) and chroma √(a*² + b*²). */
export function meanLab({ data }: Picture): { a: number; b: number; chroma: number } {
  const pixels = data.length / 3;
  let sumA = 0;
  let sumB = 0;
  let sumChroma = 0;
  for (let i = 0; i < data.length; i += 3) {
    const [, a, b] = labOfBytes(data[i]!, data[i + 1]!, data[i + 2]!);
    sumA += a;
    sumB += b;
    sumChroma += Math.hypot(a, b);
  }
  return { a: sumA / pixels, b: sumB / pixels, chroma: sumChroma / pixels };
}

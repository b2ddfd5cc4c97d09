import type { Picture } from "../picture.ts";

/** A drawn still life with what pictures have: soft gradients, an edge, a highlight and fine texture. For tests. */
export function scene(width: number, height: number): Picture {
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width, y / height];
      const wall = 90 + 90 * u + 30 * v;
      const table = v > 0.7 ? -35 + 12 * Math.sin(x * 1.3 + Math.sin(y * 0.9) * 2) : 0;
      const reach = Math.hypot((u - 0.42) * (width / height), v - 0.55) / 0.28;
      const ball = reach < 1 ? Math.sqrt(1 - reach * reach) : 0;
      const shine = Math.max(0, 1 - Math.hypot(u - 0.36, v - 0.42) / 0.06);
      const grain = 5 * Math.sin(x * 12.9898 + y * 78.233);
      const light = reach < 1 ? 40 + 150 * ball + 40 * shine + grain * 0.5 : wall + table + grain;
      const tint = reach < 1 ? [0.75, 1, 0.45] : [1, 0.95, 0.86];
      for (let c = 0; c < 3; c++) data[(y * width + x) * 3 + c] = light * tint[c]!;
    }
  }
  return { width, height, channels: 3, data: new Uint8Array(data.buffer) };
}

import { resizeLanczos } from "./lanczos.ts";
import { type Picture, flattenPicture } from "./picture.ts";

/** Pictures side by side at one height, a gap between them; gaps are mid grey, which is quiet on dark and on light. */
export function strip(pictures: readonly Picture[], height: number, gap: number): Picture {
  const scaled = pictures.map((picture) =>
    flattenPicture(
      resizeLanczos(picture, { width: Math.max(1, Math.round((picture.width * height) / picture.height)), height }),
    ),
  );
  const width = scaled.reduce((sum, picture) => sum + picture.width, 0) + gap * Math.max(0, scaled.length - 1);
  const data = new Uint8Array(width * height * 3).fill(128);
  let left = 0;
  for (const picture of scaled) {
    for (let row = 0; row < height; row++) {
      const line = picture.data.subarray(row * picture.width * 3, (row + 1) * picture.width * 3);
      data.set(line, (row * width + left) * 3);
    }
    left += picture.width + gap;
  }
  return { width, height, channels: 3, data };
}

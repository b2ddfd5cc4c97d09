import type { Picture } from "./picture.ts";

type Paint = (x: number, y: number) => readonly [number, number, number];

/** A test picture, painted by a function of pixel coordinates; values are rounded and clamped to 0–255. */
export function paintPicture(width: number, height: number, paint: Paint): Picture {
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(paint(x, y), (y * width + x) * 3);
  return { width, height, channels: 3, data: new Uint8Array(data.buffer) };
}

export const flatPicture = (width: number, height: number, colour: readonly [number, number, number]): Picture =>
  paintPicture(width, height, () => colour);

/** Every pixel by chance, the same for the same seed (xorshift32, G. Marsaglia 2003). */
export function noisePicture(width: number, height: number, seed = 1): Picture {
  let state = seed | 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  };
  return paintPicture(width, height, () => [next(), next(), next()]);
}

/** A soft bright ball on a dark ground with a table edge: something with a shape, a gradient and an edge. */
export function ballPicture(
  width: number,
  height: number,
  centre: readonly [number, number] = [width / 2, height / 2],
): Picture {
  const radius = Math.min(width, height) / 5;
  return paintPicture(width, height, (x, y) => {
    const distance = Math.hypot(x + 0.5 - centre[0], y + 0.5 - centre[1]) / radius;
    const light = Math.max(0, 1 - distance ** 2) ** 0.5;
    const ground = y > height * 0.7 ? 70 : 40;
    return [ground + 150 * light, ground + 110 * light, ground + 40 * light];
  });
}

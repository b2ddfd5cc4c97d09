import type { Recipe } from "../../core/recipe.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import type { Picture } from "../../imaging/picture.ts";
import { type Bench, hashOf } from "./bench.ts";

// Pictures to start from.

export async function putPicture(bench: Bench, picture: Picture): Promise<string> {
  const data = await encodePicture(picture, "png");
  const hash = hashOf(data);
  bench.blobs.set(hash, data);
  return hash;
}

function paint({ size }: Recipe, colour: (x: number, y: number) => readonly [number, number, number]): Picture {
  const data = new Uint8Array(size.width * size.height * 3);
  for (let index = 0; index < data.length / 3; index++)
    data.set(colour(index % size.width, Math.floor(index / size.width)), index * 3);
  return { ...size, channels: 3, data };
}

export const stripes = (recipe: Recipe): Picture =>
  paint(recipe, (x, y) => (Math.floor((x + y) / 8) % 2 === 0 ? [220, 180, 60] : [40, 60, 120]));
export const leftHalfWhite = (recipe: Recipe): Picture =>
  paint(recipe, (x) => (x < recipe.size.width / 2 ? [255, 255, 255] : [0, 0, 0]));
export const invert = (picture: Picture): Picture => ({ ...picture, data: picture.data.map((value) => 255 - value) });

export const rightHalf = ({ width, data }: Picture): Uint8Array =>
  data.filter((_, index) => Math.floor(index / 3) % width >= width / 2);

export const meanDifference = (a: Picture, b: Picture): number =>
  a.data.reduce((sum, value, index) => sum + Math.abs(value - (b.data[index] ?? 0)), 0) / a.data.length;

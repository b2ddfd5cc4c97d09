import type { Picture } from "../../imaging/picture.ts";
import { type Plane, lumaPlane } from "../../imaging/planes.ts";
import { imageInstrument } from "../image-instrument.ts";
import { percentile } from "../percentile.ts";
import { laplacian } from "./laplacian.ts";

const block = 16;
/** Blocks darker or lighter than this show no surface; a step of this much between neighbours is an outline, not texture. */
const darkest = 20;
const lightest = 235;
const outline = 60;
/** Texture under this is smoother than any camera makes a lit surface. */
const flat = 1.2;

/** Fine grain of surfaces: what over-smoothed skin lacks. Heavy JPEG compression lowers it too. */
export const texture = imageInstrument({
  id: "texture",
  version: 2,
  quantities: [
    {
      name: "texture",
      unit: "luma",
      better: "neither",
      meaning:
        "How much fine grain surfaces have: the median, over blocks of 16×16 pixels without outlines, of the root mean square of the Laplacian of luma.",
    },
    {
      name: "flat-share",
      unit: "share",
      better: "neither",
      meaning: "The share of those blocks that are smoother than a photograph of a lit surface (texture under 1.2).",
    },
  ],
  measure: (picture) => {
    const blocks = blockTextures(picture).toSorted((a, b) => a - b);
    const smooth = blocks.filter((value) => value < flat).length;
    return {
      texture: percentile(blocks, 0.5),
      "flat-share": blocks.length === 0 ? 0 : smooth / blocks.length,
    };
  },
});

/** One number for each whole block that is a plain surface. */
function blockTextures(picture: Picture): readonly number[] {
  const luma = lumaPlane(picture);
  const edges = laplacian(picture);
  const found: number[] = [];
  for (let top = 0; top + block <= luma.height; top += block) {
    for (let left = 0; left + block <= luma.width; left += block) {
      if (isSurface(luma, left, top)) found.push(rootMeanSquare(edges, left, top));
    }
  }
  return found;
}

function isSurface({ width, height, data }: Plane, left: number, top: number): boolean {
  let sum = 0;
  for (let y = top; y < top + block; y++) {
    for (let x = left; x < left + block; x++) {
      const at = y * width + x;
      sum += data[at]!;
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) continue;
      const step = Math.abs(data[at + 1]! - data[at - 1]!) + Math.abs(data[at + width]! - data[at - width]!);
      if (step >= outline) return false;
    }
  }
  const mean = sum / (block * block);
  return mean >= darkest && mean <= lightest;
}

function rootMeanSquare({ width, data }: Plane, left: number, top: number): number {
  let sum = 0;
  for (let y = top; y < top + block; y++) for (let x = left; x < left + block; x++) sum += data[y * width + x]! ** 2;
  return Math.sqrt(sum / (block * block));
}

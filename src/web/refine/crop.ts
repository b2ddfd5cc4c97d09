import type { Box } from "../../pixels/crop.ts";

/** A crop as the strip sets it: a shape, how much of the picture it keeps, and where it lies in what is left over. */
export interface CropChoice {
  /** Width ÷ height; null keeps the picture's own. */
  readonly ratio: number | null;
  /** Share of the largest crop of that shape, 0.3…1. */
  readonly size: number;
  /** 0 left or top … 1 right or bottom. */
  readonly x: number;
  readonly y: number;
}

export const wholeCrop: CropChoice = { ratio: null, size: 1, x: 0.5, y: 0.5 };

/** The crop as fractions of the picture, which is `pictureRatio` times as wide as high. */
export function boxOf({ ratio, size, x, y }: CropChoice, pictureRatio: number): Box {
  const shape = ratio ?? pictureRatio;
  const width = Math.min(1, shape / pictureRatio) * size;
  const height = Math.min(1, pictureRatio / shape) * size;
  return { left: (1 - width) * x, top: (1 - height) * y, width, height };
}

export const keepsAll = ({ width, height }: Box): boolean => width > 0.999 && height > 0.999;

/** The crop, unless it keeps everything. */
export function cropped(choice: CropChoice, pictureRatio: number): Box | undefined {
  const box = boxOf(choice, pictureRatio);
  return keepsAll(box) ? undefined : box;
}

/** The choice after the box was dragged by fractions of the picture. */
export function dragged(
  choice: CropChoice,
  pictureRatio: number,
  by: { readonly x: number; readonly y: number },
): CropChoice {
  const { left, top, width, height } = boxOf(choice, pictureRatio);
  const along = (at: number, step: number, length: number, was: number): number =>
    length > 0.999 ? was : Math.max(0, Math.min(1, (at + step) / (1 - length)));
  return { ...choice, x: along(left, by.x, width, choice.x), y: along(top, by.y, height, choice.y) };
}

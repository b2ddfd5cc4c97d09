import { cropAreaKept, cropScales, cropSteps } from "../priors.ts";
import type { Size } from "../../size.ts";

/** A rectangle in fractions of the picture. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where the middle of the subject should be and how much of the height it should fill, each as a range of fractions. */
export interface Placement {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
  readonly height?: readonly [low: number, high: number] | undefined;
}

/** How fine a grid of crops is. */
export interface CropGrid {
  /** Sizes from the widest down to 70 % of the area, at least 2. */
  readonly scales: number;
  /** Places each way, at least 2. */
  readonly steps: number;
}

const finest: CropGrid = { scales: cropScales, steps: cropSteps };
/** Where every crop has to be looked at by a judge: the corners, the edges and the middle, at two sizes. */
export const coarseCrops: CropGrid = { scales: 3, steps: 3 };

/** Every crop at a ratio (width / height) that keeps at least 70 % of the area, on a grid of sizes and places; largest first. */
export function cropsOf(size: Size, ratio: number, grid: CropGrid = finest): readonly Box[] {
  const pictureRatio = size.width / size.height;
  const widest = { width: Math.min(1, ratio / pictureRatio), height: Math.min(1, pictureRatio / ratio) };
  return Array.from({ length: grid.scales }, (_, index) => {
    const scale = 1 - (index / (grid.scales - 1)) * (1 - Math.sqrt(cropAreaKept));
    return { width: widest.width * scale, height: widest.height * scale };
  })
    .filter(({ width, height }) => width * height >= cropAreaKept - 1e-9)
    .flatMap(({ width, height }) =>
      steps(1 - width, grid.steps).flatMap((left) =>
        steps(1 - height, grid.steps).map((top) => ({ left, top, width, height })),
      ),
    );
}

const steps = (room: number, count: number): readonly number[] =>
  room <= 1e-9 ? [0] : Array.from({ length: count }, (_, index) => (room * index) / (count - 1));

/** The largest crop that puts the whole subject where it should be; undefined when none does. */
export const cropFor = (subject: Box, wanted: Placement, crops: readonly Box[]): Box | undefined =>
  crops.find((crop) => isPlaced(within(subject, crop), wanted));

/** A box in fractions of a crop. */
const within = (box: Box, crop: Box): Box => ({
  left: (box.left - crop.left) / crop.width,
  top: (box.top - crop.top) / crop.height,
  width: box.width / crop.width,
  height: box.height / crop.height,
});

function isPlaced(subject: Box, { x, y, height }: Placement): boolean {
  const whole =
    subject.left >= 0 && subject.top >= 0 && subject.left + subject.width <= 1 && subject.top + subject.height <= 1;
  return (
    whole &&
    isIn(subject.left + subject.width / 2, x) &&
    isIn(subject.top + subject.height / 2, y) &&
    (height === undefined || isIn(subject.height, height))
  );
}

const isIn = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high;

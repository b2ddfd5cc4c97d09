import type { Picture } from "../imaging/picture.ts";

/**
 * Bounds of pictures of the built-in world, at the network's size. Over 1,000 renders that no network was trained on:
 * median detail at most 0.007, mean detail at most 0.045, mean brightness 0.16–0.87, spread at least 0.035. The bounds
 * leave room for what engines and later passes add. Of 180 screenshots, diagrams and icons 124 lie outside; nearly all
 * of the others are icons of one thing on a plain ground.
 */
const bounds = { medianDetail: 0.015, meanDetail: 0.065, darkest: 0.08, brightest: 0.93, spread: 0.02 } as const;

/**
 * Whether the picture might be a still life of the built-in world: smooth backdrop, few edges, neither blank nor blown out.
 * A network trained on one world is sure of itself in any other; this keeps it from answering there.
 */
export function looksLikeStillLife(picture: Picture): boolean {
  const luma = lumaOf(picture);
  const brightness = mean(luma);
  const spread = Math.sqrt(mean(luma.map((value) => (value - brightness) ** 2)));
  const detail = detailOf(luma, picture.width, picture.height).toSorted();
  return (
    (detail[Math.floor(detail.length / 2)] ?? 0) <= bounds.medianDetail &&
    mean(detail) <= bounds.meanDetail &&
    brightness >= bounds.darkest &&
    brightness <= bounds.brightest &&
    spread >= bounds.spread
  );
}

/** Luma of sRGB values in 0…1, weights of ITU-R BT.601. */
function lumaOf({ width, height, channels, data }: Picture): Float64Array {
  return Float64Array.from({ length: width * height }, (_, pixel) => {
    const at = pixel * channels;
    return (0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)) / 255;
  });
}

/** The absolute Laplacian at every inner pixel. */
function detailOf(luma: Float64Array, width: number, height: number): Float64Array {
  const at = (x: number, y: number): number => luma[y * width + x] ?? 0;
  const inner = width - 2;
  return Float64Array.from({ length: inner * (height - 2) }, (_, index) => {
    const x = (index % inner) + 1;
    const y = Math.floor(index / inner) + 1;
    return Math.abs(4 * at(x, y) - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1));
  });
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

import type { Size } from "../../core/size.ts";

type Sides = Readonly<Record<string, readonly [width: number, height: number]>>;

/** What each shape comes out as (https://ai.google.dev/gemini-api/docs/image-generation), at 1K. */
const gemini2: Sides = {
  "1:1": [1024, 1024],
  "2:3": [832, 1248],
  "3:2": [1248, 832],
  "3:4": [864, 1184],
  "4:3": [1184, 864],
  "4:5": [896, 1152],
  "5:4": [1152, 896],
  "9:16": [768, 1344],
  "16:9": [1344, 768],
  "21:9": [1536, 672],
};
const gemini3: Sides = {
  "1:1": [1024, 1024],
  "2:3": [848, 1264],
  "3:2": [1264, 848],
  "3:4": [896, 1200],
  "4:3": [1200, 896],
  "4:5": [928, 1152],
  "5:4": [1152, 928],
  "9:16": [768, 1376],
  "16:9": [1376, 768],
  "21:9": [1584, 672],
};

/** Sizes by shape, the square first. */
export function shapesOf(model: string, imageSize: "1K" | "2K" | "4K"): Readonly<Record<string, Size>> {
  const [sides, times] = model.startsWith("gemini-2") ? [gemini2, 1] : [gemini3, Number(imageSize[0])];
  return Object.fromEntries(
    Object.entries(sides).map(([shape, [width, height]]) => [shape, { width: width * times, height: height * times }]),
  );
}

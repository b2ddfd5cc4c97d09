import type { Ability } from "../../core/engine.ts";
import { type Size, sizeText } from "../../core/size.ts";

/** What a family of models takes. */
export interface Family {
  readonly fits: RegExp;
  readonly abilities: readonly Ability[];
  /** Sizes in pixels by width and height, or the shape alone. */
  readonly sizedBy: "pixels" | "aspect";
  readonly sizes: [Size, ...Size[]] | "any";
  /** For "any": width and height are multiples of it, within these limits. */
  readonly grid?: { readonly multiple: number; readonly smallest: number; readonly mostPixels: number };
}

export const square: Size = { width: 1024, height: 1024 };
const shapes: [Size, ...Size[]] = [
  square,
  { width: 1392, height: 752 },
  { width: 752, height: 1392 },
  { width: 1184, height: 880 },
  { width: 880, height: 1184 },
];

const families: readonly Family[] = [
  { fits: /kontext/u, abilities: ["text-to-image", "instruction", "seeds"], sizedBy: "aspect", sizes: shapes },
  { fits: /fill/u, abilities: ["instruction", "mask", "seeds"], sizedBy: "pixels", sizes: "any" },
  {
    fits: /ultra/u,
    abilities: ["text-to-image", "seeds"],
    sizedBy: "aspect",
    sizes: [
      { width: 2048, height: 2048 },
      { width: 2752, height: 1536 },
      { width: 1536, height: 2752 },
    ],
  },
  {
    fits: /^flux-(?:pro|dev)/u,
    abilities: ["text-to-image", "seeds"],
    sizedBy: "pixels",
    sizes: "any",
    grid: { multiple: 32, smallest: 256, mostPixels: 1440 * 1440 },
  },
  {
    fits: /./u,
    abilities: ["text-to-image", "instruction", "references", "seeds"],
    sizedBy: "pixels",
    sizes: "any",
    grid: { multiple: 16, smallest: 64, mostPixels: 2048 * 2048 },
  },
];

export const familyOf = (model: string): Family => families.find(({ fits }) => fits.test(model)) as Family;

export function gridReasons({ width, height }: Size, { grid }: Family): readonly string[] {
  if (!grid) return [];
  const { multiple, smallest, mostPixels } = grid;
  const fits =
    width % multiple === 0 &&
    height % multiple === 0 &&
    Math.min(width, height) >= smallest &&
    width * height <= mostPixels;
  return fits
    ? []
    : [
        `Black Forest Labs cannot make ${sizeText({ width, height })}. Width and height must be multiples of ${multiple}, at least ${smallest}, and at most ${(mostPixels / 1e6).toFixed(1)} megapixels together.`,
      ];
}

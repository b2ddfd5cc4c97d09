import { createHash } from "node:crypto";
import type { Recipe } from "../../core/recipe.ts";
import type { Picture } from "../../imaging/picture.ts";

type Colour = readonly [number, number, number];

/**
 * A flat picture that belongs to one recipe: the words and settings choose the ground, the seed chooses a square on it.
 * Equal recipes give equal pixels; another prompt, setting or seed gives others.
 *
 * @param chance takes the place of the seed where the recipe has none
 */
export function drawFlatPicture(recipe: Recipe, chance: string): Picture {
  const { width, height } = recipe.size;
  const ground = digest("ground", wordsAndSettings(recipe));
  const square = digest("square", [recipe.seed ?? chance, recipe.variation, ...(recipe.window ? [recipe.window] : [])]);
  const side = Math.max(1, Math.floor(Math.min(width, height) / 3));
  const left = Math.floor((byteAt(square, 3) / 256) * (width - side + 1));
  const top = Math.floor((byteAt(square, 4) / 256) * (height - side + 1));
  const data = new Uint8Array(width * height * 3);
  fill(data, width, { left: 0, top: 0, right: width, bottom: height }, colourOf(ground));
  fill(data, width, { left, top, right: left + side, bottom: top + side }, colourOf(square));
  return { width, height, channels: 3, data };
}

/** `strength` of the new picture over the source, as far as the mask is white. All RGB of one size. */
export function drawOver(source: Picture, picture: Picture, strength: number, mask?: Picture): Picture {
  const data = picture.data.map((value, index) => {
    const share = strength * ((mask?.data[index] ?? 255) / 255);
    const before = source.data[index] ?? 0;
    return Math.round(before + (value - before) * share);
  });
  return { ...picture, data };
}

const wordsAndSettings = (recipe: Recipe): readonly unknown[] => [
  recipe.prompt,
  recipe.negativePrompt,
  recipe.steps,
  recipe.guidance,
  recipe.sampler,
  recipe.instruction,
  recipe.settings,
];

const digest = (purpose: string, parts: readonly unknown[]): Buffer =>
  createHash("sha256")
    .update(JSON.stringify([purpose, ...parts]))
    .digest();

const byteAt = (bytes: Buffer, index: number): number => bytes[index] ?? 0;
const colourOf = (bytes: Buffer): Colour => [byteAt(bytes, 0), byteAt(bytes, 1), byteAt(bytes, 2)];

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function fill(data: Uint8Array, width: number, box: Box, colour: Colour): void {
  for (let y = box.top; y < box.bottom; y++) {
    for (let x = box.left; x < box.right; x++) data.set(colour, (y * width + x) * 3);
  }
}

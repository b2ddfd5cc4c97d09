import type { Adjustment } from "../../core/recipe.ts";
import { type DeepPicture, deepOf, flattened, mixed, moved, shallow } from "../../imaging/deep-picture.ts";
import { cropBox, extendRows } from "../../imaging/framing.ts";
import { resizeLanczos } from "../../imaging/lanczos.ts";
import type { Picture } from "../../imaging/picture.ts";
import { lumaPlane } from "../../imaging/planes.ts";
import { straightenRows, turnRows } from "../../pixels/turn.ts";
import { resizeFloats } from "../../imaging/upscale/resize-floats.ts";
import { type PixelAdjustment, adjustRows, isTone } from "../../pixels/adjust.ts";
import type { FloatPlane } from "../../pixels/box.ts";
import { cropRows } from "../../pixels/crop.ts";
import type { Cubes, Tone } from "../../pixels/tone.ts";

/** The files that adjustments refer to, by their hash. */
export interface AdjustmentFiles {
  readonly cubes: Cubes;
  readonly masks: ReadonlyMap<string, Picture>;
}

export const noFiles: AdjustmentFiles = { cubes: new Map(), masks: new Map() };

/** A picture of bytes after all adjustments, in order. */
export function applyAdjustments(picture: Picture, adjustments: readonly Adjustment[], files = noFiles): Picture {
  return adjustments.length === 0 ? picture : shallow(adjustDeep(deepOf(picture, 8), adjustments, files));
}

/** The same for numbers. The picture given may be changed. */
export const adjustDeep = (picture: DeepPicture, adjustments: readonly Adjustment[], files = noFiles): DeepPicture =>
  passesOf(adjustments).reduce((made, pass) => runPass(made, pass, files), picture);

/** Either a run of tones or one adjustment that looks at neighbours or changes the frame. */
export type Pass = readonly Tone[] | Exclude<Adjustment, Tone>;

/** Neighbouring tones run as one pass. */
export function passesOf(adjustments: readonly Adjustment[]): readonly Pass[] {
  const passes: (Tone[] | Exclude<Adjustment, Tone>)[] = [];
  for (const adjustment of adjustments) {
    const last = passes.at(-1);
    if (!isTone(adjustment)) passes.push(adjustment);
    else if (Array.isArray(last)) last.push(adjustment);
    else passes.push([adjustment]);
  }
  return passes;
}

/** Numbers all the way: nothing is rounded between passes. The picture given may be changed. */
export function runPass(picture: DeepPicture, pass: Pass, files: AdjustmentFiles = noFiles): DeepPicture {
  if (!("kind" in pass)) return onPixels(picture, pass, files);
  switch (pass.kind) {
    case "crop":
      return moved(picture, (rows) => cropRows(rows, cropBox(pass, rows)));
    case "rotate":
      return moved(picture, (rows) => turnRows(rows, pass.quarters));
    case "straighten":
      return mixed(picture, (rows) => straightenRows(rows, pass.degrees));
    case "resize":
      return mixed(picture, (rows) => resizeFloats(rows, pass.size));
    case "extend":
      return moved(flattened(picture), (rows) => extendRows(rows, pass));
    default:
      return onPixels(picture, [pass], files);
  }
}

/** With masks at the size that the picture has at this place of the chain. */
function onPixels(
  picture: DeepPicture,
  adjustments: readonly PixelAdjustment[],
  { cubes, masks }: AdjustmentFiles,
): DeepPicture {
  const { colour } = picture;
  const fitted = new Map<string, FloatPlane>();
  for (const adjustment of adjustments) {
    const mask = adjustment.kind === "masked" ? masks.get(adjustment.mask) : undefined;
    if (adjustment.kind === "masked" && mask) fitted.set(adjustment.mask, sharesOf(mask, colour));
  }
  return { ...picture, colour: adjustRows(colour, adjustments, { cubes, masks: fitted }) };
}

/** White 1, black 0. */
function sharesOf(mask: Picture, size: { width: number; height: number }): FloatPlane {
  const plane = lumaPlane(resizeLanczos(mask, { width: size.width, height: size.height }));
  return { ...plane, data: plane.data.map((value) => Math.min(1, Math.max(0, value / 255))) };
}

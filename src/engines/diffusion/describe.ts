import type { Ability } from "../../core/engine.ts";
import type { Size } from "../../core/size.ts";
import { type ModelDescription, largestSide } from "./check-recipe.ts";
import type { Geometry } from "./geometry.ts";
import type { ModelFolder } from "./load-folder.ts";
import { guidanceInput } from "./model-family.ts";
import { isFlow, samplersFor } from "./samplers/index.ts";

/** The parts of a description that the model folder decides. */
export function describeModel(
  folder: ModelFolder,
  geometry: Geometry,
): Pick<ModelDescription, "abilities" | "sizes" | "cell" | "steps" | "guidance" | "samplers"> {
  const { defaultSteps, defaultGuidance } = folder.index.samebut;
  const usual = usualSettings(folder);
  return {
    abilities: [...abilitiesOf(folder)],
    sizes: [...sizesOf(geometry)],
    cell: geometry.cell,
    steps: { minimum: 1, maximum: 200, default: defaultSteps ?? usual.steps },
    guidance: { minimum: 1, maximum: 30, default: defaultGuidance ?? usual.guidance },
    samplers: samplersFor(folder.scheduler),
  };
}

function abilitiesOf(folder: ModelFolder): readonly Ability[] {
  const fromPictures: readonly Ability[] = folder.encoder ? ["image-to-image", "mask"] : [];
  const hearsTwice: readonly Ability[] = hasGuidanceInside(folder) ? [] : ["negative-prompt"];
  return ["text-to-image", ...fromPictures, "seeds", "seed-variation", "window", ...hearsTwice];
}

/** Steps and guidance that each family's own pipeline starts with. */
function usualSettings(folder: ModelFolder): { steps: number; guidance: number } {
  if (hasGuidanceInside(folder)) return { steps: 4, guidance: 8.5 };
  if (folder.scheduler.className === "LCMScheduler") return { steps: 4, guidance: 1 };
  if (isFlow(folder.scheduler)) return { steps: 28, guidance: 4.5 };
  return { steps: 25, guidance: folder.textEncoders.length > 1 ? 5 : 7.5 };
}

const hasGuidanceInside = (folder: ModelFolder): boolean =>
  folder.denoiser.header.inputs.some(({ name }) => name === guidanceInput);

/** Width to height. */
const shapes = [1, 4 / 3, 3 / 4, 3 / 2, 2 / 3, 16 / 9, 9 / 16] as const;

/** The default, then usual shapes of the same area. Other multiples are allowed too; these are what to offer. */
function sizesOf({ onlySize, defaultSize, multiple }: Geometry): readonly [Size, ...Size[]] {
  if (onlySize) return [onlySize];
  const area = defaultSize.width * defaultSize.height;
  const round = (pixels: number): number =>
    Math.min(largestSide, Math.max(multiple, Math.round(pixels / multiple) * multiple));
  const others = shapes.map((shape) => ({
    width: round(Math.sqrt(area * shape)),
    height: round(Math.sqrt(area / shape)),
  }));
  const distinct = new Map([defaultSize, ...others].map((size) => [`${size.width}×${size.height}`, size]));
  return [...distinct.values()] as [Size, ...Size[]];
}

import type { EngineDescription } from "../../core/engine.ts";
import type { Recipe } from "../../core/recipe.ts";
import { type Size, sameSize, sizeText } from "../../core/size.ts";
import type { Geometry } from "./geometry.ts";
import { stepsAt } from "./image-to-image.ts";
import type { SchedulerConfig } from "./scheduler-config.ts";

/** What a recipe is checked against. */
export interface Limits {
  readonly description: ModelDescription;
  readonly geometry: Geometry;
  readonly scheduler: SchedulerConfig;
  /** Image-to-image is not repeatable: the exported encoder draws random numbers that no seed reaches. */
  readonly encoderDrawsNoise: boolean;
}

/** A description in which everything is said that a diffusion model can be told. */
export type ModelDescription = EngineDescription & {
  readonly [Setting in "steps" | "guidance"]: NonNullable<EngineDescription[Setting]>;
} & { readonly samplers: [string, ...string[]] };

/** Largest side, in pixels: beyond it the decoder alone needs tens of gigabytes. */
export const largestSide = 2048;

/** Reasons why this recipe cannot be drawn, each a sentence with its remedy; empty when it can. */
export function reasonsAgainst(recipe: Recipe, limits: Limits): readonly string[] {
  return [
    sizeReason,
    windowReason,
    seedReason,
    samplerReason,
    rangeReasons,
    teacherReason,
    sourceReasons,
    strengthReason,
    otherReasons,
  ].flatMap((rule) => rule(recipe, limits) ?? []);
}

type Rule = (recipe: Recipe, limits: Limits) => string | readonly string[] | undefined;

const sizeReason: Rule = ({ size }, { description, geometry }) =>
  sizeAllowed(size, geometry)
    ? undefined
    : `${description.title} cannot draw ${sizeText(size)}. ${sizesSentence(geometry)}`;

function sizeAllowed({ width, height }: Size, { onlySize, multiple }: Geometry): boolean {
  if (onlySize) return sameSize({ width, height }, onlySize);
  return width % multiple === 0 && height % multiple === 0 && Math.max(width, height) <= largestSide;
}

const sizesSentence = ({ onlySize, defaultSize, multiple }: Geometry): string =>
  onlySize
    ? `It draws ${sizeText(onlySize)}; enlarge the finished picture for more.`
    : `Width and height must be multiples of ${multiple}, up to ${largestSide}. It is best at ${sizeText(defaultSize)}.`;

const windowReason: Rule = ({ window, size }, { geometry: { cell } }) => {
  if (window === null) return undefined;
  const { canvas, left, top } = window;
  if (left + size.width > canvas.width || top + size.height > canvas.height)
    return `A tile of ${sizeText(size)} at ${left}, ${top} reaches over the edge of a picture of ${sizeText(canvas)}. Move it inside.`;
  if (left % cell !== 0 || top % cell !== 0)
    return `A tile at ${left}, ${top} lies between the cells of this model. Place it at multiples of ${cell} pixels.`;
  return undefined;
};

const seedReason: Rule = ({ seed }) =>
  seed === null ? "This recipe has no seed. Give one, for example 7." : undefined;

const samplerReason: Rule = ({ sampler }, { description }) => {
  if (sampler === null || description.samplers.includes(sampler)) return undefined;
  return `${description.title} has no sampler “${sampler}”. Use one of: ${description.samplers.join(", ")}.`;
};

const rangeReasons: Rule = (recipe, { description }) =>
  (["steps", "guidance"] as const).flatMap((name) => {
    const value = recipe[name];
    const range = description[name];
    if (value === null || (value >= range.minimum && value <= range.maximum)) return [];
    return `${name === "steps" ? "Steps" : "Guidance"} of ${value} cannot be used. Choose from ${range.minimum} to ${range.maximum}; the default is ${range.default}.`;
  });

const teacherReason: Rule = ({ sampler, steps }, { description, scheduler }) => {
  const used = sampler ?? description.samplers[0];
  if (used !== "lcm" || steps === null || steps <= scheduler.teacherSteps) return undefined;
  return `The sampler “lcm” takes at most ${scheduler.teacherSteps} steps; 4 to 8 are usual.`;
};

const sourceReasons: Rule = ({ source, strength, mask }, { description }) => {
  const reasons: string[] = [];
  if (source !== null && !description.abilities.includes("image-to-image")) {
    reasons.push(`${description.title} cannot start from a picture: vae_encoder/model.onnx is missing in its folder.`);
  }
  if (source !== null && strength === null)
    reasons.push("A source picture needs a denoising strength. Give one from 0 to 1, for example 0.42.");
  if (source === null && strength !== null)
    reasons.push("A denoising strength needs a source picture. Give one, or leave the strength out.");
  if (source === null && mask !== null) reasons.push("A mask needs a source picture. Give one, or leave the mask out.");
  return reasons;
};

const strengthReason: Rule = ({ steps, strength }, { description, scheduler }) => {
  const all = steps ?? description.steps.default;
  if (strength === null || strength === 0 || stepsAt(scheduler, all, strength) > 0) return undefined;
  return `A denoising strength of ${strength} leaves no step of ${all} to run. Use at least ${(1 / all).toFixed(2)}, or more steps.`;
};

const otherReasons: Rule = ({ instruction, adjustments, settings }, { description }) => {
  const reasons: string[] = [];
  if (instruction !== null)
    reasons.push(
      `${description.title} does not edit by instruction. Put the words into the prompt and start from the picture with a denoising strength.`,
    );
  if (adjustments.length > 0)
    reasons.push(`${description.title} does not adjust pictures. Use the engine “adjust” for that.`);
  const unknown = Object.keys(settings);
  if (unknown.length > 0)
    reasons.push(`${description.title} has no setting ${unknown.map((name) => `“${name}”`).join(", ")}. Leave it out.`);
  return reasons;
};

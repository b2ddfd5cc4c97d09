import type { Ability, EngineDescription } from "../../core/engine.ts";
import type { Recipe } from "../../core/recipe.ts";
import { referencesOf } from "../../core/references.ts";
import { sameSize, sizeText } from "../../core/size.ts";

/** Reasons why what an engine says of itself forbids a recipe, each a sentence with its remedy. */
export function reasonsAgainst(recipe: Recipe, description: EngineDescription): readonly string[] {
  return [sizeReasons, seedReasons, sourceReasons, rangeReasons, otherReasons].flatMap((rule) =>
    rule(recipe, description),
  );
}

type Rule = (recipe: Recipe, description: EngineDescription) => readonly string[];

const can = ({ abilities }: EngineDescription, ability: Ability): boolean => abilities.includes(ability);

const sizeReasons: Rule = ({ size, source }, { title, sizes }) =>
  // An edit follows the size of its source.
  source !== null || sizes === "any" || sizes.some((one) => sameSize(one, size))
    ? []
    : [`${title} cannot make ${sizeText(size)}. Use one of: ${sizes.map(sizeText).join(", ")}.`];

const seedReasons: Rule = ({ seed, variation }, description) => [
  ...(seed !== null && !can(description, "seeds")
    ? [`${description.title} has no seeds. Leave the seed out; its effects are compared unpaired.`]
    : []),
  ...(variation !== null && !can(description, "seed-variation")
    ? [`${description.title} cannot mix seeds. Draw more variations instead.`]
    : []),
];

const sourceReasons: Rule = ({ source, mask, strength, instruction }, description) => {
  const { title } = description;
  const reasons: string[] = [];
  const drawsOver = can(description, "image-to-image");
  const enlarges = can(description, "upscale");
  if (source === null && !can(description, "text-to-image"))
    reasons.push(`${title} only works on a picture. Give a source, or draw the picture with another engine first.`);
  if (source !== null && !drawsOver && !enlarges && !can(description, "instruction"))
    reasons.push(`${title} cannot start from a picture. Change the prompt instead.`);
  if (source === null && instruction !== null)
    reasons.push("An instruction needs the picture that it changes. Give a source, or put the words into the prompt.");
  if (source === null && strength !== null)
    reasons.push("A denoising strength needs a source picture. Give one, or leave the strength out.");
  if (source === null && mask !== null) reasons.push("A mask needs a source picture. Give one, or leave the mask out.");
  if (source !== null && strength !== null && !drawsOver)
    reasons.push(`${title} has no denoising strength. Say in an instruction what should change, or give a mask.`);
  if (source !== null && strength === null && instruction === null && !enlarges && !can(description, "instruction"))
    reasons.push("A source picture needs a denoising strength. Give one from 0 to 1, for example 0.42.");
  if (mask !== null && !can(description, "mask"))
    reasons.push(`${title} knows no masks. Leave the mask out and say in the instruction what should change.`);
  return reasons;
};

const rangeReasons: Rule = (recipe, description) =>
  (["steps", "guidance"] as const).flatMap((name) => {
    const [value, range] = [recipe[name], description[name]];
    if (value === null) return [];
    if (!range) return [`${description.title} has no ${name} to set. Leave it out.`];
    return value < range.minimum || value > range.maximum
      ? [
          `${description.title} takes ${name} from ${range.minimum} to ${range.maximum}. The default is ${range.default}.`,
        ]
      : [];
  });

const otherReasons: Rule = (recipe, description) => {
  const { title, samplers } = description;
  const reasons: string[] = [];
  if (referencesOf(recipe).length > 0 && !can(description, "references"))
    reasons.push(`${title} takes no reference pictures. Say in words what it should take from them.`);
  if (recipe.sampler !== null && !samplers?.includes(recipe.sampler))
    reasons.push(`${title} has no sampler “${recipe.sampler}”. Leave it out.`);
  if (recipe.negativePrompt !== "" && !can(description, "negative-prompt"))
    reasons.push(`${title} takes no negative prompt. Say in the prompt what should be there instead.`);
  if (recipe.adjustments.length > 0)
    reasons.push(`${title} does not adjust pictures. Use the engine “adjust” for that.`);
  if (recipe.window !== null) reasons.push(`${title} draws no tiles of a larger picture. Use a local engine for that.`);
  return reasons;
};

import type { Ability, EngineDescription } from "../../core/engine.ts";
import type { Recipe } from "../../core/recipe.ts";
import { isReference, referencesOf } from "../../core/references.ts";
import { sizeText } from "../../core/size.ts";

export interface SizeRule {
  /** Width and height are multiples of this many pixels. */
  readonly multiple: number;
  readonly smallest: number;
  readonly largest: number;
}

/** Reasons why a diffusion server cannot follow a recipe, each a sentence with its remedy; empty when it can. */
export function recipeReasons(recipe: Recipe, description: EngineDescription, size: SizeRule): readonly string[] {
  return [
    sizeReason(recipe, description, size),
    samplerReason(recipe, description),
    ...rangeReasons(recipe, description),
    ...sourceReasons(recipe, description),
    ...abilityReasons(recipe, description),
    ...settingReasons(recipe, description),
  ].flatMap((reason) => reason ?? []);
}

type Reason = string | undefined;

function sizeReason({ size }: Recipe, { title }: EngineDescription, rule: SizeRule): Reason {
  const { multiple, smallest, largest } = rule;
  const sides = [size.width, size.height];
  if (sides.every((side) => side % multiple === 0 && side >= smallest && side <= largest)) return undefined;
  const nearest = sides.map((side) => Math.min(largest, Math.max(smallest, Math.round(side / multiple) * multiple)));
  return `${title} cannot make ${sizeText(size)}. Width and height must be multiples of ${multiple} from ${smallest} to ${largest}; ${nearest.join("×")} is the nearest.`;
}

function samplerReason({ sampler }: Recipe, { title, samplers }: EngineDescription): Reason {
  if (sampler === null || samplers?.includes(sampler)) return undefined;
  return `${title} has no sampler “${sampler}”. ${samplers ? `Use one of: ${samplers.join(", ")}.` : "Leave it out."}`;
}

const rangeReasons = (recipe: Recipe, description: EngineDescription): readonly Reason[] =>
  (["steps", "guidance"] as const).map((name) => {
    const value = recipe[name];
    const range = description[name];
    const label = name === "steps" ? "Steps" : "Guidance";
    if (value === null) return undefined;
    if (!range) return `${description.title} has no ${name} to set. Leave it out.`;
    if (value >= range.minimum && value <= range.maximum) return undefined;
    return `${label} of ${value} cannot be used. Choose from ${range.minimum} to ${range.maximum}; the default is ${range.default}.`;
  });

function sourceReasons(recipe: Recipe, { abilities }: EngineDescription): readonly Reason[] {
  const { source, strength, mask, instruction } = recipe;
  const alone = source !== null && strength === null && instruction === null && !abilities.includes("upscale");
  return [
    alone ? "A source picture needs a denoising strength. Give one from 0 to 1, for example 0.42." : undefined,
    source === null && strength !== null
      ? "A denoising strength needs a source picture. Give one, or leave the strength out."
      : undefined,
    source === null && mask !== null ? "A mask needs a source picture. Give one, or leave the mask out." : undefined,
  ];
}

function abilityReasons(recipe: Recipe, { title, abilities }: EngineDescription): readonly Reason[] {
  const lacks = (ability: Ability): boolean => !abilities.includes(ability);
  const rules: readonly (readonly [boolean, string])[] = [
    [
      recipe.source !== null && (["image-to-image", "upscale", "instruction"] as const).every(lacks),
      `${title} cannot start from a picture. Change the prompt instead: \`samebut fix\`.`,
    ],
    [recipe.mask !== null && lacks("mask"), `${title} knows no masks. Leave the mask out.`],
    [recipe.seed !== null && lacks("seeds"), `${title} has no seeds. Leave the seed out.`],
    [recipe.seed === null && !lacks("seeds"), "This recipe has no seed. Give one, for example 7."],
    [recipe.variation !== null && lacks("seed-variation"), `${title} cannot mix seeds. Draw more seeds instead.`],
    [
      recipe.negativePrompt !== "" && lacks("negative-prompt"),
      `${title} takes no negative prompt. Say in the prompt what should be there instead.`,
    ],
    [
      recipe.instruction !== null && lacks("instruction"),
      `${title} does not edit by instruction. Put the words into the prompt and start from the picture with a denoising strength.`,
    ],
    [
      referencesOf(recipe).length > 0 && lacks("references"),
      `${title} takes no reference pictures. Say in words what it should take from them.`,
    ],
    [
      recipe.adjustments.length > 0 && lacks("adjust"),
      `${title} does not adjust pictures. Use the engine “adjust” for that.`,
    ],
    [
      recipe.window !== null && lacks("window"),
      `${title} has no noise field for tiles of larger pictures. Leave the window out.`,
    ],
  ];
  return rules.map(([applies, sentence]) => (applies ? sentence : undefined));
}

const settingReasons = ({ settings }: Recipe, description: EngineDescription): readonly Reason[] =>
  Object.entries(settings).map(([name, value]) => {
    if (isReference(name)) return undefined;
    const known = description.settings?.[name];
    const names = Object.keys(description.settings ?? {});
    if (!known)
      return `${description.title} has no setting “${name}”. ${names.length > 0 ? `It has: ${names.join(", ")}.` : "Leave it out."}`;
    if (!known.values || known.values.includes(String(value))) return undefined;
    return `“${value}” is no ${name} of ${description.title}. Use one of: ${known.values.join(", ")}.`;
  });

import { invalid, notFound } from "../../core/errors.ts";
import type { FinishRecipe } from "../../core/finish-recipe.ts";
import type { History } from "../../core/history.ts";
import { currentAttempt } from "../../core/history.ts";
import { type Studio, engineOf } from "../../core/studio.ts";
import type { Recipe } from "../../core/recipe.ts";
import type { Variation } from "../../core/variation.ts";

/** What each tile is told: quality alone, the light and materials of the brief with it, or the whole prompt. */
export const tileWordings = ["neutral", "described", "whole"] as const;
export type TileWording = (typeof tileWordings)[number];

/** Kinds of element that hold for every part of a picture; a subject or a count would be painted into every tile. */
const everywhere: ReadonlySet<string> = new Set(["lighting", "colour", "background", "material", "style"]);

const usualRecipe = "universal-8k-upscale";

export async function finishRecipe(studio: Studio, id: string | undefined): Promise<FinishRecipe> {
  const recipes = await studio.finishRecipes();
  const wanted = id ?? usualRecipe;
  const found = recipes.find((recipe) => recipe.id === wanted);
  if (!found)
    throw notFound("recipe for the final pass", wanted, `There is: ${recipes.map((one) => one.id).join(", ")}.`);
  return found;
}

/** The strength asked, where the recipe allows it. */
export function strengthFor(recipe: FinishRecipe, asked: number | undefined): number {
  const strength = asked ?? recipe.strength;
  if (strength > 0 && strength <= recipe.maximum) return strength;
  throw invalid(
    `The recipe ${recipe.id} is for strengths up to ${recipe.maximum}, not ${strength}.`,
    `Use ${recipe.minimum} to ${recipe.maximum}; above it tiles begin to show other things.`,
  );
}

export interface TileWords {
  readonly prompt: string;
  readonly wording: TileWording;
  /** Said when the wording had to be another than the one asked for. */
  readonly note: string | undefined;
}

/** Words for the tiles; the whole prompt where the engine understands no others, and that is said. */
export async function wordsForTiles(
  studio: Studio,
  history: History,
  {
    source,
    engine,
    recipe,
    wording,
  }: { source: Variation; engine: string; recipe: FinishRecipe; wording: TileWording },
): Promise<TileWords> {
  const prompt = source.recipe.prompt || currentAttempt(history).prompt;
  const words: Readonly<Record<TileWording, string>> = {
    neutral: recipe.clause,
    described: [...aroundSubject(history), recipe.clause].join(", "),
    whole: `${prompt}, ${recipe.clause}`,
  };
  const [reason] = await wordReasons(studio, engine, { ...source.recipe, prompt: words[wording] });
  if (reason === undefined || wording === "whole") return { prompt: words[wording], wording, note: undefined };
  return {
    prompt,
    wording: "whole",
    note: `${engine} understands no ${wording} words for tiles, so every tile is told the prompt as it is.`,
  };
}

const aroundSubject = (history: History): readonly string[] =>
  history.session.brief.elements.filter(({ kind }) => everywhere.has(kind)).map(({ statement }) => statement);

/** A recipe in which the engine's own defaults hold. */
export const nothingSet = {
  mask: null,
  window: null,
  variation: null,
  instruction: null,
  steps: null,
  guidance: null,
  sampler: null,
  negativePrompt: "",
} as const satisfies Partial<Recipe>;

/** Reasons that the plain recipe has not: only the words can be at fault. */
async function wordReasons(studio: Studio, id: string, recipe: Recipe): Promise<readonly string[]> {
  const engine = engineOf(studio, id);
  const { sizes, fingerprint } = await engine.describe();
  const plain: Recipe = {
    ...recipe,
    engine: id,
    fingerprint,
    size: sizes === "any" ? recipe.size : (sizes[0] ?? recipe.size),
    ...nothingSet,
    source: null,
    strength: null,
    adjustments: [],
    settings: {},
    seed: recipe.seed ?? 1,
  };
  return (await engine.check?.(plain)) ?? [];
}

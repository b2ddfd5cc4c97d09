import { fileURLToPath } from "node:url";
import type { Change } from "../core/change.ts";
import type { Element, ElementKind } from "../core/element.ts";
import type { ChangeProposal, PromptTendency, Proposer, RestartTemplate } from "../core/proposer.ts";
import type { FinishRecipe } from "../core/finish-recipe.ts";
import { isFor, type PromptRecipe, readRecipes } from "./recipe-file.ts";
import { addWords, occurrence, replaceWords } from "./word-change.ts";

/** The recipes that come with Samebut: beside src/ in a clone, beside dist/ in a package. */
export const recipeFolder = fileURLToPath(new URL("../../recipes", import.meta.url));

export interface RecipeProposerOptions {
  readonly folder?: string;
}

/** Proposes changes from the prompt library, for any engine. Names no elements. */
export function createRecipeProposer({ folder = recipeFolder }: RecipeProposerOptions = {}): Proposer {
  let library: Promise<readonly PromptRecipe[]> | undefined;
  return {
    id: "recipes",
    medium: "any",
    proposeElements: async () => [],
    async proposeChanges(prompt, element, signal) {
      signal.throwIfAborted();
      library ??= readRecipes(folder);
      return proposalsFrom(await library, prompt, element);
    },
    async proposeAgainst(prompt, tendency, signal) {
      signal.throwIfAborted();
      library ??= readRecipes(folder);
      return proposalsAgainst(await library, prompt, tendency);
    },
    async proposeRestart(unheard, signal) {
      signal.throwIfAborted();
      library ??= readRecipes(folder);
      return restartFrom(await library, unheard);
    },
  };
}

/** The recipes for the final pass. */
export async function readFinishRecipes(folder = recipeFolder): Promise<readonly FinishRecipe[]> {
  return (await readRecipes(folder)).flatMap((recipe) => {
    if (recipe.action !== "finish") return [];
    const { id, symptom, clause, strength, note } = recipe;
    return [
      { id, symptom, clause, strength, note, minimum: recipe["strength-minimum"], maximum: recipe["strength-maximum"] },
    ];
  });
}

/** Proposals of all recipes that fit the element; those that match its very words come first. */
export function proposalsFrom(
  recipes: readonly PromptRecipe[],
  prompt: string,
  element: Element,
): readonly ChangeProposal[] {
  const fitting = recipes
    .filter((recipe) => isFor(recipe, element.kind))
    .map((recipe) => ({ recipe, word: matchingWord(recipe, element) }))
    .filter(({ recipe, word }) => word !== undefined || !("match" in recipe) || recipe.match === undefined);
  const exact = fitting.filter(({ word }) => word !== undefined);
  const general = fitting.filter(({ word }) => word === undefined);
  return [...exact, ...general].flatMap(({ recipe, word }) =>
    changesOf(recipe, prompt, element, word).map((change) => ({
      change,
      source: `recipe ${recipe.id}`,
      why: whyOf(recipe),
    })),
  );
}

/** Proposals of all recipes against a tendency of texts; those that somebody measured come first. */
export function proposalsAgainst(
  recipes: readonly PromptRecipe[],
  prompt: string,
  tendency: PromptTendency,
): readonly ChangeProposal[] {
  return recipes
    .filter((recipe) => recipe.medium === "text" && recipe.tendency.includes(tendency))
    .toSorted((a, b) => Number(isMeasured(b)) - Number(isMeasured(a)))
    .flatMap((recipe) =>
      changesOf(recipe, prompt, { id: null, statement: "" }).map((change) => ({
        change,
        source: `recipe ${recipe.id}`,
        why: whyOf(recipe),
      })),
    );
}

const isMeasured = (recipe: PromptRecipe): boolean => recipe.medium === "text" && recipe.measured !== undefined;

const whyOf = (recipe: PromptRecipe): string =>
  recipe.medium === "text" && recipe.measured !== undefined
    ? `${recipe.note} Measured: ${recipe.measured}.`
    : recipe.note;

/** The template for the worst unheard kind that one was written for; else the one for any kind. */
export function restartFrom(
  recipes: readonly PromptRecipe[],
  unheard: readonly ElementKind[],
): RestartTemplate | undefined {
  const templates = recipes.filter(({ action }) => action === "restart");
  const written = unheard.flatMap(
    (kind) => templates.find((recipe) => (recipe.kind as readonly string[]).includes(kind)) ?? [],
  );
  const recipe = written[0] ?? templates.find(({ kind }) => kind.includes("any"));
  if (!recipe) return undefined;
  const order = [...recipe.clause.matchAll(/\{([a-z-]+)\}/gu)].map(([, kind]) => kind as ElementKind);
  return { source: `recipe ${recipe.id}`, order, why: recipe.note };
}

function matchingWord(recipe: PromptRecipe, element: Element): string | undefined {
  if (!("match" in recipe)) return undefined;
  const words = new Set(element.statement.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  return recipe.match?.find((word) => words.has(word.toLowerCase()));
}

/** What a change is for; without an id it is for none of the brief's elements. */
interface Aim {
  readonly id: string | null;
  readonly statement: string;
}

function changesOf(recipe: PromptRecipe, prompt: string, element: Aim, word = ""): readonly Change[] {
  const clause = recipe.clause.replaceAll("{match}", () => word).replaceAll("{element}", () => element.statement);
  switch (recipe.action) {
    case "add":
      return occurrence(prompt, clause) === undefined ? [addWords(element.id, clause)] : [];
    case "replace": {
      const own = occurrence(prompt, element.statement);
      const there = occurrence(prompt, clause) !== undefined;
      return own === undefined || there ? [] : [replaceWords(element.id, prompt, own, clause)];
    }
    case "remove":
      return clause.split("|").flatMap((part) => {
        const found = occurrence(prompt, part.trim());
        return found === undefined ? [] : [replaceWords(element.id, prompt, found, "")];
      });
    case "restart":
    case "finish":
      return [];
  }
}

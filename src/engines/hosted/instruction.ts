import type { Recipe } from "../../core/recipe.ts";

/** What an editing model is told: the change, and that nothing else may change. A source without a sentence follows the prompt. */
export const editText = ({ instruction, prompt }: Pick<Recipe, "instruction" | "prompt">): string =>
  instruction === null
    ? prompt
    : `Keep everything else in the picture exactly the same. Change only this: ${instruction}`;

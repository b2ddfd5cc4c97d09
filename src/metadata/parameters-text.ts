import type { Recipe } from "../core/recipe.ts";
import { sizeText } from "../core/size.ts";

/** PNG keyword under which AUTOMATIC1111 and most readers of generated pictures look. */
export const parametersKeyword = "parameters";

/**
 * A recipe as the text that AUTOMATIC1111 writes: prompt, "Negative prompt:", and one last line of settings in its order.
 * The negative line is written even when empty, because Krita's importer reads nothing without it. Settings that the recipe
 * does not have are left out.
 */
export function parametersText(recipe: Recipe, version: string): string {
  const settings: readonly (readonly [string, string | number | null | undefined])[] = [
    ["Steps", recipe.steps],
    ["Sampler", recipe.sampler],
    ["CFG scale", recipe.guidance],
    ["Seed", recipe.seed],
    ["Size", sizeText(recipe.size).replace("×", "x")],
    ["Model", recipe.model ?? recipe.engine],
    ["Variation seed", recipe.variation?.seed],
    ["Variation seed strength", recipe.variation?.strength],
    ["Denoising strength", recipe.strength],
    ["Version", `Samebut ${version}`],
  ];
  const line = settings.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`${name}: ${quoted(String(value))}`],
  );
  return `${recipe.prompt.trim()}\nNegative prompt: ${recipe.negativePrompt.trim()}\n${line.join(", ")}`;
}

/** Values with a comma, a colon or a line break would end the pair early. */
const quoted = (value: string): string => (/[,:\n]/u.test(value) ? JSON.stringify(value) : value);

import { readAutomatic1111 } from "./dialects/automatic1111.ts";
import { type ForeignRecipe, foreignRecipe } from "./foreign-recipe.ts";
import { asObject, lenientJson, objectsIn } from "./lenient-json.ts";
import type { RawText } from "./raw-metadata.ts";
import { SamebutRecord, recordKeyword } from "./samebut-record.ts";
import { Recipe } from "../core/recipe.ts";

/** Our own record in a picture, or our own recipe.json beside it. Undefined where the seed stands in the A1111 text only. */
export function readOwn(texts: readonly RawText[]): ForeignRecipe | undefined {
  const record = recordIn(texts);
  if (record && record.recipe.seed !== null) return fromRecipe(record.recipe);
  if (record) return rootIn(texts) ?? fromRecipe(record.recipe);
  for (const { text } of texts) {
    const json = /"samebut"/u.test(text) ? asObject(lenientJson(text)) : undefined;
    const steps = objectsIn(json?.["lineage"]).map((step) => Recipe.safeParse(step["recipe"]).data);
    const drawn = steps.findLast((recipe) => recipe !== undefined && recipe.seed !== null) ?? steps.at(-1);
    if (drawn) return fromRecipe(drawn);
  }
  return undefined;
}

/** An adjusted picture has no seed of its own; the text for other programs is its root's. */
function rootIn(texts: readonly RawText[]): ForeignRecipe | undefined {
  const text = texts.find(({ keyword }) => keyword === "parameters" || keyword === "UserComment")?.text;
  const root = text === undefined ? undefined : readAutomatic1111(text);
  return root && { ...root, tool: "samebut" };
}

export function recordIn(texts: readonly RawText[]): SamebutRecord | undefined {
  const text = texts.find(({ keyword }) => keyword === recordKeyword || keyword === "samebut:Record")?.text;
  return text === undefined ? undefined : SamebutRecord.safeParse(lenientJson(text)).data;
}

const fromRecipe = (recipe: Recipe): ForeignRecipe =>
  foreignRecipe("samebut", {
    prompt: recipe.prompt,
    negativePrompt: recipe.negativePrompt,
    seed: recipe.seed,
    steps: recipe.steps,
    guidance: recipe.guidance,
    sampler: recipe.sampler,
    model: recipe.model ?? recipe.engine,
    width: recipe.size.width,
    height: recipe.size.height,
    strength: recipe.strength,
    variation: recipe.variation && { ...recipe.variation, seed: String(recipe.variation.seed) },
    more: { engine: recipe.engine },
  });

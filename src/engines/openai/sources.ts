import type { EngineCall } from "../../core/engine.ts";
import type { Recipe } from "../../core/recipe.ts";
import { isHash } from "../../core/blobs.ts";
import { type SourcePicture, readSource } from "../hosted/source-picture.ts";

/** Pictures that only lend their looks: the settings "reference-1", "reference-2" … of a recipe, as hashes. */
export const referenceHashes = ({ settings }: Pick<Recipe, "settings">): readonly string[] =>
  Object.entries(settings)
    .filter(([name, value]) => /^reference-\d+$/u.test(name) && isHash(String(value)))
    .toSorted(([a], [b]) => Number(a.slice(10)) - Number(b.slice(10)))
    .map(([, hash]) => String(hash));

/** The source first, then the references. */
export async function readSources(recipe: Recipe, call: EngineCall): Promise<readonly SourcePicture[]> {
  const hashes = [...(recipe.source === null ? [] : [recipe.source]), ...referenceHashes(recipe)];
  return Promise.all(hashes.map((hash) => readSource(hash, call)));
}

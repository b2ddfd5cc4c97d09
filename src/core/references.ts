import { isHash } from "./blobs.ts";
import type { Recipe } from "./recipe.ts";

const referenceName = /^reference-\d+$/u;

/** Whether a setting of a recipe is a picture that lends its looks, and no setting of the engine's own. */
export const isReference = (setting: string): boolean => referenceName.test(setting);

/** Pictures that only lend their looks: the settings "reference-1", "reference-2" … of a recipe, as hashes in this order. */
export const referencesOf = ({ settings }: Pick<Recipe, "settings">): readonly string[] =>
  Object.entries(settings)
    .filter(([name, value]) => isReference(name) && isHash(String(value)))
    .toSorted(([a], [b]) => Number(a.slice(10)) - Number(b.slice(10)))
    .map(([, hash]) => String(hash));

/** Settings with exactly these references. */
export const withReferences = (settings: Recipe["settings"], hashes: readonly string[]): Recipe["settings"] => ({
  ...Object.fromEntries(Object.entries(settings).filter(([name]) => !isReference(name))),
  ...Object.fromEntries(hashes.map((hash, index) => [`reference-${index + 1}`, hash])),
});

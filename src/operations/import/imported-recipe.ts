import { maximumPromptLength } from "../../core/brief.ts";
import { importedFingerprint } from "../../core/imported.ts";
import { Recipe, maximumSeed } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import type { ForeignRecipe } from "../../metadata/foreign-recipe.ts";

export interface ImportedFacts {
  readonly found: ForeignRecipe | undefined;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly size: Size;
  /** Name of the file. */
  readonly from: string;
  readonly digitalSourceType: string;
  readonly camera: string;
  /** The connected engine of the same kind as the program that made it, where there is one. */
  readonly engine: string | undefined;
}

/**
 * How a picture made elsewhere was made, as far as it is known. Settings that our recipes do not have keep their foreign
 * names in `settings`. The strength is among them: without its source it cannot be played again.
 */
export function importedRecipe({ found, ...facts }: ImportedFacts): Recipe {
  const tool = found?.tool ?? "unknown";
  const seed = found?.seed === null || found === undefined ? null : Number(found.seed);
  const fits = seed !== null && seed <= maximumSeed;
  const variationSeed = Number(found?.variation?.seed);
  return Recipe.parse({
    engine: facts.engine ?? tool,
    fingerprint: importedFingerprint(tool),
    ...(found?.model ? { model: found.model } : {}),
    prompt: facts.prompt,
    negativePrompt: facts.negativePrompt.slice(0, maximumPromptLength),
    seed: fits ? seed : null,
    size: found?.size ?? facts.size,
    steps: found?.steps ?? null,
    guidance: found?.guidance ?? null,
    sampler: [found?.sampler, found?.scheduler].filter(Boolean).join(" ") || null,
    variation:
      found?.variation && variationSeed <= maximumSeed
        ? { seed: variationSeed, strength: found.variation.strength }
        : null,
    settings: {
      "imported from": facts.from,
      ...(facts.digitalSourceType ? { digitalSourceType: facts.digitalSourceType } : {}),
      ...(facts.camera ? { camera: facts.camera } : {}),
      ...(found && !fits && found.seed !== null ? { seed: found.seed } : {}),
      ...(found?.strength !== null && found ? { strength: found.strength } : {}),
      ...(found && found.loras.length > 0 ? { loras: lorasText(found) } : {}),
      ...(found?.version ? { version: found.version } : {}),
      ...found?.more,
    },
  });
}

const lorasText = ({ loras }: ForeignRecipe): string =>
  loras.map(({ name, weight }) => (weight === null ? name : `${name} ${weight}`)).join(", ");

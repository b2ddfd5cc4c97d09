import type { Engine, EngineDescription } from "../../src/core/engine.ts";
import { Recipe } from "../../src/core/recipe.ts";
import { runOnce } from "../../src/core/run-once.ts";
import type { Sample } from "../../src/core/sample.ts";
import { sha256 } from "./cache.ts";

const never = new AbortController().signal;
const nothing = {
  blobs: {
    put: () => Promise.reject(new Error("Nothing is kept here.")),
    read: () => Promise.reject(new Error("There is no source here.")),
    has: async () => false,
    list: async function* list(): AsyncGenerator<string> {},
    remove: async () => undefined,
  },
  ids: { next: () => "benchmark" },
};

/** The engine's defaults for a prompt and a seed: what an orientation draws. */
export function recipeFor(description: EngineDescription, prompt: string, seed: number): Recipe {
  const { id, fingerprint, sizes, steps, guidance, samplers } = description;
  const size = sizes === "any" ? { width: 512, height: 512 } : sizes[0];
  return Recipe.parse({
    engine: id,
    fingerprint,
    prompt,
    seed,
    size,
    steps: steps?.default ?? null,
    guidance: guidance?.default ?? null,
    sampler: samplers?.[0] ?? null,
  });
}

export async function draw(engine: Engine, recipe: Recipe): Promise<Sample> {
  const { data, mediaType } = await runOnce(nothing as never, engine, recipe, never);
  return { hash: sha256(data), mediaType, data };
}

/** Calls a function for every item, at most `lanes` at once; answers in the order of the items. */
export async function inLanes<Item, Answer>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item, index: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      const item = items[index] as Item;
      answers[index] = await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return answers;
}

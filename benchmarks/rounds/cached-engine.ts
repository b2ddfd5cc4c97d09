import { join } from "node:path";
import type { Engine, EngineCall, EngineEvent } from "../../src/core/engine.ts";
import type { Recipe } from "../../src/core/recipe.ts";
import { cacheFolder, createByteCache, sha256 } from "./cache.ts";

/** The same engine, which draws every recipe once: later it takes the picture from the cache. */
export function cachedEngine(engines: readonly [Engine, ...Engine[]]): Engine {
  const [first] = engines;
  const pictures = createByteCache(join(cacheFolder, "pictures"));
  let turn = 0;
  async function* generate(recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
    const name = `${recipeName(recipe)}.png`;
    const known = await pictures.get(name);
    if (known) {
      yield { type: "output", output: { data: known, mediaType: "image/png" } };
      return;
    }
    const engine = engines[turn++ % engines.length] ?? first;
    for await (const event of engine.generate(recipe, call)) {
      if (event.type === "output") await pictures.put(name, event.output.data);
      yield event;
    }
  }
  return {
    ...first,
    async describe(signal) {
      return { ...(await first.describe(signal)), concurrency: engines.length };
    },
    generate,
    async close() {
      for (const engine of engines) await engine.close?.();
    },
  };
}

/** What a picture depends on, whatever settings later versions add at rest. */
export function recipeName(recipe: Recipe): string {
  const set = Object.entries(recipe)
    .filter(([, value]) => value !== null && !['""', "[]", "{}"].includes(JSON.stringify(value)))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify(set));
}

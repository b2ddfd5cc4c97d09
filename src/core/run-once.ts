import type { Engine, EngineOutput } from "./engine.ts";
import { StudioError } from "./errors.ts";
import type { Recipe } from "./recipe.ts";
import type { Studio } from "./studio.ts";

/** Runs a recipe outside any round; nothing is stored. */
export async function runOnce(
  studio: Pick<Studio, "blobs" | "ids">,
  engine: Engine,
  recipe: Recipe,
  signal: AbortSignal,
): Promise<EngineOutput> {
  const call = {
    signal,
    idempotencyKey: studio.ids.next(),
    previews: false,
    readBlob: (hash: string) => studio.blobs.read(hash),
  };
  for await (const event of engine.generate(recipe, call)) if (event.type === "output") return event.output;
  throw new StudioError("unavailable", `${engine.id} ended without a picture.`, {
    hint: "Try again; if it happens twice, look at the engine's own log.",
  });
}

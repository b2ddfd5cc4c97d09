import type { Ability } from "../../core/engine.ts";
import type { Studio } from "../../core/studio.ts";

/** Servers that are not there must not hold up a sentence. */
const patienceMilliseconds = 3_000;

/** Connected engines with an ability, in a half-sentence that ends a refusal; what to do instead where there is none. */
export async function whoCan(studio: Pick<Studio, "engines">, ability: Ability, otherwise: string): Promise<string> {
  const signal = AbortSignal.timeout(patienceMilliseconds);
  const found = await Promise.all(
    [...studio.engines.values()].map(async (engine) => {
      const described = await Promise.race([
        engine.describe(signal).catch(() => undefined),
        new Promise<undefined>((resolve) => {
          signal.addEventListener("abort", () => resolve(undefined));
        }),
      ]);
      return described?.abilities.includes(ability) ? engine.id : undefined;
    }),
  );
  const able = found.filter((id) => id !== undefined);
  if (able.length === 0) return otherwise;
  return `${otherwise} Or let another engine of yours do it: ${able.map((id) => `--engine ${id}`).join(", ")}.`;
}

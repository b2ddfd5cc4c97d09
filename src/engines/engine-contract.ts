import { afterAll, beforeAll, describe, it } from "vitest";
import type { Engine, EngineDescription } from "../core/engine.ts";
import type { Recipe } from "../core/recipe.ts";
import { answerChecks, descriptionChecks } from "./contract/answer-checks.ts";
import type { Bench, EngineCheck } from "./contract/bench.ts";
import { refusalChecks } from "./contract/refusal-checks.ts";
import { seedAndWordChecks } from "./contract/seed-checks.ts";
import { sourceChecks } from "./contract/source-checks.ts";
import { stopChecks } from "./contract/stop-checks.ts";

export interface EngineContract {
  readonly engine: () => Engine | Promise<Engine>;
  /** A recipe that this engine can follow; the kit varies one field at a time. */
  readonly recipe: (description: EngineDescription) => Recipe | Promise<Recipe>;
  /** Another prompt that must give another result. */
  readonly otherPrompt: string;
  /** What the recipe's source and mask refer to, where it has any. */
  readonly blobs?: ReadonlyMap<string, Uint8Array>;
}

export const engineChecks: readonly EngineCheck[] = [
  ...descriptionChecks,
  ...answerChecks,
  ...seedAndWordChecks,
  ...sourceChecks,
  ...refusalChecks,
  ...stopChecks,
];

/** What every engine does, whatever it draws with. Run it from the engine's own test file. */
export function engineContract(name: string, contract: EngineContract): void {
  describe(`${name} as an engine`, () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await openBench(contract);
    });
    afterAll(() => bench.engine.close?.());
    for (const check of engineChecks) {
      it(check.name, async (context) => {
        const inapplicable = await check.run(bench);
        if (inapplicable !== undefined) context.skip(inapplicable);
      });
    }
  });
}

export async function openBench({ engine: create, recipe, otherPrompt, blobs }: EngineContract): Promise<Bench> {
  const engine = await create();
  const description = await engine.describe();
  return { engine, description, recipe: await recipe(description), otherPrompt, blobs: new Map(blobs) };
}

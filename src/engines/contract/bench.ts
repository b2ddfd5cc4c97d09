import { createHash } from "node:crypto";
import { expect } from "vitest";
import type { Ability, Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { type Picture, flattenPicture } from "../../imaging/picture.ts";

/** An engine ready to be tried. */
export interface Bench {
  readonly engine: Engine;
  readonly description: EngineDescription;
  readonly recipe: Recipe;
  /** Must give another result than the recipe's prompt. */
  readonly otherPrompt: string;
  readonly blobs: Map<string, Uint8Array>;
}

/** One thing that every engine does. Throws when this one does not; returns why it does not apply. */
export interface EngineCheck {
  readonly name: string;
  run(bench: Bench): Promise<string | void>;
}

export const can = ({ description }: Bench, ability: Ability): boolean => description.abilities.includes(ability);

let keys = 0;

export function generate(
  bench: Bench,
  change: Partial<Recipe>,
  call: Partial<EngineCall> = {},
): AsyncIterable<EngineEvent> {
  keys += 1;
  return bench.engine.generate(
    { ...bench.recipe, ...change },
    {
      signal: new AbortController().signal,
      idempotencyKey: `contract-${keys}`,
      previews: false,
      readBlob: async (hash) =>
        bench.blobs.get(hash) ?? Promise.reject(new StudioError("not-found", `There is no blob ${hash}.`)),
      ...call,
    },
  );
}

export async function run(
  bench: Bench,
  change: Partial<Recipe>,
  call: Partial<EngineCall> = {},
): Promise<EngineEvent[]> {
  const events = await Array.fromAsync(generate(bench, change, call));
  expect(events.at(-1)?.type).toBe("output");
  return events;
}

export function outputOf(events: readonly EngineEvent[]): { data: Uint8Array; mediaType: string } {
  const last = events.at(-1);
  if (last?.type !== "output") throw new Error("There is no output.");
  return last.output;
}

export const hashOf = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");
export const hashOfRun = async (bench: Bench, change: Partial<Recipe>): Promise<string> =>
  hashOf(outputOf(await run(bench, change)).data);
export const pictureOf = async (events: readonly EngineEvent[]): Promise<Picture> =>
  flattenPicture(await decodePicture(outputOf(events).data));

export async function failureOf(action: () => Promise<unknown>): Promise<StudioError> {
  const error = await action().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof StudioError) return error;
  throw new Error("It should have failed with a StudioError.", { cause: error });
}

import type { Studio } from "../core/studio.ts";
import { type Api, allOperations } from "./index.ts";
import { parseInput } from "./parse-input.ts";

/** Every operation as a function of this studio: `await apiOf(studio).new({ prompt: "a red cube" })`. Throws a StudioError. */
export function apiOf(studio: Studio, signal: AbortSignal = new AbortController().signal): Api {
  const calls = allOperations.map((operation) => {
    const call = async (input: unknown): Promise<unknown> =>
      operation.output.parse(await operation.run(studio, parseInput(operation, input), { signal }));
    return [operation.name, call] as const;
  });
  return Object.fromEntries(calls) as unknown as Api;
}

import type { EngineEvent } from "../../core/engine.ts";

/** A warning where a server says that it drew from another seed than it was given. */
export function* otherSeed(server: string, used: number | undefined, asked: number | null): Generator<EngineEvent> {
  if (used === undefined || used === asked) return;
  const message = `${server} says that it used seed ${used} instead of ${asked}: do not compare this one by its seed.`;
  yield { type: "warning", setting: "seed", message };
}

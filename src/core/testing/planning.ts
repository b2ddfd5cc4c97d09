import type { EngineDescription } from "../engine.ts";
import type { History } from "../history.ts";
import type { Plan, PlanContext } from "../plan/request.ts";
import type { PlannedRound } from "../store.ts";
import { historyFrom } from "./history.ts";

export const engine: EngineDescription = {
  id: "sketch",
  title: "Sketch",
  makes: "image",
  abilities: ["text-to-image", "image-to-image", "seeds", "negative-prompt", "adjust"],
  fingerprint: "sketch-1",
  sizes: [{ width: 96, height: 96 }],
  steps: { minimum: 1, maximum: 50, default: 20 },
  guidance: { minimum: 1, maximum: 10, default: 3 },
  samplers: ["euler", "ddim"],
  price: { micros: 0, currency: "USD" },
  idempotent: true,
  concurrency: 1,
  about: "",
};

export function contextFor(history: History, more: Partial<EngineDescription> = {}): PlanContext {
  let id = 0;
  let seed = 100;
  return {
    history,
    engine: { ...engine, ...more },
    ids: { next: () => `id${id++}` },
    now: 7,
    randomSeed: () => seed++,
  };
}

export const empty = historyFrom({ prompt: "a pear", elements: { pear: {} }, rounds: [] });

/** An orientation of seeds 1 to 4, made by the engine above. */
export function oriented(fingerprint = "sketch-1"): History {
  const recipe = {
    engine: "sketch",
    fingerprint,
    prompt: "a pear",
    size: { width: 96, height: 96 },
    steps: 20,
    guidance: 3,
    sampler: "euler",
  };
  return historyFrom({
    prompt: "a pear",
    elements: { pear: {}, hard: {} },
    rounds: [
      {
        kind: "orientation",
        arms: [{ pictures: [1, 2, 3, 4].map((seed) => ({ seed, recipe: { ...recipe, seed } })) }],
      },
    ],
  });
}

export const planned = (plan: Plan): PlannedRound => {
  if ("reasons" in plan) throw new Error(plan.reasons.join(" "));
  return plan.plan;
};
export const reasons = (plan: Plan): string => ("reasons" in plan ? plan.reasons.join(" ") : "");
export const parents = (history: History): readonly string[] => history.variations.map(({ id }) => id);
/** A change of words for the element "hard". */
export const addHard = (text: string) => ({
  change: { kind: "words" as const, element: "hard", remove: "", add: text },
  confounded: false,
});

/** A random source that gives these numbers in turn. */
export const draws = (numbers: readonly number[]): (() => number) => {
  let at = 0;
  return () => numbers[at++] ?? 0;
};

import { summariseChanges } from "./measures/changes.ts";
import { summariseEffects } from "./measures/effects.ts";
import { type Scored, ratio, summarise } from "./measures/images.ts";
import { summariseInterpretation } from "./measures/interpretation.ts";
import { summariseRestarts } from "./measures/restarts.ts";
import type { PolicyResult, VariantResult } from "./result.ts";
import type { TaskOutcome } from "./task-outcome.ts";
import type { Variant } from "./variant.ts";

/** All outcomes of one variant as the figures of the report; `reRoll` names the policy that others are compared with. */
export function variantResult(
  variant: Variant,
  outcomes: readonly TaskOutcome[],
  reRoll: string,
  budget: number,
): VariantResult {
  const names = outcomes[0]?.runs.map(({ policy }) => policy) ?? [];
  const runsOf = (name: string): readonly Scored[] =>
    outcomes.flatMap(({ runs }) => runs.filter(({ policy }) => policy === name).map(({ run }) => run));
  const tallied = names.filter((name) =>
    outcomes.some(({ runs }) => runs.some(({ policy, tally }) => policy === name && tally)),
  );
  const effects = outcomes.flatMap((outcome) => outcome.effects);
  return {
    name: variant.name,
    accuracy: variant.accuracy,
    words: variant.words,
    tasks: outcomes.length,
    policies: names.map((name) => policyResult(name, runsOf(name), runsOf(reRoll), budget)),
    changes: tallied.map((name) => ({
      name,
      ...summariseChanges(
        outcomes.flatMap(({ runs }) => runs.flatMap(({ policy, tally }) => (policy === name && tally ? [tally] : []))),
      ),
    })),
    interpretation: summariseInterpretation(outcomes.map(({ interpretation }) => interpretation)),
    placebo: summariseEffects(effects.filter(({ kind }) => kind === "placebo")),
    effects: summariseEffects(effects.filter(({ kind }) => kind === "change")),
    restarts: summariseRestarts(outcomes.flatMap(({ restart }) => restart ?? [])),
  };
}

function policyResult(name: string, runs: readonly Scored[], rolls: readonly Scored[], budget: number): PolicyResult {
  const part = (list: readonly Scored[], test: (misses: number) => boolean): readonly Scored[] =>
    list.filter(({ misses }) => test(misses));
  const some = (misses: number): boolean => misses > 0;
  const none = (misses: number): boolean => misses === 0;
  return {
    name,
    all: summarise(runs, budget),
    byMisses: [0, 1, 2, 3].map((misses) =>
      summarise(
        part(runs, (n) => n === misses),
        budget,
      ),
    ),
    upToTwo: summarise(
      part(runs, (n) => n <= 2),
      budget,
    ),
    fewer: ratio(part(rolls, some), part(runs, some), budget),
    noneMissed: ratio(part(runs, none), part(rolls, none), budget),
    firsts: runs.map(({ misses, first }) => [misses, first] as const),
  };
}

import type { Change } from "../../../src/core/change.ts";
import type { Element } from "../../../src/core/element.ts";
import { type ElementEffect } from "../../../src/core/method/effect/element-effect.ts";
import { effectsOf } from "../../../src/core/method/effect/effect.ts";
import type { Sample } from "../../../src/core/sample.ts";
import type { Bench } from "../bench.ts";
import { type Estimate, shareOf } from "../bootstrap.ts";
import { sketchHistory } from "./sketch.ts";

/** Effects that the method measured on few pairs, against the truth over all pairs of the task. */
export interface EffectCase {
  readonly task: string;
  readonly kind: "placebo" | "change";
  readonly effects: readonly {
    readonly target: boolean;
    readonly label: ElementEffect["label"];
    readonly direction: ElementEffect["direction"];
    readonly covered: boolean;
    /** True difference in the share of right pictures. */
    readonly truth: number;
  }[];
}

interface Side {
  readonly before: readonly Sample[];
  readonly after: readonly Sample[];
}

/**
 * The change in windows of a few pairs, as a session would see it; the truth is the difference over all pairs. `known` is
 * the true difference where it is known without looking, as for a placebo (none).
 */
export async function effectCases(
  bench: Bench,
  task: { id: string; prompt: string },
  elements: readonly Element[],
  change: Change,
  side: Side,
  window: number,
  known?: number,
): Promise<readonly EffectCase[]> {
  const truths = known === undefined ? await differences(bench, elements, side) : elements.map(() => known);
  const starts = Array.from({ length: Math.floor(side.before.length / window) }, (_, index) => index * window);
  return Promise.all(
    starts.map(async (start): Promise<EffectCase> => {
      const part = (samples: readonly Sample[]): readonly Sample[] => samples.slice(start, start + window);
      const history = await sketchHistory(bench, task.prompt, elements, part(side.before), {
        change,
        samples: part(side.after),
      });
      const found = effectsOf(history, "round1", "round1arm0", {
        accuracy: (_, kind) => bench.judge.accuracy(kind),
        seed: start,
      });
      return {
        task: task.id,
        kind: known === undefined ? "change" : "placebo",
        effects: found.map(({ target, label, direction, interval90: [low, high] }, index) => {
          const truth = truths[index] ?? 0;
          return { target, label, direction, truth, covered: low <= truth && truth <= high };
        }),
      };
    }),
  );
}

async function differences(
  bench: Bench,
  elements: readonly Element[],
  { before, after }: Side,
): Promise<readonly number[]> {
  const rates = async (samples: readonly Sample[]): Promise<readonly number[]> => {
    const shown = await Promise.all(samples.map((sample) => bench.truth(sample, elements)));
    return elements.map((_, index) => shown.filter((picture) => picture[index]).length / samples.length);
  };
  const [was, is] = [await rates(before), await rates(after)];
  return was.map((rate, index) => (is[index] ?? 0) - rate);
}

export interface EffectsSummary {
  readonly coverage: Estimate;
  /** The same for what the change was for, and for everything else. */
  readonly targetCoverage: Estimate;
  readonly elsewhereCoverage: Estimate;
  /** Claims ("likely" or better) of all effects; for a placebo all of them are false. */
  readonly claims: Estimate;
  readonly targetClaims: Estimate;
  readonly signRight: Estimate;
  /** Elements that truly lost at least a quarter, and for which harm was at least suggested. */
  readonly harmRecall: Estimate;
  /** The same for those that lost at least half. */
  readonly breakRecall: Estimate;
  /** Harm that was at least suggested on elements which the change was not for and which truly lost less than a tenth. */
  readonly falseHarm: Estimate;
}

const isClaim = ({ label }: EffectCase["effects"][number]): boolean => label === "likely" || label === "confirmed";

const isHarm = ({ label, direction }: EffectCase["effects"][number]): boolean =>
  direction === "worse" && label !== "no evidence";

export function summariseEffects(cases: readonly EffectCase[]): EffectsSummary {
  const byTask = [...Map.groupBy(cases, ({ task }) => task).values()].map((own) =>
    own.flatMap(({ effects }) => effects),
  );
  const share = (
    of: (effect: EffectCase["effects"][number]) => boolean,
    yes: (effect: EffectCase["effects"][number]) => boolean,
  ): Estimate =>
    shareOf(
      byTask.map((effects) => ({
        yes: effects.filter((one) => of(one) && yes(one)).length,
        of: effects.filter(of).length,
      })),
    );
  return {
    coverage: share(
      () => true,
      ({ covered }) => covered,
    ),
    targetCoverage: share(
      ({ target }) => target,
      ({ covered }) => covered,
    ),
    elsewhereCoverage: share(
      ({ target }) => !target,
      ({ covered }) => covered,
    ),
    claims: share(() => true, isClaim),
    targetClaims: share(({ target }) => target, isClaim),
    signRight: share(
      (one) => isClaim(one) && one.truth !== 0,
      ({ direction, truth }) => (direction === "better") === truth > 0,
    ),
    harmRecall: share(({ truth }) => truth <= -0.25, isHarm),
    breakRecall: share(({ truth }) => truth <= -0.5, isHarm),
    falseHarm: share(({ target, truth }) => !target && truth > -0.1, isHarm),
  };
}

import type { Element } from "../../../src/core/element.ts";
import { interpret } from "../../../src/core/method/interpretation/interpretation.ts";
import { fixChance } from "../../../src/core/method/priors.ts";
import type { Sample } from "../../../src/core/sample.ts";
import { type Bench, never } from "../bench.ts";
import { type Estimate, bootstrap, shareOf, sum } from "../bootstrap.ts";
import { type Task, type TrueState, trueState } from "../tasks.ts";
import { sketchHistory } from "./sketch.ts";

/** What the method made of the four pictures of one task's orientation, against what the model really does. */
export interface InterpretationCase {
  readonly task: string;
  readonly elements: readonly {
    readonly truth: TrueState;
    readonly rate: number;
    readonly state: string;
    readonly expected: number;
  }[];
  /** Attributes left free: listed as an assumption, and really the same in at least 80 % of pictures. */
  readonly assumptions: readonly { readonly listed: boolean; readonly real: boolean }[];
  /** Whether the most broken element is the oracle's; null where nothing is broken. */
  readonly top: boolean | null;
}

/** `truthSamples` are pictures of the same prompt on other seeds. */
export async function readCase(
  bench: Bench,
  task: Task,
  elements: readonly Element[],
  orientation: readonly Sample[],
  truthSamples: readonly Sample[],
): Promise<InterpretationCase> {
  const history = await sketchHistory(bench, task.prompt, elements, orientation);
  const asked = new Set(elements.flatMap((element) => bench.judge.attributesOf?.(element) ?? []));
  const report = interpret(history, "round0", {
    accuracy: (_, kind) => bench.judge.accuracy(kind),
    isFree: (attribute) => !asked.has(attribute),
    baseline: (attribute) => bench.judge.baseline?.(bench.description.id, attribute),
  });
  const shown = await Promise.all(truthSamples.map((sample) => bench.truth(sample, elements)));
  const rates = elements.map((_, index) => shown.filter((picture) => picture[index]).length);
  const n = truthSamples.length;
  return {
    task: task.id,
    elements: elements.map(({ id }, index) => {
      const read = report.elements.find(({ element }) => element === id);
      const right = rates[index] ?? 0;
      return {
        truth: trueState({ right, n }),
        rate: right / n,
        state: read?.state ?? "unknown",
        expected: read?.expected ?? 0,
      };
    }),
    assumptions: await assumptionsCase(
      bench,
      asked,
      report.assumptions.map(({ attribute }) => attribute),
      truthSamples,
    ),
    top: topOf(elements, rates, n, report.mostBroken?.element),
  };
}

/** By the in-loop judge's own attributes; attributes that it seldom reads are left out. */
async function assumptionsCase(
  bench: Bench,
  asked: ReadonlySet<string>,
  listed: readonly string[],
  samples: readonly Sample[],
): Promise<InterpretationCase["assumptions"]> {
  const values = new Map<string, string[]>();
  for (const sample of samples)
    for (const { attribute, value } of await bench.judge.readAttributes(sample, never))
      values.set(attribute, [...(values.get(attribute) ?? []), value]);
  return [...values]
    .filter(([attribute, seen]) => !asked.has(attribute) && seen.length >= samples.length / 2)
    .map(([attribute, seen]) => {
      const most = Math.max(
        ...Map.groupBy(seen, (value) => value)
          .values()
          .map(({ length }) => length),
      );
      return { listed: listed.includes(attribute), real: most >= 0.8 * seen.length };
    });
}

/** The oracle knows the true rates; an element within .02 of the best score is as good. */
function topOf(
  elements: readonly Element[],
  rates: readonly number[],
  n: number,
  named: string | undefined,
): boolean | null {
  const scores = elements.map(({ id, kind }, index) => ({
    id,
    score: (1 - (rates[index] ?? 0) / n) * fixChance[kind],
  }));
  const best = Math.max(...scores.map(({ score }) => score));
  if (!elements.some((_, index) => trueState({ right: rates[index] ?? 0, n }) !== "heard")) return null;
  return scores.some(({ id, score }) => id === named && score >= best - 0.02);
}

export interface InterpretationSummary {
  readonly macroF1: Estimate;
  readonly systematicOrChance: Estimate;
  /** The share that nobody can beat who sees four pictures without any error and knows how the true rates are spread. */
  readonly systematicOrChanceCeiling: number;
  readonly assumptionPrecision: Estimate;
  readonly assumptionRecall: Estimate;
  readonly topOne: Estimate;
  /** Expected calibration error of E[p] against the true rate, ten equal bins. */
  readonly calibrationError: number;
}

export function summariseInterpretation(cases: readonly InterpretationCase[]): InterpretationSummary {
  const missed = (item: InterpretationCase["elements"][number]): boolean =>
    item.truth === "unheard" || item.truth === "chance";
  const named = (item: InterpretationCase["elements"][number]): boolean =>
    item.state === "missed" || item.state === "mixed";
  return {
    macroF1: bootstrap(cases, (items) => macroF1(items.flatMap(({ elements }) => elements))),
    systematicOrChance: shareOf(
      cases.map(({ elements }) => {
        const both = elements.filter((item) => missed(item) && named(item));
        return {
          yes: both.filter((item) => (item.truth === "unheard") === (item.state === "missed")).length,
          of: both.length,
        };
      }),
    ),
    systematicOrChanceCeiling: ceilingOf(cases.flatMap(({ elements }) => elements)),
    assumptionPrecision: shareOf(
      cases.map(({ assumptions }) => {
        const listed = assumptions.filter((one) => one.listed);
        return { yes: listed.filter(({ real }) => real).length, of: listed.length };
      }),
    ),
    assumptionRecall: shareOf(
      cases.map(({ assumptions }) => {
        const real = assumptions.filter((one) => one.real);
        return { yes: real.filter(({ listed }) => listed).length, of: real.length };
      }),
    ),
    topOne: shareOf(cases.flatMap(({ top }) => (top === null ? [] : [{ yes: Number(top), of: 1 }]))),
    calibrationError: calibrationError(cases.flatMap(({ elements }) => elements)),
  };
}

/** Mean F1 of "right" and "missed"; an element is truly right when more than half of the pictures show it. */
function macroF1(items: readonly InterpretationCase["elements"][number][]): number {
  const pairs = items.map(({ rate, expected }) => ({ truth: rate > 0.5, said: expected > 0.5 }));
  return ([true, false] as const)
    .map((side) => {
      const hit = pairs.filter(({ truth, said }) => truth === side && said === side).length;
      const wrong = pairs.filter(({ truth, said }) => (truth === side) !== (said === side)).length;
      return (2 * hit) / (2 * hit + wrong);
    })
    .reduce((total, one) => total + one / 2, 0);
}

function calibrationError(items: readonly InterpretationCase["elements"][number][]): number {
  const bins = Map.groupBy(items, ({ expected }) => Math.min(9, Math.floor(expected * 10)));
  return sum([...bins.values()], (bin) => {
    const gap = sum(bin, ({ expected }) => expected) - sum(bin, ({ rate }) => rate);
    return Math.abs(gap) / items.length;
  });
}

/** Per count of right pictures of four, the more common of "unheard" and "chance"; counts that mostly mean "heard" are left out. */
export function ceilingOf(items: readonly Pick<InterpretationCase["elements"][number], "truth" | "rate">[]): number {
  let [best, all] = [0, 0];
  for (let count = 0; count < orientation; count++) {
    const weigh = (truth: TrueState): number =>
      sum(
        items.filter((item) => item.truth === truth),
        ({ rate }) => choose(orientation, count) * rate ** count * (1 - rate) ** (orientation - count),
      );
    const [heard, chance, unheard] = [weigh("heard"), weigh("chance"), weigh("unheard")];
    if (Math.max(chance, unheard) <= heard) continue;
    best += Math.max(chance, unheard);
    all += chance + unheard;
  }
  return best / all;
}

const orientation = 4;
const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);

import { machineText } from "../machine.ts";
import type { Estimate } from "./bootstrap.ts";
import type { PolicyResult, RoundsResult, VariantResult } from "./result.ts";

/** The result on one page; `reading` is what a person makes of it. */
export function reportOf(result: RoundsResult, reading = ""): string {
  const { tasks, budget } = result;
  return `${[
    "# Three rounds instead of thirty?",
    `Measured ${result.date} on ${machineText(result.machine)}. Model: \`${result.fingerprint}\`.`,
    `${tasks.used} of the ${tasks.frozen} frozen tasks of \`${tasks.file}\`, in frozen order (every stratum in turn). A picture costs the same for everybody; a task without success within ${budget} pictures counts as ${budget}. Intervals: 95 %, bootstrap by task.`,
    truthText(result),
    ...result.variants.flatMap((variant) => variantText(variant)),
    ...(reading === "" ? [] : [reading.trim()]),
    limits,
  ].join("\n\n")}\n`;
}

function truthText({ truth }: RoundsResult): string {
  if (truth.by === "simulation")
    return "**A simulation, not the built-in model**: a model of phrases with known rates, whose truth is exact. It tries the method and the benchmark; it says nothing about real pictures.";
  if (truth.by === "stand-in")
    return "**Truth is a stand-in**: without a second judge the committed judge, forced to decide, is taken as the truth, and the in-loop judge is the same one with seeded errors. What both get wrong alike does not show here.";
  const shares = Object.entries(truth.accuracies).map(([name, share]) => `${name} ${share.toFixed(2)}`);
  return `**Truth**: a second judge, trained on other renders, which no policy sees. Forced to decide it is right about held-out renders with these shares: ${shares.join(", ")}. Where that is under .90 its odds are multiplied with those of the committed judge. The in-loop judge is the committed one.`;
}

function variantText(variant: VariantResult): readonly string[] {
  const { policies } = variant;
  return [
    `## ${capitalised(variant.name)}: ${variant.tasks} tasks`,
    table(
      [
        "policy",
        "tasks",
        "pictures to the first all-correct: 0 misses",
        "1",
        "2",
        "3",
        "within 3 rounds, up to 2 misses",
        "within 13",
        "within 30",
        "hands in a right one",
        "drawn in all",
        "re-roll needs × as many (misses ≥ 1)",
      ],
      policies.map((policy) => [
        policy.name,
        String(policy.all.tasks),
        ...policy.byMisses.map(({ images }) => number(images)),
        percentOf(policy.upToTwo.withinThreeRounds),
        percentOf(policy.all.within13),
        percentOf(policy.all.within30),
        percentOf(policy.all.finalRight),
        policy.all.spent.toFixed(1),
        policy.name === "re-roll" ? "1" : number(policy.fewer),
      ]),
    ),
    table(["goal", "measured", "n", "met"], goalRows(variant)),
  ];
}

/** For the product as it advises: the last policy. */
function goalRows({ policies, changes, interpretation, placebo, effects, restarts }: VariantResult): readonly Row[] {
  const product = policies.at(-1);
  return [
    ...(product ? imageGoals(product) : []),
    ...changes
      .filter(({ name }) => name === product?.name)
      .flatMap(({ harmful, kept }) => [
        atMost("harmful changes ≤ 10 %", harmful, 0.1),
        atLeast("untouched elements kept ≥ .95", kept, 0.95),
      ]),
    atLeast("right/missed macro-F1 ≥ .85", interpretation.macroF1, 0.85),
    atLeast(
      `systematic or chance ≥ .80 (nobody can be better than ${interpretation.systematicOrChanceCeiling.toFixed(2)} on these tasks)`,
      interpretation.systematicOrChance,
      0.8,
    ),
    atLeast("assumptions, precision ≥ .90", interpretation.assumptionPrecision, 0.9),
    atLeast("assumptions, recall ≥ .80", interpretation.assumptionRecall, 0.8),
    atLeast("most broken is the oracle's ≥ .85", interpretation.topOne, 0.85),
    atMost("A/A: false claims ≤ 5 %, all elements", placebo.claims, 0.05),
    atMost("A/A: false claims ≤ 5 %, the target alone", placebo.targetClaims, 0.05),
    goal("90 % intervals of changes cover 88–93 %", effects.coverage, ({ value }) => value >= 0.88 && value <= 0.93),
    told("… of what the change was for", effects.targetCoverage),
    told("… of everything else", effects.elsewhereCoverage),
    atLeast("sign right ≥ 95 % of claims", effects.signRight, 0.95),
    atLeast("harm recall ≥ .80 (a quarter lost)", effects.harmRecall, 0.8),
    told("… half lost", effects.breakRecall),
    told("harm suggested where there is none", effects.falseHarm),
    atMost("regret of the first decision ≤ 10 %", restarts.regret, 0.1),
    atLeast("dead ends that were left ≥ .90", restarts.deadEndRecall, 0.9),
    atMost("started over elsewhere ≤ .10", restarts.falseRestarts, 0.1),
  ];
}

type Row = readonly string[];
const atLeast = (name: string, estimate: Estimate, limit: number): Row =>
  goal(name, estimate, ({ value }) => value >= limit);
const atMost = (name: string, estimate: Estimate, limit: number): Row =>
  goal(name, estimate, ({ value }) => value <= limit);
const told = (name: string, estimate: Estimate): Row => [name, percentOf(estimate), String(estimate.n), ""];
const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const imageGoals = (arms: PolicyResult): readonly (readonly string[])[] => [
  [
    "≥ 3 × fewer pictures than re-rolling with a miss (lower bound ≥ 2)",
    number(arms.fewer),
    String(arms.fewer.n),
    yes(arms.fewer.value >= 3 && arms.fewer.low >= 2),
  ],
  [
    "≤ 1.1 × the pictures of re-rolling without one",
    number(arms.noneMissed),
    String(arms.noneMissed.n),
    yes(arms.noneMissed.value <= 1.1),
  ],
  goal("within 3 rounds ≥ .80 with up to 2 misses", arms.upToTwo.withinThreeRounds, ({ value }) => value >= 0.8),
];

const goal = (name: string, estimate: Estimate, met: (estimate: Estimate) => boolean): readonly string[] => [
  name,
  percentOf(estimate),
  String(estimate.n),
  Number.isFinite(estimate.value) ? yes(met(estimate)) : "not measured",
];

const limits = `## What this does not say

- All policies take their words from the same proposers, and the built-in model's own grammar knows which phrases it was taught to miss. On a generator without such a list the first proposal is wrong more often; then everybody needs more pictures, re-rolling excepted.
- “A/A” pairs pictures of the same prompt on different seeds, which flips far more than neutral words do on the same seeds: a hard test of false claims. The first element plays the target.
- True rates come from 24 pictures per prompt (seeds 5–28), not 200; the windows of the effect test are part of the pairs that give its truth.
- Material is left out of the tasks: its judge says “unsure” too often to be anybody's truth.
- The oracle of the first decision knows which elements are missed and takes the first proposal for each, as the policies do; it draws 8 pictures per prompt.

![Pictures to the first all-correct one](images.svg)`;

const yes = (met: boolean): string => (met ? "yes" : "**no**");
const percentOf = ({ value, low, high }: Estimate): string =>
  Number.isFinite(value) ? `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})` : "–";
const number = ({ value, low, high }: Estimate): string =>
  Number.isFinite(value) ? `${value.toFixed(1)} (${low.toFixed(1)}–${high.toFixed(1)})` : "–";

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

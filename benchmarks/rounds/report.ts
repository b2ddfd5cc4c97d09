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

const truthText = ({ truth }: RoundsResult): string =>
  truth === "second judge"
    ? "**Truth**: a second judge, trained on other renders, which no policy sees. The in-loop judge is the committed one."
    : "**Truth is a stand-in**: there is no second judge yet, so the committed judge, forced to decide, is taken as the truth, and the in-loop judge is the same one with seeded errors. What both get wrong alike does not show here.";

function variantText(variant: VariantResult): readonly string[] {
  const { policies, changes, interpretation, placebo, effects } = variant;
  const arms = policies.at(-1);
  return [
    `## In-loop judge ${variant.accuracy >= 1 ? "as committed" : `degraded to ${percent(variant.accuracy)} of its answers`}`,
    table(
      [
        "policy",
        "pictures to the first all-correct: 0 misses",
        "1",
        "2",
        "3",
        "within 3 rounds, up to 2 misses",
        "within 13",
        "within 30",
        "hands in a right one",
        "re-roll needs × as many (misses ≥ 1)",
      ],
      policies.map((policy) => [
        policy.name,
        ...policy.byMisses.map(({ images }) => number(images)),
        percentOf(policy.upToTwo.withinThreeRounds),
        percentOf(policy.all.within13),
        percentOf(policy.all.within30),
        percentOf(policy.all.finalRight),
        policy.name === "re-roll" ? "1" : number(policy.fewer),
      ]),
    ),
    table(
      ["goal", "measured", "n", "met"],
      [
        ...(arms ? imageGoals(arms) : []),
        ...changes
          .filter(({ name }) => name === arms?.name)
          .flatMap(({ harmful, kept }) => [
            goal("harmful changes ≤ 10 %", harmful, ({ value }) => value <= 0.1),
            goal("untouched elements kept ≥ .95", kept, ({ value }) => value >= 0.95),
          ]),
        goal("right/missed macro-F1 ≥ .85", interpretation.macroF1, ({ value }) => value >= 0.85),
        goal("systematic or chance ≥ .80", interpretation.systematicOrChance, ({ value }) => value >= 0.8),
        goal("assumptions, precision ≥ .90", interpretation.assumptionPrecision, ({ value }) => value >= 0.9),
        goal("assumptions, recall ≥ .80", interpretation.assumptionRecall, ({ value }) => value >= 0.8),
        goal("most broken is the oracle's ≥ .85", interpretation.topOne, ({ value }) => value >= 0.85),
        goal("A/A: false claims ≤ 5 %, all elements", placebo.claims, ({ value }) => value <= 0.05),
        goal("A/A: false claims ≤ 5 %, the target alone", placebo.targetClaims, ({ value }) => value <= 0.05),
        goal(
          "90 % intervals of changes cover 88–93 %",
          effects.coverage,
          ({ value }) => value >= 0.88 && value <= 0.93,
        ),
        goal("sign right ≥ 95 % of claims", effects.signRight, ({ value }) => value >= 0.95),
        goal("harm recall ≥ .80", effects.harmRecall, ({ value }) => value >= 0.8),
      ],
    ),
  ];
}

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
- Not measured here: restart regret, dead-end recall and false restarts.

![Pictures to the first all-correct one](images.svg)`;

const yes = (met: boolean): string => (met ? "yes" : "**no**");
const percent = (share: number): string => `${Math.round(share * 100)} %`;
const percentOf = ({ value, low, high }: Estimate): string =>
  Number.isFinite(value) ? `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})` : "–";
const number = ({ value, low, high }: Estimate): string =>
  Number.isFinite(value) ? `${value.toFixed(1)} (${low.toFixed(1)}–${high.toFixed(1)})` : "–";

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const [width, height, left, bottom] = [760, 420, 60, 50];

/** Share of tasks with a miss that have an all-correct picture after so many pictures, a line per policy. */
export function chartOf({ variants, budget }: RoundsResult): string {
  const [variant] = variants;
  const lines = (variant?.policies ?? []).map(({ name, firsts }, index) => {
    const firstOnes = firsts.filter(([misses]) => misses > 0).map(([, first]) => first);
    const share = (count: number): number =>
      firstOnes.filter((first) => first !== null && first <= count).length / Math.max(1, firstOnes.length);
    const points = Array.from({ length: budget + 1 }, (_, count) => `${x(count, budget)},${y(share(count))}`).join(" ");
    const style = `stroke="${colours[index] ?? "#000"}"${name.startsWith("Samebut") ? ` stroke-width="3"` : ` stroke-width="1.5"`}`;
    const at = 40 + index * 18;
    return `<polyline fill="none" ${style} points="${points}"/><text x="${width - 190}" y="${y(0) - 150 + at}" fill="${colours[index] ?? "#000"}">${name}</text>`;
  });
  const ticks = [0, 10, 20, 30, 40, 50, 60].filter((count) => count <= budget);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="#fff"/>
<text x="${left}" y="20">Tasks with a systematic miss that have an all-correct picture, by pictures drawn</text>
${ticks.map((count) => `<text x="${x(count, budget)}" y="${height - 28}" text-anchor="middle">${count}</text>`).join("\n")}
${[0, 0.25, 0.5, 0.75, 1].map((share) => `<line x1="${left}" x2="${width - 20}" y1="${y(share)}" y2="${y(share)}" stroke="#ddd"/><text x="${left - 8}" y="${y(share) + 4}" text-anchor="end">${Math.round(share * 100)} %</text>`).join("\n")}
<text x="${width / 2}" y="${height - 8}" text-anchor="middle">pictures</text>
${lines.join("\n")}
</svg>
`;
}

const colours = ["#777", "#c60", "#a0a", "#080", "#48c", "#024"];
const x = (count: number, budget: number): number => Math.round(left + (count / budget) * (width - left - 20));
const y = (share: number): number => Math.round(height - bottom - share * (height - bottom - 40));

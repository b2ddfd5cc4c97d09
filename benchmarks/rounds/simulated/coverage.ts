import { effectsOf } from "../../../src/core/method/effect/effect.ts";
import { createRandom } from "../../../src/core/method/statistics/random.ts";
import { add, historyFrom } from "../../../src/core/testing/history.ts";

// How often the 90 % interval of a change covers the truth, by what the truth is and how often the judge is right.
// `node benchmarks/rounds/simulated/coverage.ts [repetitions]`

const pairs = 5;
const repetitions = Number(process.argv[2] ?? 1000);
/** Share of right pictures before and after the change. */
const truths = [
  [0, 1],
  [0, 0.75],
  [0.25, 1],
  [0.25, 0.75],
  [0.5, 1],
  [0, 0],
  [1, 1],
] as const;

const lines = [0.97, 0.85].flatMap((accuracy) =>
  truths.map(([before, after]) => {
    const { covered, above } = measure(accuracy, before, after);
    const share = (count: number): string => (count / repetitions).toFixed(2);
    return `| ${accuracy} | ${before} → ${after} | ${share(covered)} | ${share(above)} |`;
  }),
);
process.stdout.write(
  `| judge right | share right before → after | interval covers the difference | truth above it |\n|---|---|---|---|\n${lines.join("\n")}\n`,
);

function measure(accuracy: number, before: number, after: number): { covered: number; above: number } {
  const random = createRandom(1);
  const pictures = (rate: number) =>
    Array.from({ length: pairs }, (_, index) => {
      const isShown = random.uniform() < rate;
      const isRead = random.uniform() < accuracy;
      return { seed: index + 1, reads: { left: isShown === isRead ? ("present" as const) : ("absent" as const) } };
    });
  let [covered, above] = [0, 0];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const history = historyFrom({
      elements: { left: { kind: "lighting" } },
      rounds: [
        { kind: "orientation", arms: [{ pictures: pictures(before) }] },
        { kind: "fix", parent: 0, arms: [{ change: add("left", "other words"), pictures: pictures(after) }] },
      ],
    });
    const [effect] = effectsOf(history, "round1", "round1arm0", {
      accuracy: () => ({ sensitivity: accuracy, specificity: accuracy, n: 400 }),
      seed: repetition,
    });
    const [low, high] = effect?.interval90 ?? [0, 0];
    covered += Number(low <= after - before && after - before <= high);
    above += Number(after - before > high);
  }
  return { covered, above };
}

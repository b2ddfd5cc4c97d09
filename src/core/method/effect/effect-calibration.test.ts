import { describe, expect, it } from "vitest";
import { claimsOf, labelOf } from "./effect-claims.ts";
import { readLikelihoods } from "../interpretation/observation.ts";
import { type Cells, elsewherePrior, harmSuggestedAt, likelyAt, sizePrior, targetPrior } from "../priors.ts";
import { drawIndex } from "../statistics/dirichlet.ts";
import { type AnsweredIn, type DifferencePosterior, type PairAnswers, pairedDifference } from "../statistics/paired.ts";
import { type Random, createRandom } from "../statistics/random.ts";

const drawsPerImputation = 8;

/** Pairs drawn from known cells (kept, fixed, broke, neither) and read by a judge that errs at a known rate. */
function simulatedPairs(cells: readonly number[], n: number, error: number, random: Random): PairAnswers[] {
  const answers = {
    present: readLikelihoods("present", { sensitivity: 1 - error, specificity: 1 - error, n: 400 }),
    absent: readLikelihoods("absent", { sensitivity: 1 - error, specificity: 1 - error, n: 400 }),
  };
  const readAs = (shown: boolean): AnsweredIn => {
    const seen = random.uniform() < error ? !shown : shown;
    if (error === 0) return () => ({ right: seen ? 1 : 0, wrong: seen ? 0 : 1 });
    const likelihoods = answers[seen ? "present" : "absent"];
    return (imputation) => likelihoods[imputation] ?? { right: 1, wrong: 1 };
  };
  return Array.from({ length: n }, () => {
    const cell = drawIndex(random, cells);
    return { before: readAs(cell === 0 || cell === 2), after: readAs(cell === 0 || cell === 1) };
  });
}

const effectOf = (
  cells: readonly number[],
  n: number,
  error: number,
  prior: Cells,
  random: Random,
): DifferencePosterior => {
  const priors = { sign: prior, size: sizePrior };
  return pairedDifference(simulatedPairs(cells, n, error, random), priors, random, drawsPerImputation);
};

function covers(cells: readonly number[], { interval90: [low, high] }: DifferencePosterior): boolean {
  const truth = (cells[1] ?? 0) - (cells[2] ?? 0);
  return low <= truth && truth <= high;
}

/** Shares of right pictures before, chances to fix and chances to break, as cells. */
const cellsOf = (before: number, fix: number, harm: number): readonly number[] => [
  before * (1 - harm),
  (1 - before) * fix,
  before * harm,
  (1 - before) * (1 - fix),
];

const grid = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((before) =>
  [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((fix) => [0.05, 0.2, 0.4].map((harm) => cellsOf(before, fix, harm))),
);

const between = (random: Random, low: number, high: number): number => low + (high - low) * random.uniform();

/** What changes do to elements, by kind, each drawn within its range. */
const kinds: Readonly<Record<string, (random: Random) => readonly number[]>> = {
  "a cure": (random) => cellsOf(between(random, 0, 0.1), between(random, 0.85, 1), 0),
  "half a cure": (random) => cellsOf(between(random, 0, 0.4), between(random, 0.2, 0.8), between(random, 0, 0.1)),
  "no help": (random) => cellsOf(between(random, 0, 0.2), between(random, 0, 0.06), 0.1),
  "left alone": (random) => cellsOf(between(random, 0.9, 1), 0.3, between(random, 0, 0.03)),
  harm: (random) => cellsOf(between(random, 0.8, 1), 0.2, between(random, 0.25, 0.6)),
  ruin: (random) => cellsOf(between(random, 0.85, 1), 0.1, between(random, 0.7, 1)),
};

describe("calibration by simulation", () => {
  it("covers the true difference in about 90 of 100 intervals over rates, numbers of pairs and judge errors", () => {
    const random = createRandom(1);
    const shares: number[] = [];
    for (const n of [3, 8, 30]) {
      for (const error of [0, 0.15]) {
        const covered = grid.flatMap((cells) =>
          Array.from({ length: 2 }, () => covers(cells, effectOf(cells, n, error, targetPrior, random))),
        );
        shares.push(covered.filter(Boolean).length / covered.length);
      }
    }
    // 150 intervals each: the standard error of a share is .024; over all 900 it is .01.
    for (const share of shares) expect(share).toBeGreaterThan(0.8);
    const average = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(average).toBeGreaterThan(0.865);
    expect(average).toBeLessThan(0.945);
  });

  // Elements come always or never more often than half the time; each kind alone, from few pairs, with a good judge.
  it.each(Object.entries(kinds))("covers the true difference of %s from few pairs", (_kind, drawCells) => {
    const random = createRandom(4);
    const covered = [3, 4, 8].flatMap((n) =>
      Array.from({ length: 100 }, () => {
        const cells = drawCells(random);
        return covers(cells, effectOf(cells, n, 0.02, elsewherePrior, random));
      }),
    );
    expect(covered.filter(Boolean).length / covered.length).toBeGreaterThan(0.78);
  });

  it("suggests most harm from four pairs and seldom harm where there is none", () => {
    const random = createRandom(5);
    const suggested = (drawCells: (random: Random) => readonly number[]): number => {
      const found = Array.from({ length: 200 }, () => {
        const { pLoss, pBetter, pWorse } = effectOf(drawCells(random), 4, 0.01, elsewherePrior, random);
        return pWorse > pBetter && pLoss >= harmSuggestedAt;
      });
      return found.filter(Boolean).length / found.length;
    };
    // The standard error is .03. One broken pair of four is all the evidence there is.
    expect(suggested(kinds["harm"]!)).toBeGreaterThan(0.65);
    expect(suggested(kinds["ruin"]!)).toBeGreaterThan(0.9);
    expect(suggested(kinds["left alone"]!)).toBeLessThan(0.15);
  });

  // A placebo flips elements both ways alike: .04 in each direction is what same-length neutral words do, .1 is a noisy
  // engine, .2 one whose pictures have little to do with their seed.
  it.each([0.04, 0.1, 0.2])(
    "claims no effect of a placebo (flips of %d each way) too often, on the target or elsewhere",
    (flips) => {
      const random = createRandom(2);
      let [onTarget, targets, claims, elements] = [0, 0, 0, 0];
      for (const n of [3, 8, 20]) {
        for (let arm = 0; arm < 60; arm++) {
          const one = (target: boolean): { target: boolean; posterior: DifferencePosterior } => ({
            target,
            posterior: effectOf(
              [0.6 - flips, flips, flips, 0.4 - flips],
              n,
              0.05,
              target ? targetPrior : elsewherePrior,
              random,
            ),
          });
          const labels = claimsOf([one(true), one(false), one(false)]).map(
            ({ certainty }) => labelOf(certainty, certainty, n, 0) === "likely",
          );
          onTarget += Number(labels[0]);
          targets += 1;
          claims += labels.filter(Boolean).length;
          elements += labels.length;
        }
      }
      expect(onTarget / targets).toBeLessThanOrEqual(0.05);
      expect(claims / elements).toBeLessThanOrEqual(0.05);
    },
  );

  it("has the sign right in at least 95 of 100 claims", () => {
    const random = createRandom(3);
    let [right, claims] = [0, 0];
    for (const cells of grid) {
      for (const n of [8, 20]) {
        const truth = (cells[1] ?? 0) - (cells[2] ?? 0);
        const { pBetter, pWorse } = effectOf(cells, n, 0.1, targetPrior, random);
        if (Math.max(pBetter, pWorse) < likelyAt || truth === 0) continue;
        claims++;
        if (pBetter > pWorse === truth > 0) right++;
      }
    }
    expect(claims).toBeGreaterThan(20);
    expect(right / claims).toBeGreaterThanOrEqual(0.95);
  });
});

import { type Cells, burnIn, drawsPerImputation, harmNoticed, imputations, intervalTails } from "../priors.ts";
import { chanceFirstIsLarger } from "./beta.ts";
import { drawDirichlet, drawIndex } from "./dirichlet.ts";
import { type Random, drawBeta } from "./random.ts";
import { mean, quantile } from "./summary.ts";

/** How likely the answer about one picture is when it shows the element (right) and when it does not (wrong). */
interface Answered {
  readonly right: number;
  readonly wrong: number;
}
/** One picture's likelihood in each imputation of the judges' accuracy. */
export type AnsweredIn = (imputation: number) => Answered;

export interface PairAnswers {
  readonly before: AnsweredIn;
  readonly after: AnsweredIn;
}

/** What is believed of a difference of two rates, after minus before. */
export interface DifferencePosterior {
  readonly mean: number;
  readonly interval90: readonly [low: number, high: number];
  readonly pBetter: number;
  readonly pWorse: number;
  /** P(δ < −.1): more than one in ten is lost. */
  readonly pLoss: number;
}

/** What is believed before any pair: of the sign, where caution keeps a flip from being a claim, and of the size. */
export interface DifferencePriors {
  readonly sign: Cells;
  readonly size: Cells;
}

/**
 * δ = P(fixed) − P(broke) of a Dirichlet over (kept, fixed, broke, neither) when the four counts are only known through
 * answers with errors. Data augmentation (Tanner and Wong 1987): truths given cells, cells given truths, repeated within
 * each imputation of the accuracy. P(δ > 0) and the mean are averaged over the exact conditional values (Rao-Blackwell),
 * so that certain answers give exact results. `draws` are per imputation. The size of δ has a prior of its own: a cautious
 * one would pull a change that always works far under 1 and its interval would not cover.
 */
export function pairedDifference(
  pairs: readonly PairAnswers[],
  { sign, size }: DifferencePriors,
  random: Random,
  draws = drawsPerImputation,
): DifferencePosterior {
  const differences: number[] = [];
  const better = averager();
  const means = averager();
  const chance = remember(chanceFirstIsLarger);
  const cells = new Float64Array(4);
  const weights = new Float64Array(4);
  for (let imputation = 0; imputation < imputations; imputation++) {
    const likelihoods = pairs.map((pair) => cellLikelihoods(pair.before(imputation), pair.after(imputation)));
    cells.set(size);
    for (let sweep = -burnIn; sweep < draws; sweep++) {
      weights.set(size);
      addTruths(weights, likelihoods, cells, random);
      drawDirichlet(random, weights, cells);
      if (sweep < 0) continue;
      const [kept = 0, fixed = 0, broke = 0, neither = 0] = weights;
      differences.push((cells[1] ?? 0) - (cells[2] ?? 0));
      better.add(chance(fixed - size[1] + sign[1], broke - size[2] + sign[2]));
      means.add((fixed - broke) / (kept + fixed + broke + neither));
    }
  }
  return posteriorOf(differences, means.value(), better.value());
}

const cellLikelihoods = (before: Answered, after: Answered): readonly number[] => [
  before.right * after.right,
  before.wrong * after.right,
  before.right * after.wrong,
  before.wrong * after.wrong,
];

/** Adds one drawn truth per pair. */
function addTruths(
  weights: Float64Array,
  likelihoods: readonly (readonly number[])[],
  cells: Float64Array,
  random: Random,
): void {
  const chances = new Float64Array(4);
  for (const likelihood of likelihoods) {
    for (let cell = 0; cell < 4; cell++) chances[cell] = (likelihood[cell] ?? 0) * (cells[cell] ?? 0);
    const drawn = drawIndex(random, chances);
    weights[drawn] = (weights[drawn] ?? 0) + 1;
  }
}

/**
 * The same without pairs: two rates with independent Betas, the margins of the same Dirichlet prior. Wider, because
 * nothing is known of which picture would have become which.
 */
export function unpairedDifference(
  before: readonly AnsweredIn[],
  after: readonly AnsweredIn[],
  [kept, fixed, broke, neither]: Cells,
  random: Random,
): DifferencePosterior {
  const draws: number[] = [];
  for (let imputation = 0; imputation < imputations; imputation++) {
    const drawBefore = rateSampler(
      before.map((answer) => answer(imputation)),
      [kept + broke, fixed + neither],
      random,
    );
    const drawAfter = rateSampler(
      after.map((answer) => answer(imputation)),
      [kept + fixed, broke + neither],
      random,
    );
    for (let sweep = -burnIn; sweep < drawsPerImputation; sweep++) {
      const difference = drawAfter() - drawBefore();
      if (sweep >= 0) draws.push(difference);
    }
  }
  const better = draws.filter((difference) => difference > 0).length / draws.length;
  return posteriorOf(draws, mean(draws), better);
}

/** Draws of one rate, by the same alternation of truths and rate. */
function rateSampler(answers: readonly Answered[], [a, b]: readonly [number, number], random: Random): () => number {
  let rate = a / (a + b);
  return () => {
    let right = 0;
    for (const answer of answers) {
      const shown = rate * answer.right;
      if (random.uniform() * (shown + (1 - rate) * answer.wrong) < shown) right++;
    }
    rate = drawBeta(random, a + right, b + answers.length - right);
    return rate;
  };
}

function posteriorOf(draws: readonly number[], average: number, pBetter: number): DifferencePosterior {
  const sorted = Float64Array.from(draws).sort();
  const [low, high] = intervalTails;
  return {
    mean: average,
    interval90: [quantile(sorted, low), quantile(sorted, high)],
    pBetter,
    pWorse: 1 - pBetter,
    pLoss: sorted.filter((difference) => difference < -harmNoticed).length / sorted.length,
  };
}

function averager(): { add(value: number): void; value(): number } {
  let [total, count] = [0, 0];
  return {
    add(value) {
      total += value;
      count++;
    },
    value: () => total / count,
  };
}

/** The cells of a few pairs take few values: each is computed once. */
function remember(compute: (a: number, b: number) => number): (a: number, b: number) => number {
  const known = new Map<number, Map<number, number>>();
  return (a, b) => {
    const row = known.get(a) ?? new Map<number, number>();
    known.set(a, row);
    const value = row.get(b) ?? compute(a, b);
    row.set(b, value);
    return value;
  };
}

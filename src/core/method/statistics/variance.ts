import { studentCdf, studentQuantile } from "./student.ts";
import { squaredDeviations, mean as average } from "./summary.ts";

/** What is believed of a variance: as if `freedom` differences with mean square `square` had been seen. */
export interface VariancePrior {
  readonly freedom: number;
  readonly square: number;
}

export interface MeanPosterior {
  readonly mean: number;
  readonly interval90: readonly [low: number, high: number];
  /** P(mean > 0). */
  readonly pAbove: number;
}

/**
 * The mean of normal differences with a flat prior for the mean and a scaled-inverse-χ² prior for the variance: Student's
 * t with freedom ν0 + n − 1 (Gelman et al., Bayesian Data Analysis, 3rd ed., section 3.2). Needs at least one difference.
 */
export const meanOf = (differences: readonly number[], prior: VariancePrior): MeanPosterior =>
  posterior(
    average(differences),
    squaredDeviations(differences),
    differences.length - 1,
    1 / differences.length,
    prior,
  );

/** The same for two unpaired samples of one variance. Each needs at least one value. */
export const differenceOfMeans = (
  before: readonly number[],
  after: readonly number[],
  prior: VariancePrior,
): MeanPosterior =>
  posterior(
    average(after) - average(before),
    squaredDeviations(before) + squaredDeviations(after),
    before.length + after.length - 2,
    1 / before.length + 1 / after.length,
    prior,
  );

function posterior(
  mean: number,
  squares: number,
  ownFreedom: number,
  share: number,
  prior: VariancePrior,
): MeanPosterior {
  const freedom = prior.freedom + ownFreedom;
  const scale = Math.sqrt(((prior.freedom * prior.square + squares) / freedom) * share);
  if (scale === 0) return { mean, interval90: [mean, mean], pAbove: mean > 0 ? 1 : mean < 0 ? 0 : 0.5 };
  const reach = scale * studentQuantile(0.95, freedom);
  return { mean, interval90: [mean - reach, mean + reach], pAbove: studentCdf(mean / scale, freedom) };
}

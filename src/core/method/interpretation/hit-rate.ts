import { type StateName, type StateWeights, imputations, stateShapes, stateWeights } from "../priors.ts";
import { logBeta } from "../statistics/beta.ts";
import { type Likelihood, type Observation, isCertain, isKnown, likelihoodIn } from "./observation.ts";

/** How often one prompt on one engine shows an element, learned from the pictures that were read. */
export interface HitRate {
  /** P(heard), P(chance), P(unheard). */
  readonly states: Readonly<Record<StateName, number>>;
  /** E[p]. */
  readonly expected: number;
  /** P(this picture shows it), by the names that the observations came under. */
  readonly truths: ReadonlyMap<string, number>;
  /** Expected number of pictures that show it, and of pictures read. */
  readonly right: number;
  readonly read: number;
}

const stateNames = ["heard", "chance", "unheard"] as const satisfies readonly StateName[];

/**
 * The exact posterior of a mixture of three Beta-binomial states under readings with errors. The number of true
 * pictures is summed out (its likelihoods are the coefficients of a polynomial), and the judges' accuracy is averaged
 * over its imputations; method, sections 1 and 2. Pictures that nobody could read get E[p].
 */
export function hitRateOf(
  observations: ReadonlyMap<string, Observation>,
  weights: StateWeights = stateWeights,
): HitRate {
  const known = [...observations].filter(([, observation]) => isKnown(observation));
  const table = marginals(known.length, weights);
  const totals = { states: { heard: 0, chance: 0, unheard: 0 }, expected: 0, truths: known.map(() => 0) };
  const rounds = known.every(([, observation]) => isCertain(observation)) ? 1 : imputations;
  for (let imputation = 0; imputation < rounds; imputation++) {
    addImputation(
      totals,
      known.map(([, observation]) => likelihoodIn(observation, imputation)),
      table,
    );
  }
  return normalised(totals, observations, known);
}

interface Totals {
  readonly states: Record<StateName, number>;
  expected: number;
  readonly truths: number[];
}

/** Per state and number of true pictures k of n: the weight of any one such arrangement, and E[p] then. */
interface Marginals {
  readonly of: Readonly<Record<StateName, readonly number[]>>;
  readonly all: readonly number[];
  readonly expected: readonly number[];
}

function marginals(n: number, weights: StateWeights): Marginals {
  const counts = Array.from({ length: n + 1 }, (_, k) => k);
  const byState = (state: StateName): number[] => {
    const [a, b] = stateShapes[state];
    return counts.map((k) => weights[state] * Math.exp(logBeta(a + k, b + n - k) - logBeta(a, b)));
  };
  const of = { heard: byState("heard"), chance: byState("chance"), unheard: byState("unheard") };
  const all = counts.map((k) => stateNames.reduce((total, state) => total + (of[state][k] ?? 0), 0));
  const expected = counts.map((k) =>
    stateNames.reduce((total, state) => {
      const [a, b] = stateShapes[state];
      return total + ((of[state][k] ?? 0) * (a + k)) / (a + b + n);
    }, 0),
  );
  return { of, all, expected };
}

function addImputation(totals: Totals, likelihoods: readonly Likelihood[], table: Marginals): void {
  const ways = arrangements(likelihoods);
  ways.forEach((way, k) => {
    for (const state of stateNames) totals.states[state] += way * (table.of[state][k] ?? 0);
    totals.expected += way * (table.expected[k] ?? 0);
  });
  const shown = new Map<string, number>();
  likelihoods.forEach(({ right, wrong }, i) => {
    const key = `${right} ${wrong}`;
    const probability = shown.get(key) ?? right * shownWithout(likelihoods, i, table);
    shown.set(key, probability);
    totals.truths[i] = (totals.truths[i] ?? 0) + probability;
  });
}

/** The weight of picture i being right, over all that the other pictures may be. */
const shownWithout = (likelihoods: readonly Likelihood[], i: number, table: Marginals): number =>
  arrangements(likelihoods.toSpliced(i, 1)).reduce((total, way, k) => total + way * (table.all[k + 1] ?? 0), 0);

/** Coefficient k: the likelihood of the readings summed over all ways in which exactly k pictures are right. */
function arrangements(likelihoods: readonly Likelihood[]): number[] {
  let ways = [1];
  for (const { right, wrong } of likelihoods) {
    ways = Array.from({ length: ways.length + 1 }, (_, k) => (ways[k] ?? 0) * wrong + (ways[k - 1] ?? 0) * right);
  }
  return ways;
}

function normalised(
  totals: Totals,
  observations: ReadonlyMap<string, Observation>,
  known: readonly (readonly [string, Observation])[],
): HitRate {
  const evidence = stateNames.reduce((total, state) => total + totals.states[state], 0);
  const share = (state: StateName): number => totals.states[state] / evidence;
  const expected = totals.expected / evidence;
  const truths = new Map([...observations.keys()].map((id) => [id, expected]));
  known.forEach(([id], i) => truths.set(id, (totals.truths[i] ?? 0) / evidence));
  const right = known.reduce((total, [id]) => total + (truths.get(id) ?? 0), 0);
  const states = { heard: share("heard"), chance: share("chance"), unheard: share("unheard") };
  return { states, expected, truths, right, read: known.length };
}

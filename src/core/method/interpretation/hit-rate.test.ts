import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hitRateOf } from "./hit-rate.ts";
import { type Likelihood, type Observation, readLikelihoods } from "./observation.ts";
import { imputations, stateShapes, stateWeights } from "../priors.ts";
import type { Answer } from "../../reading.ts";
import { logBeta } from "../statistics/beta.ts";

const certain = (answer: Answer): Observation => ({
  answer,
  source: "person",
  likelihoods: [answer === "present" ? { right: 1, wrong: 0 } : { right: 0, wrong: 1 }],
});
const judged = (answer: Answer, accuracy = 0.9): Observation => ({
  answer,
  source: "judge",
  likelihoods: readLikelihoods(answer, { sensitivity: accuracy, specificity: accuracy, n: 1_000_000 }),
});
const letters = { p: "present", a: "absent", "?": "unsure" } as const;
const observations = (answers: string, by: (answer: Answer) => Observation = certain): Map<string, Observation> =>
  new Map([...answers].map((letter, index) => [`${index}`, by(letters[letter as keyof typeof letters])]));

describe("the hit rate of an element", () => {
  // By hand from B(a + k, b + n − k) / B(a, b), with Beta(19, 1), Beta(2, 2), Beta(1, 19) and weights .60, .25, .15.
  it.each([
    ["pppp", "heard", 0.933],
    ["pppa", "heard", 0.61],
    ["ppaa", "chance", 0.8],
    ["paaa", "chance", 0.706],
    ["aaaa", "unheard", 0.776],
  ] as const)("%s is %s with probability %d", (answers, state, probability) => {
    expect(hitRateOf(observations(answers)).states[state]).toBeCloseTo(probability, 2);
  });

  it("is the prior when nothing was read", () => {
    const { states, expected, read } = hitRateOf(observations("??"));
    expect(states.heard).toBeCloseTo(stateWeights.heard, 12);
    expect(expected).toBeCloseTo(0.6 * 0.95 + 0.25 * 0.5 + 0.15 * 0.05, 12);
    expect(read).toBe(0);
  });

  it("takes unsure as missing, never as a miss", () => {
    const sure = hitRateOf(observations("ppp"));
    const unsure = hitRateOf(observations("ppp??"));
    expect(unsure.states).toEqual(sure.states);
    expect(unsure.truths.get("4")).toBeCloseTo(sure.expected, 12);
  });

  it("agrees with summing over every possible truth", () => {
    const answer = fc.constantFrom("present", "absent" as const);
    fc.assert(
      fc.property(
        fc.array(answer, { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0.6, max: 0.99, noNaN: true }),
        (answers, accuracy) => {
          const seen = new Map(answers.map((one, index) => [`${index}`, judged(one as Answer, accuracy)]));
          const expected = byEnumeration([...seen.values()]);
          const found = hitRateOf(seen);
          expect(found.states.heard).toBeCloseTo(expected.heard, 9);
          [...seen.keys()].forEach((id, index) =>
            expect(found.truths.get(id)).toBeCloseTo(expected.truths[index] ?? Number.NaN, 9),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it("does not depend on the order of the pictures", () => {
    const mixed = hitRateOf(observations("ppa?a", judged));
    const sorted = hitRateOf(observations("?aapp", judged));
    expect(mixed.expected).toBeCloseTo(sorted.expected, 12);
  });

  it("believes a lone sighting less where everything else was missed", () => {
    const among = (answers: string): number => hitRateOf(observations(answers, judged)).truths.get("0") ?? 0;
    expect(among("paaaaaaa")).toBeLessThan(among("pppppppp"));
    expect(among("paaaaaaa")).toBeLessThan(0.7);
  });

  it("is surer with a better judge and less sure with an unknown one", () => {
    const heard = (accuracy?: { sensitivity: number; specificity: number; n: number }): number =>
      hitRateOf(
        observations("pppp", (answer) => ({ answer, source: "judge", likelihoods: readLikelihoods(answer, accuracy) })),
      ).truths.get("0") ?? 0;
    expect(heard({ sensitivity: 0.99, specificity: 0.99, n: 1_000 })).toBeGreaterThan(
      heard({ sensitivity: 0.8, specificity: 0.8, n: 1_000 }),
    );
    expect(heard({ sensitivity: 0.9, specificity: 0.9, n: 10_000 })).toBeGreaterThan(heard());
  });
});

/** The same posterior by brute force over 2^n truths. */
function byEnumeration(seen: readonly Observation[]): { heard: number; truths: number[] } {
  let [total, heard] = [0, 0];
  const truths = seen.map(() => 0);
  for (let imputation = 0; imputation < imputations; imputation++) {
    const likelihoods = seen.map(({ likelihoods: all }) => all[imputation] as Likelihood);
    for (let mask = 0; mask < 2 ** seen.length; mask++) {
      const isRight = seen.map((_, index) => (mask & (1 << index)) !== 0);
      const k = isRight.filter(Boolean).length;
      const answered = likelihoods.reduce(
        (product, { right, wrong }, index) => product * (isRight[index] ? right : wrong),
        1,
      );
      const byState = (["heard", "chance", "unheard"] as const).map((state) => {
        const [a, b] = stateShapes[state];
        return stateWeights[state] * Math.exp(logBeta(a + k, b + seen.length - k) - logBeta(a, b)) * answered;
      });
      const weight = byState.reduce((sum, one) => sum + one, 0);
      total += weight;
      heard += byState[0] ?? 0;
      isRight.forEach((right, index) => (truths[index] = (truths[index] ?? 0) + (right ? weight : 0)));
    }
  }
  return { heard: heard / total, truths: truths.map((truth) => truth / total) };
}

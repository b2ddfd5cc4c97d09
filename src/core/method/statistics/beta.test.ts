import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaCdf, betaQuantile, chanceFirstIsLarger, logBeta, logGamma } from "./beta.ts";

const shape = fc.double({ min: 0.2, max: 60, noNaN: true });
const fraction = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe("the gamma and beta functions", () => {
  it("are right for factorials", () => {
    let factorial = 1;
    for (let n = 1; n <= 15; n++) {
      factorial *= n;
      expect(Math.exp(logGamma(n + 1)) / factorial).toBeCloseTo(1, 12);
    }
    expect(Math.exp(2 * logGamma(0.5))).toBeCloseTo(Math.PI, 12);
    expect(Math.exp(logBeta(2, 3))).toBeCloseTo(1 / 12, 12);
  });

  // P(X ≤ ½) for whole shapes is a binomial sum with n = a + b − 1 over 2^n.
  it.each([
    [4, 1, 1 / 16],
    [3, 2, 5 / 16],
    [5, 2, 7 / 64],
    [6, 2, 8 / 128],
    [1, 1, 1 / 2],
  ])("P(Beta(%d, %d) ≤ ½) = %d", (a, b, expected) => expect(betaCdf(0.5, a, b)).toBeCloseTo(expected, 12));

  it("mirrors: I_x(a, b) = 1 − I_(1−x)(b, a)", () => {
    fc.assert(
      fc.property(fraction, shape, shape, (x, a, b) => {
        expect(betaCdf(x, a, b) + betaCdf(1 - x, b, a)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("rises with x and ends at 0 and 1", () => {
    fc.assert(
      fc.property(fraction, fraction, shape, shape, (x, y, a, b) => {
        expect(betaCdf(Math.min(x, y), a, b)).toBeLessThanOrEqual(betaCdf(Math.max(x, y), a, b) + 1e-12);
      }),
    );
    expect([betaCdf(-1, 2, 2), betaCdf(0, 2, 2), betaCdf(1, 2, 2), betaCdf(2, 2, 2)]).toEqual([0, 0, 1, 1]);
  });

  it("has a quantile that undoes it", () => {
    const roomy = fc.double({ min: 0.5, max: 60, noNaN: true });
    fc.assert(
      fc.property(fraction, roomy, roomy, (p, a, b) => {
        expect(betaCdf(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 6);
      }),
    );
  });

  it("knows which of two Dirichlet cells is larger", () => {
    expect(chanceFirstIsLarger(4, 1)).toBeCloseTo(15 / 16, 12);
    expect(chanceFirstIsLarger(3, 3)).toBeCloseTo(0.5, 12);
  });
});

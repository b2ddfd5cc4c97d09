import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedGain, reservationValue } from "./reservation.ts";

const draws = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 });
const price = fc.double({ min: 0.001, max: 0.5, noNaN: true });

describe("the reservation value", () => {
  it("is where the expected gain equals the price", () => {
    fc.assert(
      fc.property(draws, price, (outcomes, cost) => {
        expect(expectedGain(outcomes, reservationValue(outcomes, cost))).toBeCloseTo(cost, 9);
      }),
    );
  });

  it("falls as the price rises", () => {
    fc.assert(
      fc.property(draws, price, price, (outcomes, a, b) => {
        const [cheap, dear] = [Math.min(a, b), Math.max(a, b)];
        expect(reservationValue(outcomes, dear)).toBeLessThanOrEqual(reservationValue(outcomes, cheap) + 1e-12);
      }),
    );
  });

  it("is the best that can happen when it costs nothing", () => expect(reservationValue([0.2, 0.9, 0.5], 0)).toBe(0.9));
  it("is known by hand for a coin: ½·(1 − σ) = .1", () => expect(reservationValue([0, 1], 0.1)).toBeCloseTo(0.8, 12));
});

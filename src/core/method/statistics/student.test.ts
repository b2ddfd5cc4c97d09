import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { studentCdf, studentQuantile } from "./student.ts";

describe("Student's t", () => {
  // Upper 5 % points from any printed table.
  it.each([
    [1, 6.3138],
    [2, 2.92],
    [4, 2.1318],
    [10, 1.8125],
    [30, 1.6973],
  ])("with %d degrees of freedom reaches 95 %% at %d", (freedom, t) => {
    expect(studentQuantile(0.95, freedom)).toBeCloseTo(t, 3);
    expect(studentCdf(t, freedom)).toBeCloseTo(0.95, 4);
  });

  it("is symmetric", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.double({ min: 0.5, max: 50, noNaN: true }),
        (t, freedom) => {
          expect(studentCdf(t, freedom) + studentCdf(-t, freedom)).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});

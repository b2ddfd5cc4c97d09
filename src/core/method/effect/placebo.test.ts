import { describe, expect, it } from "vitest";
import { noiseChance, placeboNoise } from "./placebo.ts";

describe("the noise of an engine", () => {
  it("is counted from placebo pairs", () => {
    const noise = placeboNoise({ kept: 40, fixed: 2, broke: 3, neither: 15 });
    expect(noise).toMatchObject({ n: 60, breaks: [4, 59], luck: [3, 24] });
    expect(noise.sentence).toContain("broke 3 and fixed 2 of 60 pairs (.08)");
  });

  // By hand: (40·15 − 2·3) / √(43·17·42·18) = 594 / 743.4.
  it("says how much pairing helps", () => {
    const { correlation, pairingHelps } = placeboNoise({ kept: 40, fixed: 2, broke: 3, neither: 15 });
    expect(correlation).toBeCloseTo(0.799, 3);
    expect(pairingHelps).toBeCloseTo(4.98, 1);
  });

  it("says that pairs are worth no more than pictures when seeds fix nothing", () => {
    expect(placeboNoise({ kept: 25, fixed: 25, broke: 25, neither: 25 }).pairingHelps).toBe(1);
  });

  it("cannot tell when nothing varied or nothing was run", () => {
    expect(placeboNoise({ kept: 9, fixed: 0, broke: 0, neither: 0 }).pairingHelps).toBeNull();
    expect(placeboNoise({ kept: 0, fixed: 0, broke: 0, neither: 0 }).sentence).toContain("No placebo was run");
  });
});

describe("the chance that noise does as much", () => {
  const noise = placeboNoise({ kept: 60, fixed: 1, broke: 3, neither: 20 });
  const pairs = { kept: 5, fixed: 3, broke: 0, neither: 1 };

  it("falls with every pair that moved, and is 1 where none did", () => {
    const chances = [0, 1, 2, 3].map((fixed) => noiseChance(noise, { ...pairs, fixed, neither: 4 - fixed }, "better"));
    expect(chances[0]).toBeCloseTo(1, 9);
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
    expect(chances[3]).toBeLessThan(0.05);
    expect(noiseChance(noise, pairs, "worse")).toBeCloseTo(1, 9);
  });

  it("is the plain share for one pair: a / (a + b)", () => {
    const one = noiseChance({ luck: [2, 8], breaks: [1, 9] }, { kept: 0, fixed: 1, broke: 0, neither: 0 }, "better");
    expect(one).toBeCloseTo(0.2, 9);
  });
});

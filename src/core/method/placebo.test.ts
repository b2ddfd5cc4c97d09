import { describe, expect, it } from "vitest";
import { placeboNoise } from "./placebo.ts";

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

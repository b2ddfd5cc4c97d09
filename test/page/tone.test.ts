import { describe, expect, it } from "vitest";
import { temperatureGains } from "../../src/pixels/temperature.ts";
import { contrastCurve, gainsFor, saturationMatrix } from "../../src/web/refine/tone.ts";

/** What the page shows while a slider moves must be what the engine makes when it is let go. */
describe("the live adjustments of the page", () => {
  it("warm and cool as the engine does", () => {
    for (let mired = -150; mired <= 150; mired += 7)
      for (const [channel, gain] of temperatureGains(mired).entries())
        expect(Math.abs((gainsFor(mired)[channel] ?? 0) / gain - 1)).toBeLessThan(0.01);
  });

  it("leave middle grey where it is when the contrast changes", () => {
    for (const contrast of [-0.5, 0, 0.3, 1]) {
      const { amplitude, exponent } = contrastCurve(contrast);
      expect(amplitude * 0.18 ** exponent).toBeCloseTo(0.18, 10);
    }
  });

  it("take the colour out at −1 and nothing at 0", () => {
    expect(saturationMatrix(0)).toBe("1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0");
    expect(saturationMatrix(-1).split(" ").slice(0, 3)).toEqual(saturationMatrix(-1).split(" ").slice(5, 8));
  });
});

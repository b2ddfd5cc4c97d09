import { describe, expect, it } from "vitest";
import { type EditMeasurements, keepTheRest } from "./keep-the-rest.ts";

const still: EditMeasurements = {
  registration: { dx: 0.1, dy: -0.1, scale: 1 },
  ssim: 0.97,
  deltaE: 0.8,
  elements: [{ statement: "pear", before: 0.98, after: 0.97, read: true }],
};

describe("keep the rest", () => {
  it("says kept when nothing moved", () => {
    expect(keepTheRest(still)).toEqual({
      verdict: "kept",
      findings: [],
      sentence: "Everything else stayed the same, the other element included.",
    });
  });

  it.each([
    ["a shift", { registration: { dx: 0.4, dy: 0.4, scale: 1 } }, "moved by 0.6 px"],
    ["a change of scale", { registration: { dx: 0, dy: 0, scale: 1.02 } }, "enlarged by 2.0 %"],
    ["other structure", { ssim: 0.7 }, "SSIM .70"],
    ["other colours", { deltaE: 5.04 }, "ΔE2000 5.0"],
    [
      "a lost element",
      { elements: [{ statement: "wood", before: 0.95, after: 0.1, read: true }] },
      "“wood” was there (.95) and no longer is (.10).",
    ],
  ])("says drifted after %s, and how", (_, change, finding) => {
    const result = keepTheRest({ ...still, ...change });
    expect(result.verdict).toBe("drifted");
    expect(result.findings.join(" ")).toContain(finding);
  });

  it.each([
    ["the pictures could not be laid over each other", { registration: null }],
    ["the area was not compared", { ssim: null }],
    ["an element could not be read", { elements: [{ statement: "pear", before: 0.9, after: 0.5, read: false }] }],
  ])("does not say kept when %s", (_, change) => {
    const result = keepTheRest({ ...still, ...change });
    expect(result.verdict).toBe("could not be told");
    expect(result.findings).toHaveLength(1);
  });

  it("says drifted rather than unknown when one thing certainly moved", () => {
    expect(keepTheRest({ ...still, registration: null, ssim: 0.5 }).verdict).toBe("drifted");
  });

  it("follows the engine's placebo where it was run", () => {
    expect(keepTheRest({ ...still, deltaE: 3 }, { deltaE: 4 }).verdict).toBe("kept");
    expect(keepTheRest(still, { ssim: 0.99 }).verdict).toBe("drifted");
  });

  it("does not call an element lost that was not there before", () => {
    expect(
      keepTheRest({ ...still, elements: [{ statement: "pear", before: 0.2, after: 0.1, read: true }] }).verdict,
    ).toBe("kept");
  });
});

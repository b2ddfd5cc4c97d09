import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ElementEffect } from "./element-effect.ts";
import { effectsOf } from "./effect.ts";
import { labelOf } from "./effect-claims.ts";
import { historyFrom, picturesFrom, verdictsFrom } from "../../testing/history.ts";
import { accuracy, between, change, effect, tried } from "../../testing/trial.ts";

describe("the effect of one change", () => {
  it("gives the certainties of the method's table", () => {
    expect(effect(tried({ left: "aaa" }, { left: "ppp" })).pBetter).toBeCloseTo(15 / 16, 10);
    expect(effect(tried({ pear: "aaaa" }, { pear: "paaa" }), "pear").pBetter).toBeCloseTo(11 / 16, 10);
    expect(effect(tried({ pear: "aaaa" }, { pear: "pppa" }), "pear").pBetter).toBeCloseTo(57 / 64, 10);
    expect(effect(tried({ pear: "aaaa" }, { pear: "pppp" }), "pear").pBetter).toBeCloseTo(120 / 128, 10);
  });

  it("says what was fixed and broken, with counts", () => {
    const fixed = effect(tried({ left: "aaa" }, { left: "ppp" }));
    expect(fixed).toMatchObject({
      target: true,
      n: 3,
      pairs: { fixed: 3, broke: 0, kept: 0, neither: 0 },
      label: "suggested",
      prefix: null,
    });
    expect(fixed.sentence).toMatch(
      /^Fixed in 3 of 3, broke nothing\. Suggested; about \d more pairs? would make it likely\.$/u,
    );
    expect(effect(tried({ left: "aaaaa" }, { left: "ppppp" })).label).toBe("likely");
    expect(effect(tried({ left: "aaa" }, { left: "aaa" })).sentence).toContain("Still missed in 3 of 3");
    expect(effect(tried({ pear: "ppp" }, { pear: "ppa" }), "pear").sentence).toBe(
      "Broke in 1 of 3, fixed nothing. Harm suggested.",
    );
  });

  it("turns round when before and after are swapped", () => {
    const letters = fc.array(fc.constantFrom("p", "a"), { minLength: 4, maxLength: 4 }).map((all) => all.join(""));
    fc.assert(
      fc.property(letters, letters, (x, y) => {
        const there = effect(tried({ left: x }, { left: y }));
        const back = effect(tried({ left: y }, { left: x }));
        expect(back.pBetter).toBeCloseTo(there.pWorse, 10);
        expect(back.difference).toBeCloseTo(-there.difference, 10);
        expect(Math.abs(back.interval90[0] + there.interval90[1])).toBeLessThan(0.05);
      }),
      { numRuns: 25 },
    );
  });

  it("never becomes less likely better by one more fixed pair", () => {
    const letters = fc.array(fc.constantFrom("p", "a"), { minLength: 1, maxLength: 6 }).map((all) => all.join(""));
    fc.assert(
      fc.property(letters, letters, (x, y) => {
        const before = x.slice(0, y.length);
        const after = y.slice(0, x.length);
        const more = effect(tried({ left: `${before}a` }, { left: `${after}p` }));
        expect(more.pBetter).toBeGreaterThanOrEqual(effect(tried({ left: before }, { left: after })).pBetter - 1e-12);
      }),
      { numRuns: 25 },
    );
  });

  it("compares with every same-seed parent picture, not with the best", () => {
    const mixed = effect(tried({ left: "paaa" }, { left: "ppp" }));
    expect(mixed.pairs).toEqual({ kept: 1, fixed: 2, broke: 0, neither: 0 });
  });

  it("is less sure the worse the judge", () => {
    const judged = (rate: number): ElementEffect =>
      effect(between(picturesFrom({ left: "aaaa" }), picturesFrom({ left: "pppp" })), "left", {
        accuracy: () => ({ sensitivity: rate, specificity: rate, n: 400 }),
      });
    const certain = effect(tried({ left: "aaaa" }, { left: "pppp" }));
    expect(certain.pBetter).toBeGreaterThan(judged(0.95).pBetter);
    expect(judged(0.95).pBetter).toBeGreaterThan(judged(0.75).pBetter);
    const width = ({ interval90: [low, high] }: ElementEffect): number => high - low;
    expect(width(judged(0.75))).toBeGreaterThan(width(certain));
  });

  it("leaves out pairs that the judge could not read", () => {
    expect(effect(between(picturesFrom({ left: "aa?a" }), picturesFrom({ left: "p?pp" })))).toMatchObject({
      n: 2,
      pairs: { fixed: 2 },
    });
    expect(effect(between(picturesFrom({ left: "???" }), picturesFrom({ left: "ppp" }))).sentence).toContain(
      "Nobody could read",
    );
  });

  it("gives the same numbers for the same seed, in whatever order the elements stand", () => {
    const history = between(picturesFrom({ left: "aaap", pear: "pppp" }), picturesFrom({ left: "ppap", pear: "papp" }));
    const { brief } = history.session;
    const turned = {
      ...history,
      session: { ...history.session, brief: { ...brief, elements: brief.elements.toReversed() } },
    };
    expect(effect(history, "pear", { seed: 3 })).toEqual(effect(history, "pear", { seed: 3 }));
    expect(effect(turned, "pear", { seed: 3 })).toEqual(effect(history, "pear", { seed: 3 }));
    expect(effect(history, "pear", { seed: 4 }).interval90).not.toEqual(
      effect(history, "pear", { seed: 3 }).interval90,
    );
  });

  it("takes lessons as its prior", () => {
    const history = tried({ left: "aaa" }, { left: "ppp" });
    expect(effect(history, "left", { prior: () => [1, 2, 0.5, 0.5] }).pBetter).toBeGreaterThan(effect(history).pBetter);
  });

  it("has none for an arm without a change, and refuses an unknown arm", () => {
    const history = tried({ left: "aaa" }, { left: "ppp" });
    expect(effectsOf(history, "round0", "round0arm0", { accuracy })).toEqual([]);
    expect(() => effectsOf(history, "round1", "round0arm0", { accuracy })).toThrow(/no arm/u);
  });
});

describe("labels", () => {
  it.each([
    [0.79, 0.79, 3, 0, "no evidence"],
    [0.8, 0.8, 3, 0, "suggested"],
    [0.99, 0.7, 3, 0, "suggested"],
    [0.95, 0.95, 4, 0, "likely"],
    [0.995, 0.995, 7, 7, "likely"],
    [0.995, 0.995, 8, 3, "likely"],
    [0.995, 0.995, 8, 4, "confirmed"],
  ] as const)("plain %d, adjusted %d, %d pairs, %d fresh: %s", (plain, adjusted, n, fresh, label) => {
    expect(labelOf(plain, adjusted, n, fresh)).toBe(label);
  });

  it("are stricter for the scan of side effects (Holm) and leave the target alone", () => {
    const names = Array.from({ length: 9 }, (_, index) => `side${index}`);
    const answers = (letter: string) =>
      Object.fromEntries(names.map((name, index) => [name, (index === 0 ? letter : "p").repeat(6)]));
    const history = historyFrom({
      elements: { left: { kind: "lighting" }, ...Object.fromEntries(names.map((name) => [name, {}])) },
      rounds: [
        { kind: "orientation", arms: [{ pictures: verdictsFrom({ left: "aaaaaa", ...answers("p") }) }] },
        { kind: "fix", parent: 0, arms: [{ change, pictures: verdictsFrom({ left: "pppppp", ...answers("a") }) }] },
      ],
    });
    const broken = effect(history, "side0");
    expect(broken).toMatchObject({ direction: "worse", label: "suggested", pairs: { broke: 6 } });
    expect(1 - broken.certainty).toBeCloseTo(9 * broken.pBetter, 10);
    expect(effect(history, "left")).toMatchObject({ label: "likely" });
    expect(broken.sentence).toContain("Harm suggested");
    const alone = effect(tried({ pear: "pppppp" }, { pear: "aaaaaa" }), "pear");
    expect(broken.morePairs).toBeGreaterThan(alone.morePairs ?? Number.NaN);
  });
});

describe("harm to the target", () => {
  it("was not declared, so it is adjusted like every side effect", () => {
    const harmed = effect(tried({ left: "ppppp", pear: "ppppp" }, { left: "aaaaa", pear: "ppppp" }));
    expect(1 - harmed.certainty).toBeCloseTo(2 * harmed.pBetter, 10);
    expect(harmed).toMatchObject({ direction: "worse", label: "likely" });
    const helped = effect(tried({ left: "aaaaa", pear: "ppppp" }, { left: "ppppp", pear: "ppppp" }));
    expect(helped.certainty).toBe(helped.pBetter);
  });
});

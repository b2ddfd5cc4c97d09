import { describe, expect, it } from "vitest";
import type { Change } from "../../change.ts";
import type { History } from "../../history.ts";
import { type PictureSketch, historyFrom, verdictsFrom } from "../../testing/history.ts";
import { between, change, effect, elements, tried } from "../../testing/trial.ts";

describe("what may be paired", () => {
  it("is nothing without seeds: two shares instead, marked unpaired", () => {
    const seedless = (answers: string): PictureSketch[] =>
      verdictsFrom({ left: answers }).map((one) => ({ ...one, seed: null }));
    const found = effect(between(seedless("aaaa"), seedless("ppp")));
    expect(found).toMatchObject({ prefix: "unpaired", rates: { before: [0, 4], after: [3, 3] }, morePairs: null });
    expect(found.pBetter).toBeGreaterThan(0.95);
    expect(found.sentence).toMatch(/^Right in 3 of 3 with it, 0 of 4 without it\. .*\(unpaired\)\.$/u);
  });

  it.each([
    ["another engine version", { fingerprint: "sketch 2" }],
    ["another size", { size: { width: 32, height: 32 } }],
    ["other steps", { steps: 7 }],
  ])("is nothing under %s", (_, recipe) => {
    const after = verdictsFrom({ left: "ppp" }).map((one) => ({ ...one, recipe }));
    expect(effect(between(verdictsFrom({ left: "aaa" }), after)).prefix).toBe("unpaired");
  });

  it("is a change of steps by itself", () => {
    const steps: Change = { kind: "parameter", element: "left", name: "steps", to: 7 };
    const after = verdictsFrom({ left: "ppp" }).map((one) => ({ ...one, recipe: { steps: 7 } }));
    expect(effect(between(verdictsFrom({ left: "aaa" }), after, { change: steps }))).toMatchObject({
      prefix: null,
      n: 3,
    });
  });

  it("is an edit with its source picture", () => {
    const edit: Change = { kind: "instruction", element: "left", text: "hard light from the left", strength: 0.42 };
    const after = verdictsFrom({ left: "pp" }, 50).map((one) => ({
      ...one,
      recipe: { source: "blob of round0arm0picture0", strength: 0.42 },
    }));
    expect(effect(between(verdictsFrom({ left: "aa" }), after, { change: edit }))).toMatchObject({
      prefix: null,
      n: 2,
      pairs: { fixed: 2 },
    });
  });

  it("carries the mark of a forced compound change", () => {
    expect(effect(tried({ left: "aaa" }, { left: "ppp" }, { confounded: true }))).toMatchObject({
      prefix: "confounded",
    });
  });
});

describe("more seeds of the same change", () => {
  const rounds = (extra: number): History =>
    historyFrom({
      elements,
      rounds: [
        { kind: "orientation", arms: [{ pictures: verdictsFrom({ left: "aaaa" }) }] },
        { kind: "fix", parent: 0, arms: [{ change, pictures: verdictsFrom({ left: "pppp" }) }] },
        {
          kind: "fix",
          parent: 0,
          arms: [
            { pictures: verdictsFrom({ left: "a".repeat(extra) }, 100) },
            { change, pictures: verdictsFrom({ left: "p".repeat(extra) }, 100) },
          ],
        },
      ],
    });

  it("are pooled with the first ones", () =>
    expect(effect(rounds(2))).toMatchObject({ n: 6, pairs: { fixed: 6 }, prefix: null }));

  it("confirm a claim: eight pairs, four of them drawn after it was made", () => {
    expect(effect(rounds(4)).label).toBe("confirmed");
    expect(effect(rounds(3)).label).toBe("likely");
    expect(effect(tried({ left: "aaaaaaaa" }, { left: "pppppppp" })).label).toBe("likely");
  });
});

describe("the same picture made twice", () => {
  it("counts once", () => {
    const twice = historyFrom({
      elements,
      rounds: [
        { kind: "orientation", arms: [{ pictures: verdictsFrom({ left: "aaa" }) }] },
        { kind: "fix", parent: 0, arms: [{ change, pictures: verdictsFrom({ left: "ppp" }) }] },
        { kind: "fix", parent: 0, arms: [{ change, pictures: verdictsFrom({ left: "ppp" }) }] },
      ],
    });
    expect(effect(twice)).toMatchObject({ n: 3, pairs: { fixed: 3 } });
  });
});

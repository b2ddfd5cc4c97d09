import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recipeDifference } from "../change.ts";
import { planRound } from "../plan-round.ts";
import { historyFrom } from "../testing/history.ts";
import { addHard, contextFor, draws, empty, oriented, parents, planned, reasons } from "../testing/planning.ts";

describe("a fix", () => {
  it("differs from its same-seed parent in the prompt alone", () => {
    const history = oriented();
    const { round, slots } = planned(
      planRound(
        { kind: "fix", parents: parents(history), changes: [addHard("hard light")], count: 3 },
        contextFor(history),
      ),
    );
    expect(round).toMatchObject({ kind: "fix", parent: "round0", ordinal: 2 });
    expect(slots).toHaveLength(3);
    for (const slot of slots) {
      const control = history.variations.find(({ id }) => id === slot.control);
      expect(control && recipeDifference(control.recipe, slot.recipe)).toEqual(["prompt"]);
      expect(slot.recipe.prompt).toBe("a pear, hard light");
    }
  });

  it("gives every arm the same seeds and its own change", () => {
    const history = oriented();
    const { arms, slots } = planned(
      planRound(
        { kind: "fix", parents: parents(history), changes: [addHard("hard light"), addHard("dark")], count: 2 },
        contextFor(history),
      ),
    );
    expect(arms.map(({ ordinal }) => ordinal)).toEqual([1, 2]);
    expect(slots.map(({ arm, recipe }) => [arm === arms[0]?.id ? 1 : 2, recipe.seed])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
    ]);
  });

  it("does not pair with pictures of another fingerprint", () => {
    const history = oriented("sketch-0");
    const { slots } = planned(
      planRound(
        { kind: "fix", parents: parents(history), changes: [addHard("hard light")], count: 3 },
        contextFor(history),
      ),
    );
    expect(slots.map(({ control }) => control)).toEqual([null, null, null]);
  });

  it("changes one setting and nothing else", () => {
    const history = oriented();
    const change = {
      change: { kind: "parameter" as const, element: null, name: "guidance" as const, to: 5 },
      confounded: false,
    };
    const { slots } = planned(
      planRound({ kind: "fix", parents: parents(history), changes: [change], count: 1 }, contextFor(history)),
    );
    expect(recipeDifference(history.variations[0]!.recipe, slots[0]!.recipe)).toEqual(["guidance"]);
  });

  it.each([
    [{ kind: "words", element: null, remove: "apple", add: "pear" }, /does not contain “apple”/u],
    [{ kind: "words", element: null, remove: "a pear", add: "" }, /empty prompt/u],
    [{ kind: "words", element: null, remove: "pear", add: "pear" }, /does not change the prompt/u],
    [{ kind: "parameter", element: null, name: "guidance", to: 99 }, /guidance is 99/u],
    [{ kind: "parameter", element: null, name: "guidance", to: 3 }, /already 3/u],
    [{ kind: "parameter", element: null, name: "sampler", to: 3 }, /needs text/u],
    [{ kind: "instruction", element: null, text: "warmer", strength: 0.4 }, /samebut refine/u],
  ] as const)("refuses %j with a sentence", (change, sentence) => {
    const history = oriented();
    expect(
      reasons(
        planRound(
          { kind: "fix", parents: parents(history), changes: [{ change, confounded: false }], count: 3 },
          contextFor(history),
        ),
      ),
    ).toMatch(sentence);
  });

  it("needs a finished parent", () => {
    expect(
      reasons(planRound({ kind: "fix", parents: [], changes: [addHard("hard light")], count: 3 }, contextFor(empty))),
    ).toMatch(/no finished variation/u);
  });
});

describe("more seeds", () => {
  it("draws an orientation's recipe on seeds that were not used", () => {
    const history = oriented();
    const { round, slots } = planned(
      planRound(
        { kind: "more", arm: "round0arm0", count: 2 },
        { ...contextFor(history), randomSeed: draws([1, 2, 50, 51]) },
      ),
    );
    expect(round.kind).toBe("orientation");
    expect(slots.map(({ recipe }) => recipe.seed)).toEqual([50, 51]);
  });

  it("draws a change and its parent on the same new seeds", () => {
    const recipe = { engine: "sketch", fingerprint: "sketch-1", size: { width: 96, height: 96 } };
    const history = historyFrom({
      elements: { pear: {} },
      rounds: [
        { kind: "orientation", arms: [{ pictures: [{ seed: 1, recipe: { ...recipe, prompt: "a pear", seed: 1 } }] }] },
        {
          kind: "fix",
          parent: 0,
          arms: [
            {
              change: addHard("hard light").change,
              pictures: [{ seed: 1, recipe: { ...recipe, prompt: "a pear, hard light", seed: 1 } }],
            },
          ],
        },
      ],
    });
    const { arms, slots } = planned(planRound({ kind: "more", arm: "round1arm0", count: 2 }, contextFor(history)));
    expect(arms.map(({ change }) => change?.kind ?? null)).toEqual([null, "words"]);
    expect(slots.map(({ recipe: { seed, prompt } }) => [seed, prompt])).toEqual([
      [100, "a pear"],
      [101, "a pear"],
      [100, "a pear, hard light"],
      [101, "a pear, hard light"],
    ]);
  });
});

it("gives every slot an id and a place of its own, whatever is asked", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), (count, arms) => {
      const history = oriented();
      const changes = Array.from({ length: arms }, (_, i) => addHard(`clause ${i}`));
      const plan = planned(planRound({ kind: "fix", parents: parents(history), changes, count }, contextFor(history)));
      const ids = [plan.round.id, ...plan.arms.map(({ id }) => id), ...plan.slots.map(({ id }) => id)];
      expect(new Set(ids).size).toBe(ids.length);
      expect(plan.slots.map(({ position }) => position)).toEqual(Array.from({ length: count * arms }, (_, i) => i));
    }),
  );
});

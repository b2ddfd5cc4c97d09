import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeAdjustments, replayOf } from "./replay.ts";
import type { Change } from "../../change.ts";
import type { History } from "../../history.ts";
import { planRefine } from "../../plan/refine.ts";
import type { Adjustment } from "../../recipe.ts";
import { historyFrom } from "../../testing/history.ts";
import { contextFor, planned } from "../../testing/planning.ts";

const edit = (add: string, strength: number): Change => ({
  kind: "instruction",
  element: null,
  text: add,
  strength,
  words: { remove: "", add },
});
const warmer: Change = { kind: "adjustment", element: null, adjustments: [{ kind: "temperature", mired: 10 }] };

/** A picture from words, and each step made from the one before it. */
function chain(...steps: readonly Change[]): History {
  const bytes = (round: number): string => `blob of round${round}arm0picture0`;
  const history = historyFrom({
    prompt: "a pear",
    elements: { pear: {} },
    rounds: [
      { kind: "orientation", arms: [{ pictures: [{ seed: 1 }] }] },
      ...steps.map((change, index) => ({
        kind: "refine" as const,
        parent: index,
        arms: [
          {
            change,
            pictures: [
              {
                seed: 1,
                recipe: {
                  source: bytes(index),
                  seed: 1,
                  prompt: [
                    "a pear",
                    ...steps.slice(0, index + 1).flatMap((step) => (step.kind === "instruction" ? step.text : [])),
                  ].join(", "),
                  ...(change.kind === "adjustment"
                    ? { adjustments: change.adjustments }
                    : { strength: change.kind === "instruction" ? change.strength : null }),
                },
              },
            ],
          },
        ],
      })),
    ],
  });
  return history;
}

const last = (history: History) => history.variations.at(-1)!;

describe("replaying accepted changes from the root", () => {
  it.each([
    ["a picture from words", chain()],
    ["an adjusted picture", chain(warmer)],
  ])("is not needed for %s", (_, history) => {
    expect(replayOf(history, last(history))).toBeUndefined();
  });

  it("goes back to the clean root with every change and the strongest strength", () => {
    const history = chain(edit("dark background", 0.5), warmer, edit("hard light", 0.4));
    const replay = replayOf(history, last(history));
    expect(replay?.root.recipe.source).toBeNull();
    expect(replay?.changes).toHaveLength(3);
    expect(replay?.strength).toBe(0.5);
    expect(replay?.adjustments).toEqual([{ kind: "temperature", mired: 10 }]);
  });

  it("plans the next edit on the root, with all words, and still compares it with the approved picture", () => {
    const history = chain(edit("dark background", 0.5));
    const request = { kind: "refine" as const, source: last(history).id, change: edit("hard light", 0.4), count: 2 };
    const { slots } = planned(planRefine(request, contextFor(history)));
    for (const { recipe, control } of slots) {
      expect(recipe.source).toBe(history.variations[0]?.blob);
      expect(recipe.prompt).toBe("a pear, dark background, hard light");
      expect(recipe.strength).toBe(0.5);
      expect(control).toBe(last(history).id);
    }
  });
});

describe("merging adjustments", () => {
  it.each<[string, readonly Adjustment[], readonly Adjustment[]]>([
    [
      "stops add up",
      [
        { kind: "exposure", stops: 0.5 },
        { kind: "exposure", stops: 0.25 },
      ],
      [{ kind: "exposure", stops: 0.75 }],
    ],
    [
      "what cancels out is gone",
      [
        { kind: "temperature", mired: 20 },
        { kind: "temperature", mired: -20 },
      ],
      [],
    ],
    [
      "factors multiply",
      [
        { kind: "contrast", amount: 0.5 },
        { kind: "contrast", amount: 0.2 },
      ],
      [{ kind: "contrast", amount: 0.8 }],
    ],
    [
      "a crop of a crop is a smaller crop",
      [
        { kind: "crop", left: 0.5, top: 0, width: 0.5, height: 1 },
        { kind: "crop", left: 0.5, top: 0.5, width: 0.5, height: 0.5 },
      ],
      [{ kind: "crop", left: 0.75, top: 0.5, width: 0.25, height: 0.5 }],
    ],
    [
      "curves are steps of their own",
      [
        {
          kind: "curve",
          channel: "all",
          points: [
            [0, 0],
            [1, 0.9],
          ],
        },
        { kind: "tint", stops: 0.2 },
        {
          kind: "curve",
          channel: "all",
          points: [
            [0, 0.1],
            [1, 1],
          ],
        },
        { kind: "tint", stops: 0.1 },
      ],
      [
        {
          kind: "curve",
          channel: "all",
          points: [
            [0, 0],
            [1, 0.9],
          ],
        },
        { kind: "tint", stops: 0.3 },
        {
          kind: "curve",
          channel: "all",
          points: [
            [0, 0.1],
            [1, 1],
          ],
        },
      ],
    ],
    [
      "a crop after a turn is not one before it",
      [
        { kind: "crop", left: 0, top: 0, width: 0.5, height: 1 },
        { kind: "rotate", quarters: 1 },
        { kind: "crop", left: 0, top: 0, width: 0.5, height: 1 },
      ],
      [
        { kind: "crop", left: 0, top: 0, width: 0.5, height: 1 },
        { kind: "rotate", quarters: 1 },
        { kind: "crop", left: 0, top: 0, width: 0.5, height: 1 },
      ],
    ],
  ])("%s", (_, list, expected) => {
    const merged = mergeAdjustments(list);
    expect(merged).toHaveLength(expected.length);
    expect(merged.map(({ kind }) => kind)).toEqual(expected.map(({ kind }) => kind));
    merged.forEach((one, index) => {
      for (const [name, value] of Object.entries(expected[index] ?? {}))
        if (typeof value === "number") expect(one[name as keyof typeof one]).toBeCloseTo(value, 9);
    });
  });

  it("keeps every crop inside the picture", () => {
    const share = fc.double({ min: 0.1, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(share, share, share, share), { minLength: 1, maxLength: 5 }), (list) => {
        const [crop] = mergeAdjustments(
          list.map(([left, top, width, height]) => ({ kind: "crop", left, top, width, height })),
        );
        if (crop?.kind !== "crop") throw new Error("A crop stays a crop.");
        expect(crop.left + crop.width).toBeLessThanOrEqual(1 + 1e-9);
        expect(crop.top + crop.height).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});

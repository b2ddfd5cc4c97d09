import { describe, expect, it } from "vitest";
import { recipeDifference } from "../change.ts";
import { planRound } from "../plan-round.ts";
import { historyFrom } from "../testing/history.ts";
import { contextFor, engine, oriented, planned, reasons } from "../testing/planning.ts";

describe("a refinement", () => {
  const warmer = { kind: "instruction" as const, element: null, text: "warm light", strength: 0.42 };

  it("starts from the source's bytes with other noise and the words added", () => {
    const history = oriented();
    const source = history.variations[1]!;
    const { slots } = planned(
      planRound({ kind: "refine", source: source.id, change: warmer, count: 2 }, contextFor(history)),
    );
    expect(slots).toHaveLength(2);
    expect(slots[0]).toMatchObject({
      control: source.id,
      recipe: { source: source.blob, strength: 0.42, prompt: "a pear, warm light" },
    });
    expect(slots.map(({ recipe }) => recipe.seed)).not.toContain(source.recipe.seed);
  });

  it("hands the sentence to an engine that edits by instruction", () => {
    const history = oriented();
    const { slots } = planned(
      planRound(
        { kind: "refine", source: history.variations[0]!.id, change: warmer, count: 1 },
        contextFor(history, { abilities: ["instruction"] }),
      ),
    );
    expect(slots[0]?.recipe).toMatchObject({ instruction: "warm light", strength: null, prompt: "a pear", seed: null });
  });

  it.each([
    ["goes on from the answer that made the source", ["instruction", "conversation"], "sketch", "answer-1"],
    ["leaves the conversation out where the engine has none", ["instruction"], "sketch", undefined],
    ["does not hand one engine's answer to another", ["instruction", "conversation"], "other", undefined],
  ] as const)("%s", (_, abilities, id, turn) => {
    const before = oriented();
    const history = { ...before, variations: before.variations.map((made) => ({ ...made, turn: "answer-1" })) };
    const { slots } = planned(
      planRound(
        { kind: "refine", source: history.variations[0]!.id, change: warmer, count: 2 },
        contextFor(history, { id, abilities: [...abilities] }),
      ),
    );
    for (const { recipe } of slots) {
      expect(recipe.settings).toEqual(turn === undefined ? {} : { turn });
      expect(recipe.source).toBe(history.variations[0]!.blob);
    }
  });

  it("knows the size after crops and resizes", () => {
    const history = oriented();
    const change = {
      kind: "adjustment" as const,
      element: null,
      adjustments: [
        { kind: "crop" as const, left: 0, top: 0, width: 0.5, height: 1 },
        { kind: "resize" as const, size: { width: 300, height: 600 } },
      ],
    };
    const { slots } = planned(
      planRound({ kind: "refine", source: history.variations[0]!.id, change, count: 3 }, contextFor(history)),
    );
    expect(slots).toHaveLength(1);
    expect(slots[0]?.recipe).toMatchObject({ size: { width: 300, height: 600 }, seed: null, strength: null });
  });

  it("plays adjustments of an adjusted picture again from what that one started from", () => {
    const exposure = { kind: "exposure" as const, stops: 0.5 };
    const temperature = { kind: "temperature" as const, mired: 20 };
    const history = historyFrom({
      elements: { pear: {} },
      rounds: [
        { kind: "orientation", arms: [{ pictures: [{ seed: 1 }] }] },
        {
          kind: "refine",
          parent: 0,
          arms: [
            {
              change: { kind: "adjustment", element: null, adjustments: [exposure] },
              pictures: [{ seed: null, recipe: { engine: "sketch", source: "root", adjustments: [exposure] } }],
            },
          ],
        },
      ],
    });
    const adjusted = history.variations[1]!;
    const { slots } = planned(
      planRound(
        {
          kind: "refine",
          source: adjusted.id,
          change: { kind: "adjustment", element: null, adjustments: [temperature] },
          count: 1,
        },
        contextFor(history),
      ),
    );
    expect(slots[0]).toMatchObject({
      control: adjusted.id,
      recipe: { source: "root", adjustments: [exposure, temperature] },
    });
  });

  it("varies a seeded picture by other noise and nothing else", () => {
    const history = oriented();
    const source = history.variations[0]!;
    const change = { kind: "variation" as const, element: null, amount: 0.15 };
    const { slots } = planned(
      planRound(
        { kind: "refine", source: source.id, change, count: 2 },
        contextFor(history, { abilities: [...engine.abilities, "seed-variation"] }),
      ),
    );
    expect(slots.map(({ recipe }) => recipeDifference(source.recipe, recipe))).toEqual([["variation"], ["variation"]]);
    expect(slots.map(({ recipe }) => recipe.variation)).toEqual([
      { seed: 100, strength: 0.15 },
      { seed: 101, strength: 0.15 },
    ]);
    expect(reasons(planRound({ kind: "refine", source: source.id, change, count: 2 }, contextFor(history)))).toMatch(
      /cannot mix seeds/u,
    );
  });

  it("draws at a size that the engine has, whatever the source was cropped to", () => {
    const history = historyFrom({
      elements: { pear: {} },
      rounds: [
        { kind: "orientation", arms: [{ pictures: [{ seed: 1, recipe: { size: { width: 50, height: 96 } } }] }] },
      ],
    });
    const { slots } = planned(
      planRound({ kind: "refine", source: history.variations[0]!.id, change: warmer, count: 1 }, contextFor(history)),
    );
    expect(slots[0]?.recipe.size).toEqual({ width: 96, height: 96 });
  });

  it("says when the engine can do neither", () => {
    const history = oriented();
    expect(
      reasons(
        planRound(
          { kind: "refine", source: history.variations[0]!.id, change: warmer, count: 1 },
          contextFor(history, { abilities: ["text-to-image"] }),
        ),
      ),
    ).toMatch(/samebut fix/u);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recipeDifference } from "./change.ts";
import type { EngineDescription } from "./engine.ts";
import type { History } from "./history.ts";
import { planRound } from "./plan-round.ts";
import type { Plan, PlanContext, RoundRequest } from "./plan/request.ts";
import type { PlannedRound } from "./store.ts";
import { historyFrom } from "./testing/history.ts";

const engine: EngineDescription = {
  id: "sketch",
  title: "Sketch",
  makes: "image",
  abilities: ["text-to-image", "image-to-image", "seeds", "negative-prompt", "adjust"],
  fingerprint: "sketch-1",
  sizes: [{ width: 96, height: 96 }],
  steps: { minimum: 1, maximum: 50, default: 20 },
  guidance: { minimum: 1, maximum: 10, default: 3 },
  samplers: ["euler", "ddim"],
  price: { micros: 0, currency: "USD" },
  idempotent: true,
  concurrency: 1,
  about: "",
};

function contextFor(history: History, more: Partial<EngineDescription> = {}): PlanContext {
  let id = 0;
  let seed = 100;
  return {
    history,
    engine: { ...engine, ...more },
    ids: { next: () => `id${id++}` },
    now: 7,
    randomSeed: () => seed++,
  };
}

const empty = historyFrom({ prompt: "a pear", elements: { pear: {} }, rounds: [] });

/** An orientation of seeds 1 to 4, made by the engine above. */
function oriented(fingerprint = "sketch-1"): History {
  const recipe = {
    engine: "sketch",
    fingerprint,
    prompt: "a pear",
    size: { width: 96, height: 96 },
    steps: 20,
    guidance: 3,
    sampler: "euler",
  };
  return historyFrom({
    prompt: "a pear",
    elements: { pear: {}, hard: {} },
    rounds: [
      {
        kind: "orientation",
        arms: [{ pictures: [1, 2, 3, 4].map((seed) => ({ seed, recipe: { ...recipe, seed } })) }],
      },
    ],
  });
}

const planned = (plan: Plan): PlannedRound => {
  if ("reasons" in plan) throw new Error(plan.reasons.join(" "));
  return plan.plan;
};
const reasons = (plan: Plan): string => ("reasons" in plan ? plan.reasons.join(" ") : "");
const parents = (history: History): readonly string[] => history.variations.map(({ id }) => id);
const add = (text: string) => ({
  change: { kind: "words" as const, element: "hard", remove: "", add: text },
  confounded: false,
});

describe("an orientation", () => {
  const request: RoundRequest = { kind: "orientation", count: 4, settings: {} };

  it("runs the prompt as written on fresh seeds with the engine's defaults", () => {
    const { round, arms, slots } = planned(planRound(request, contextFor(empty)));
    expect(round).toMatchObject({ kind: "orientation", ordinal: 1, parent: null });
    expect(arms).toMatchObject([{ change: null, confounded: false }]);
    expect(slots.map(({ recipe }) => recipe.seed)).toEqual([100, 101, 102, 103]);
    expect(slots[0]).toMatchObject({
      state: "ready",
      calls: 0,
      control: null,
      recipe: { prompt: "a pear", steps: 20, guidance: 3, sampler: "euler", size: { width: 96, height: 96 } },
    });
  });

  it("takes the seeds it is given, each once", () => {
    const { slots } = planned(planRound({ ...request, seeds: [5, 6, 5] }, contextFor(empty)));
    expect(slots.map(({ recipe }) => recipe.seed)).toEqual([5, 6]);
  });

  it("has no seeds where the engine has none", () => {
    const { slots } = planned(planRound(request, contextFor(empty, { abilities: ["text-to-image"] })));
    expect(slots.map(({ recipe }) => recipe.seed)).toEqual([null, null, null, null]);
  });

  it.each([
    [{ size: { width: 100, height: 96 } }, {}, /cannot make 100×96. It makes 96×96/u],
    [{ steps: 51 }, {}, /steps is 51; Sketch takes 1 to 50/u],
    [{ guidance: 0.5 }, {}, /guidance is 0.5/u],
    [{ sampler: "magic" }, {}, /no sampler “magic”. It has euler, ddim/u],
    [{ negativePrompt: "blur" }, { abilities: ["text-to-image" as const] }, /no negative prompt/u],
    [{}, { abilities: ["adjust" as const] }, /cannot start from a prompt/u],
  ])("refuses %j with a sentence", (settings, abilities, sentence) => {
    expect(reasons(planRound({ ...request, settings }, contextFor(empty, abilities)))).toMatch(sentence);
  });
});

describe("a fix", () => {
  it("differs from its same-seed parent in the prompt alone", () => {
    const history = oriented();
    const { round, slots } = planned(
      planRound(
        { kind: "fix", parents: parents(history), changes: [add("hard light")], count: 3 },
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
        { kind: "fix", parents: parents(history), changes: [add("hard light"), add("dark")], count: 2 },
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
        { kind: "fix", parents: parents(history), changes: [add("hard light")], count: 3 },
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
      reasons(planRound({ kind: "fix", parents: [], changes: [add("hard light")], count: 3 }, contextFor(empty))),
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
              change: add("hard light").change,
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

it("gives every slot an id and a place of its own, whatever is asked", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), (count, arms) => {
      const history = oriented();
      const changes = Array.from({ length: arms }, (_, i) => add(`clause ${i}`));
      const plan = planned(planRound({ kind: "fix", parents: parents(history), changes, count }, contextFor(history)));
      const ids = [plan.round.id, ...plan.arms.map(({ id }) => id), ...plan.slots.map(({ id }) => id)];
      expect(new Set(ids).size).toBe(ids.length);
      expect(plan.slots.map(({ position }) => position)).toEqual(Array.from({ length: count * arms }, (_, i) => i));
    }),
  );
});

/** A random source that gives these numbers in turn. */
const draws = (numbers: readonly number[]): (() => number) => {
  let at = 0;
  return () => numbers[at++] ?? 0;
};

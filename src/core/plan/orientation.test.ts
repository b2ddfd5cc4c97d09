import { describe, expect, it } from "vitest";
import { planRound } from "../plan-round.ts";
import { contextFor, empty, planned, reasons } from "../testing/planning.ts";
import type { RoundRequest } from "./request.ts";

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

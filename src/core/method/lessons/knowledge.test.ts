import { describe, expect, it } from "vitest";
import { harvest } from "./harvest.ts";
import { effectPrior, fixableBy, knowledgeFrom, knownEffect, phrasesFor } from "./knowledge.ts";
import { createTruths } from "../interpretation/truth.ts";
import { fixChance, stateWeights, targetPrior } from "../priors.ts";
import type { History } from "../../history.ts";
import {
  type ArmSketch,
  type HistorySketch,
  add,
  historyFrom,
  picturesFrom,
  verdictsFrom,
} from "../../testing/history.ts";

const fingerprint = "sketch 1";
const elements = { left: { kind: "lighting", statement: "Lit from the left" }, pear: {} } as const;
const change = add("left", "window light");

/** An orientation and one arm on its seeds. */
const session = (
  before: string,
  after: string,
  arm: Partial<ArmSketch> = {},
  more: Partial<HistorySketch> = {},
): History =>
  historyFrom({
    elements,
    ...more,
    rounds: [
      { kind: "orientation", arms: [{ pictures: verdictsFrom({ left: before, pear: "pppp" }) }] },
      { kind: "fix", parent: 0, arms: [{ change, pictures: verdictsFrom({ left: after, pear: "ppa" }), ...arm }] },
    ],
  });

const harvestOf = (history: History) =>
  harvest(history, createTruths(history, { accuracy: () => undefined }), ["contrast"]);
const knowing = (...histories: readonly History[]) =>
  knowledgeFrom({
    fingerprint,
    others: histories.map((history, index) => ({ session: `s${index}`, harvest: harvestOf(history) })),
    own: {},
    imported: [],
  });
const [left, pear] = historyFrom({ elements, rounds: [] }).session.brief.elements as [never, never];

describe("what other sessions teach", () => {
  it("pools every pair of a change, where it was for the element and where it was not", () => {
    const { target, elsewhere, sentence } = knownEffect(
      knowing(session("aaaa", "ppa"), session("aaaa", "app")),
      left,
      change,
    );
    expect(target.map(Math.round)).toEqual([0, 4, 0, 2]);
    expect(elsewhere.map(Math.round)).toEqual([4, 0, 2, 0]);
    expect(sentence).toBe("fixed 4 of 6 pairs, broke 2 of 6 other elements in earlier sessions");
  });

  it.each([
    [
      "of another engine",
      session("aaaa", "ppp", {
        pictures: picturesFrom({ left: "ppp" }).map((one) => ({ ...one, recipe: { fingerprint: "other" } })),
      }),
    ],
    ["that was confounded", session("aaaa", "ppp", { confounded: true })],
    ["of neutral words", session("aaaa", "ppp", { change: { ...change, element: null, placebo: true } as never })],
    [
      "tried together with others",
      session("aaaa", "ppp", { change: { kind: "composition", element: null, parts: [] } as never }),
    ],
  ])("learns nothing of one change from a change %s", (_, history) => {
    expect(knownEffect(knowing(history), left, change).sentence).toBe("untried");
  });

  it.each([
    ["added where they were added", change, false],
    ["in the place of others where they replaced them", { ...change, remove: "lit" } as never, true],
  ])("offers words for the same wish and for no other, %s", (_, tried, replaces) => {
    const known = knowing(session("aaaa", "ppp", { change: tried }, { prompt: "a pear, lit" }));
    expect(phrasesFor(known, left)).toMatchObject([{ phrase: "window light", replaces }]);
    expect(phrasesFor(known, { ...(left as object), statement: "hard light" } as never)).toEqual([]);
    expect(phrasesFor(knowing(session("aaaa", "paa")), left)).toEqual([]);
  });

  it("raises the chance to fix a kind by what was fixed and lowers it by what was not", () => {
    expect(fixableBy(knowing(), left)).toBeUndefined();
    expect(fixableBy(knowing(session("aaaa", "ppp")), left)?.probability).toBeGreaterThan(fixChance.lighting);
    expect(fixableBy(knowing(session("aaaa", "aaa")), left)?.probability).toBeLessThan(fixChance.lighting);
  });

  it("gives an effect's prior the voice of at most four pairs, and none where nothing is known", () => {
    expect(effectPrior(knowing())(left, change, true)).toBeUndefined();
    const prior = effectPrior(knowing(...Array.from({ length: 9 }, () => session("aaaa", "ppp"))))(left, change, true);
    expect(prior?.reduce((sum, one) => sum + one, 0)).toBeCloseTo(4, 6);
    expect(prior?.[1]).toBeGreaterThan(targetPrior[1]);
  });

  it("learns how often a kind is heard, from the shares that were guessed", () => {
    const known = knowing(...Array.from({ length: 20 }, () => session("aaaa", "ppp")));
    expect(known.weights("style")).toBeUndefined();
    const weights = known.weights("lighting");
    expect(weights?.unheard).toBeGreaterThan(stateWeights.unheard);
    expect((weights?.heard ?? 0) + (weights?.chance ?? 0) + (weights?.unheard ?? 0)).toBeCloseTo(1, 9);
  });

  it("knows the noise of an engine from neutral words, also from those of this session", () => {
    const neutral = session("aapp", "apa", { change: { ...change, element: null, placebo: true } as never });
    expect(knowing(session("aaaa", "ppp")).noise).toBeUndefined();
    const own = knowledgeFrom({ fingerprint, others: [], own: harvestOf(neutral), imported: [] });
    expect(own.noise?.n).toBe(6);
    expect(own.noise?.sentence).toMatch(/broke 2 and fixed 1 of 6 pairs/u);
    expect(knowing(neutral).noise?.n).toBe(6);
    expect(pear).toBeDefined();
  });
});

import { describe, expect, it } from "vitest";
import type { Element } from "../../element.ts";
import type { HitRate } from "../interpretation/hit-rate.ts";
import { mean } from "../statistics/summary.ts";
import { type ElementOutlook, createWorlds } from "./worlds.ts";

const element = (id: string): Element => ({
  id,
  kind: "colour",
  statement: id,
  question: `${id}?`,
  importance: "must",
  words: [],
});
const rate = (state: "heard" | "unheard", right: number, read: number): HitRate => ({
  states: { heard: state === "heard" ? 1 : 0, chance: 0, unheard: state === "unheard" ? 1 : 0 },
  expected: state === "heard" ? 0.95 : 0.05,
  truths: new Map(),
  right,
  read,
});
const heard = (id: string): ElementOutlook => ({
  element: element(id),
  rate: rate("heard", 4, 4),
  readable: true,
  parents: [1, 1, 1],
  best: 1,
});
const unheard = (id: string): ElementOutlook => ({
  element: element(id),
  rate: rate("unheard", 0, 4),
  readable: true,
  parents: [0, 0, 0],
  best: 0,
});
const sure = (id: string, chance: readonly [number, number] = [1e6, 1]) => ({ element: id, name: "words", chance });

describe("drawn worlds", () => {
  const outlooks = [heard("pear"), unheard("left")];
  const worlds = createWorlds(outlooks, { seed: 1, breaks: [1, 1e6], luck: [1, 1e6] });

  it("show what a change that surely works brings, and one that never does", () => {
    expect(mean(worlds.change([sure("left")], 3))).toBeCloseTo(1, 2);
    expect(mean(worlds.change([sure("left", [1, 1e6])], 3))).toBeCloseTo(0.5, 2);
  });

  it("lose what a change breaks", () => {
    const breaking = createWorlds(outlooks, { seed: 1, breaks: [1e6, 1], luck: [1, 1e6] });
    expect(mean(breaking.change([sure("left")], 3))).toBeCloseTo(0.5, 2);
  });

  it("do not bring an unheard element by more seeds", () => expect(mean(worlds.moreSeeds(3))).toBeLessThan(0.65));

  it("refine only the best picture, and start over only with the phrases given", () => {
    expect(mean(worlds.refine(sure("left"), 1, [1, 1e6]))).toBeCloseTo(1, 2);
    expect(mean(worlds.restart([sure("left")]))).toBeGreaterThan(mean(worlds.restart([])) + 0.3);
  });

  it("are worth more with more pictures", () => {
    const unseen = createWorlds([{ ...unheard("left"), best: 0.4, readable: false }], { seed: 2 });
    expect(new Set(unseen.moreSeeds(3))).toEqual(new Set([0.4]));
    const coin = createWorlds([{ ...unheard("left"), parents: [0.5, 0.5, 0.5] }], { seed: 2 });
    expect(mean(coin.change([sure("left", [1, 1e6])], 3))).toBeGreaterThan(
      mean(coin.change([sure("left", [1, 1e6])], 1)),
    );
  });

  it("are the same for every action, seed by seed, in any order of the elements", () => {
    const turned = createWorlds(outlooks.toReversed(), { seed: 1, breaks: [1, 1e6], luck: [1, 1e6] });
    expect(turned.change([sure("left", [2, 2])], 3)).toEqual(worlds.change([sure("left", [2, 2])], 3));
    expect(createWorlds(outlooks, { seed: 2 }).moreSeeds(3)).not.toEqual(worlds.moreSeeds(3));
  });
});

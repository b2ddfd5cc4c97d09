import { describe, expect, it } from "vitest";
import { spreadsOf } from "./tendencies.ts";

const opener = { family: "opener", tendency: "padding" } as const;
const praise = { family: "praise-adjective", tendency: "corporate" } as const;
const wordy = { family: "wordy", tendency: "padding" } as const;
const maybe = { family: "epistemic", tendency: "uncertainty" } as const;

describe("what takes have in common", () => {
  it("is the model's when every take has it, chance when one has it", () => {
    const spreads = spreadsOf([
      [opener, praise, praise],
      [opener, wordy],
      [opener, wordy, opener],
    ]);
    expect(spreads?.every).toEqual([{ ...opener, counts: [1, 1, 2], takes: 3 }]);
    expect(spreads?.one.map(({ family }) => family)).toEqual(["praise-adjective"]);
    expect(spreads?.some.map(({ family }) => family)).toEqual(["wordy"]);
  });

  it("cannot be told from two takes", () => {
    expect(spreadsOf([[opener], [opener]])).toBeUndefined();
  });

  it("never counts honest uncertainty", () => {
    expect(spreadsOf([[maybe], [maybe], [maybe]])).toEqual({ every: [], one: [], some: [] });
  });
});

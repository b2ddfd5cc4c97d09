import { describe, expect, it } from "vitest";
import { decided, decisionOn, nextUndecided, undecided } from "./decisions.ts";

describe("decisions on edits", () => {
  it("are one way or the other, and taken back by saying them again", () => {
    const accepted = decided(undecided, 2, "accept");
    expect(decisionOn(accepted, 2)).toBe("accept");
    const left = decided(accepted, 2, "leave");
    expect(decisionOn(left, 2)).toBe("leave");
    expect(left.accepted.size).toBe(0);
    expect(decisionOn(decided(left, 2, "leave"), 2)).toBeUndefined();
  });

  it("lead to the next that is open, and begin again at the end", () => {
    const decisions = decided(decided(undecided, 2, "accept"), 3, "leave");
    expect(nextUndecided([1, 2, 3, 4], 3, decisions)).toBe(4);
    expect(nextUndecided([1, 2, 3], 3, decisions)).toBe(1);
    expect(nextUndecided([2, 3], 3, decisions)).toBeUndefined();
  });
});

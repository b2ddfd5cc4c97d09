import { describe, expect, it } from "vitest";
import { decided, undecided } from "./decisions.ts";
import { choiceOf, isChosen } from "./use-final-edits.ts";

const edits = [
  { id: 1, applied: true },
  { id: 2, applied: true },
  { id: 3, applied: false },
  { id: 4, applied: false },
];

describe("the choice of a last copy pass", () => {
  it("is what the pass does by itself until somebody decides", () => {
    expect(edits.map((edit) => isChosen(edit, undecided))).toEqual([true, true, false, false]);
    expect(choiceOf(edits, undecided)).toEqual({ without: [], also: [] });
  });

  it("names only what is otherwise than by itself", () => {
    const decisions = [
      [1, "accept"],
      [2, "leave"],
      [3, "accept"],
      [4, "leave"],
    ] as const;
    const said = decisions.reduce((all, [id, decision]) => decided(all, id, decision), undecided);
    expect(choiceOf(edits, said)).toEqual({ without: [2], also: [3] });
  });
});

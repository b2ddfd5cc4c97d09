import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type TreeRound, branchesOf, columnsIn } from "./lanes.ts";

const tree = (...rows: readonly (readonly [id: string, parent: string | null, attempt?: string])[]): TreeRound[] =>
  rows.map(([id, parent, attempt = "one"]) => ({ id, parent, attempt }));

const lanes = (rounds: readonly TreeRound[]): readonly number[] => branchesOf(rounds).map(({ lane }) => lane);

describe("the columns of the lineage", () => {
  it.each<[string, TreeRound[], number[]]>([
    ["a chain stays in one column", tree(["a", null], ["b", "a"], ["c", "b"]), [0, 0, 0]],
    ["a second child takes the next column", tree(["a", null], ["b", "a"], ["c", "a"], ["d", "b"]), [0, 0, 1, 0]],
    [
      "a column is used again",
      tree(["a", null], ["b", "a"], ["c", "a"], ["d", "b"], ["e", "d"], ["f", "d"]),
      [0, 0, 1, 0, 0, 1],
    ],
    ["an attempt starts at the left", tree(["a", null], ["b", "a"], ["c", "a"], ["d", null, "two"]), [0, 0, 1, 0]],
    ["a second orientation stands beside", tree(["a", null], ["b", null], ["c", "a"]), [0, 1, 0]],
  ])("%s", (_, rounds, expected) => {
    expect(lanes(rounds)).toEqual(expected);
  });

  it("a line passes by the rounds between its ends", () => {
    const rows = branchesOf(tree(["a", null], ["b", "a"], ["c", "a"]));
    expect(rows[0]).toMatchObject({ opens: [0, 1], passing: [], grows: false });
    expect(rows[1]).toMatchObject({ lane: 0, opens: [], passing: [1], grows: true });
    expect(rows[2]).toMatchObject({ lane: 1, opens: [], passing: [], grows: true });
  });

  it("every line that leaves a knot arrives at its round, and no two share a column", () => {
    const trees = fc
      .array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 60 })
      .map((picks) =>
        picks.map((pick, row) => ({ id: `r${row}`, attempt: "one", parent: row === 0 ? null : `r${pick % row}` })),
      );
    fc.assert(
      fc.property(trees, (rounds) => {
        const open = new Set<number>();
        for (const { lane, grows, passing, opens } of branchesOf(rounds)) {
          expect(open.has(lane)).toBe(grows);
          open.delete(lane);
          expect(new Set(passing)).toEqual(open);
          for (const column of opens) {
            expect(open.has(column)).toBe(false);
            open.add(column);
          }
        }
        expect(open.size).toBe(0);
      }),
    );
  });

  it("counts its columns", () => {
    expect(columnsIn(branchesOf(tree(["a", null], ["b", "a"], ["c", "a"], ["d", "a"])))).toBe(3);
    expect(columnsIn([])).toBe(1);
  });
});

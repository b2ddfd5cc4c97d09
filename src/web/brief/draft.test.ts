import { describe, expect, it } from "vitest";
import { moved, newElement, noEdits, plainElements, withEdits } from "./draft.ts";

const element = (statement: string) => ({
  id: statement,
  kind: "subject" as const,
  statement,
  question: `Is it ${statement}?`,
  importance: "must" as const,
  words: [],
});
const proposed = ["pear", "green", "hard light"].map(element);
const said = (edits: Partial<typeof noEdits>, from = proposed): string[] =>
  withEdits(from, { ...noEdits, ...edits }).map(({ statement, importance }) => `${statement} ${importance}`);

describe("edits of proposed elements", () => {
  it("outlive a new proposal", () => {
    const edits = { importance: { green: "nice" as const }, removed: ["hard light"], added: [element("steam")] };
    expect(said(edits)).toEqual(["pear must", "green nice", "steam must"]);
    expect(said(edits, ["green", "apple"].map(element))).toEqual(["green nice", "apple must", "steam must"]);
  });

  it("keep the order of the person, the unknown last", () => {
    const order = moved(withEdits(proposed, noEdits), "hard light", 0);
    expect(order).toEqual(["hard light", "pear", "green"]);
    expect(said({ order }, [...proposed, element("steam")])).toEqual([
      "hard light must",
      "pear must",
      "green must",
      "steam must",
    ]);
  });

  it("ask a reworded element's question anew", () => {
    const [first] = withEdits(proposed, { ...noEdits, reworded: { pear: "ripe pear" } });
    expect(first).toMatchObject({ statement: "ripe pear", question: "Does it show this: ripe pear?" });
  });

  it("never make two elements of one statement or id", () => {
    expect(said({ added: [element("pear")] })).toHaveLength(3);
    expect(newElement("Green!", [{ id: "green" }]).id).toBe("green-2");
  });

  it("leave no trace in what is stored", () => {
    expect(plainElements(withEdits(proposed, noEdits))).toEqual(proposed);
  });
});

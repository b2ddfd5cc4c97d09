import { describe, expect, it } from "vitest";
import { decided, undecided } from "./decisions.ts";
import { keepDecisions, readDecisions } from "./kept-decisions.ts";

function shelf(first?: string) {
  let kept = first ?? null;
  return { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) };
}

const cut = { start: 0, before: "In order to", after: "To" };
const plain = { start: 20, before: "utilize", after: "use" };
const edits = [
  { id: 1, ...cut },
  { id: 2, ...plain },
];
const both = decided(decided(undecided, 1, "accept"), 2, "leave");

describe("decisions that are kept", () => {
  it("are found again by what the edits say, whatever their numbers became", () => {
    const here = shelf();
    keepDecisions(here, "text", edits, both);
    expect(readDecisions(here, "text", edits)).toEqual(both);
    const renumbered = [
      { id: 7, start: 10, before: "teh", after: "the" },
      { id: 8, ...plain },
    ];
    expect(readDecisions(here, "text", renumbered)).toEqual({ accepted: new Set(), left: new Set([8]) });
  });

  it("belong to one text, and to the place in it", () => {
    const here = shelf();
    keepDecisions(here, "text", edits, both);
    expect(readDecisions(here, "another", edits)).toEqual(undecided);
    expect(readDecisions(here, "text", [{ id: 1, ...cut, start: 99 }])).toEqual(undecided);
  });

  it("are forgotten when they are taken back, without those of another list", () => {
    const here = shelf();
    keepDecisions(here, "text", edits, both);
    keepDecisions(here, "text", [{ id: 1, ...cut }], undecided);
    expect(readDecisions(here, "text", edits)).toEqual({ accepted: new Set(), left: new Set([2]) });
  });

  it("are kept for the forty texts that were decided on last", () => {
    const here = shelf();
    for (let i = 0; i < 41; i++) keepDecisions(here, `text ${i}`, edits, both);
    expect(readDecisions(here, "text 0", edits)).toEqual(undecided);
    expect(readDecisions(here, "text 1", edits)).toEqual(both);
  });

  it.each(["", "{", "{}", "null", "[[]]", "[1]"])("begin anew where %j is found", (found) => {
    const here = shelf(found);
    expect(readDecisions(here, "text", edits)).toEqual(undecided);
    keepDecisions(here, "text", edits, both);
    expect(readDecisions(here, "text", edits)).toEqual(both);
  });

  it("do not stop a page in a browser that keeps nothing", () => {
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new Error("The quota has been exceeded.");
      },
    };
    expect(() => keepDecisions(full, "text", edits, both)).not.toThrow();
  });
});

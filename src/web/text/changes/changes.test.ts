import { describe, expect, it } from "vitest";
import { type SentenceChange, numbersWithin, rowsOf, whatHappened } from "./changes.ts";

const sentence = (index: number) => ({ index, start: index * 10, end: index * 10 + 9, text: `Sentence ${index}.` });
const change = (kind: SentenceChange["kind"], from: number, to: number, moved = false): SentenceChange => ({
  kind,
  moved,
  before: kind === "insert" ? null : sentence(from),
  after: kind === "delete" ? null : sentence(to),
  words: [],
  inScope: true,
});

describe("what became of a text", () => {
  it("shows what stayed in runs, and every change by its place in the comparison", () => {
    const rows = rowsOf([change("keep", 0, 0), change("keep", 1, 1), change("edit", 2, 2), change("keep", 3, 3)]);
    expect(rows.map((row) => ("kept" in row ? row.kept.length : `change ${row.place}`))).toEqual([2, "change 3", 1]);
  });

  it.each([
    [change("edit", 1, 1), "edited"],
    [change("insert", 0, 4), "added"],
    [change("delete", 4, 0), "deleted"],
    [change("keep", 2, 0, true), "moved from 3 to 1"],
    [change("edit", 2, 0, true), "moved from 3 to 1, edited"],
  ])("says what happened", (one, said) => {
    expect(whatHappened(one)).toBe(said);
  });

  it("a sentence was asked for when it lies in the scope, not when it only touches it", () => {
    const sentences = [0, 1, 2].map((i) => ({ number: i + 1, start: i * 10, end: i * 10 + 9 }));
    expect(numbersWithin(sentences, [{ start: 9, end: 25 }])).toEqual([2, 3]);
    expect(numbersWithin(sentences, [{ start: 0, end: 9 }])).toEqual([1]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type LessonBook,
  type LessonKey,
  emptyLessonBook,
  exportLessons,
  importLessons,
  known,
  learn,
  lessonKey,
  mergeLessons,
  patternOf,
  priorFrom,
} from "./lessons.ts";
import { type Cells, lessonHalfLife, targetPrior } from "../priors.ts";
import { add } from "../../testing/history.ts";

const key = (phrase = "hard light", kind: LessonKey["kind"] = "lighting", fingerprint = "engine"): LessonKey => ({
  fingerprint,
  kind,
  pattern: "words:add",
  phrase,
  target: true,
});
const taught = (counts: Cells, phrase?: string, book: LessonBook = emptyLessonBook()): LessonBook =>
  learn(
    book,
    "engine",
    [{ key: key(phrase), counts }],
    counts.reduce((sum, count) => sum + count, 0),
  );
const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

describe("what a change is called in lessons", () => {
  it.each([
    [add("e", " Hard  Light "), { pattern: "words:add", phrase: "hard light" }],
    [
      { kind: "words", element: "e", remove: "soft", add: "hard" },
      { pattern: "words:replace", phrase: "hard" },
    ],
    [
      { kind: "words", element: "e", remove: "soft", add: "" },
      { pattern: "words:remove", phrase: "soft" },
    ],
    [
      { kind: "parameter", element: null, name: "guidance", to: 4 },
      { pattern: "parameter:guidance", phrase: "" },
    ],
    [
      { kind: "adjustment", element: null, adjustments: [{ kind: "exposure", stops: 1 }] },
      { pattern: "adjustment:exposure", phrase: "" },
    ],
  ] as const)("%j", (change, expected) => {
    expect(patternOf(change as Parameters<typeof patternOf>[0])).toEqual(expected);
    expect(lessonKey("engine", "lighting", change as Parameters<typeof patternOf>[0], true)).toMatchObject(expected);
  });
});

describe("a book of lessons", () => {
  it("counts pairs and leaves the book before as it was", () => {
    const first = taught([0, 3, 0, 1]);
    const second = taught([0, 1, 0, 0], "hard light", first);
    expect(known(first, key())).toEqual([0, 3, 0, 1]);
    expect(known(second, key())[1]).toBeCloseTo(3 * 2 ** (-1 / lessonHalfLife) + 1, 9);
  });

  it("halves old pairs after 200 newer ones of the same engine, and no other", () => {
    const book = taught([0, 8, 0, 0]);
    const later = learn(book, "engine", [], lessonHalfLife);
    expect(known(later, key())[1]).toBeCloseTo(4, 9);
    expect(known(learn(book, "another engine", [], lessonHalfLife), key())[1]).toBe(8);
  });

  it("pools phrases of a pattern when asked for the pattern", () => {
    expect(known(taught([0, 2, 0, 0], "side light", taught([0, 3, 0, 0])), key(""))[1]).toBeCloseTo(5, 1);
  });

  it("survives export and import", () => {
    const book = taught([1, 2, 3, 4]);
    expect(importLessons(exportLessons(book))).toEqual(book);
  });

  it.each([
    "",
    "{}",
    "[1]",
    '{"format":"samebut-lessons-9","pairs":{},"lessons":[]}',
    exportLessons(taught([1, 1, 1, 1])).replace('"target": true', '"target": "yes"'),
  ])("refuses %j", (text) => expect(() => importLessons(text)).toThrow(/not a file of lessons/u));

  it("merges two books by adding their pairs", () => {
    const merged = mergeLessons(taught([0, 3, 0, 0]), taught([0, 2, 0, 1], "side light", taught([0, 1, 0, 0])));
    expect(known(merged, key())[1]).toBeCloseTo(4, 1);
    expect(known(merged, key("side light"))).toEqual([0, 2, 0, 1]);
    expect(known(mergeLessons(emptyLessonBook(), merged), key())).toEqual(known(merged, key()));
  });
});

describe("the prior from lessons", () => {
  it("is none where nothing is known", () => {
    expect(priorFrom(emptyLessonBook(), key(), targetPrior)).toBeUndefined();
    expect(priorFrom(taught([0, 3, 0, 0]), key("hard light", "lighting", "other engine"), targetPrior)).toBeUndefined();
  });

  it("never speaks louder than four pairs, and always leaves every outcome possible", () => {
    const count = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(count, count, count, count, (...counts) => {
        fc.pre(total(counts) > 0);
        const prior = priorFrom(taught(counts as unknown as Cells), key(), targetPrior) ?? [0, 0, 0, 0];
        expect(total(prior)).toBeLessThanOrEqual(4 + 1e-9);
        expect(Math.min(...prior)).toBeGreaterThan(0);
      }),
    );
  });

  it("follows the phrase, and for an unknown phrase or kind the pattern", () => {
    const share = (prior: Cells | undefined): number => (prior ? prior[1] / (prior[1] + prior[3]) : Number.NaN);
    const book = taught([0, 0, 0, 20], "side light", taught([0, 20, 0, 0]));
    expect(share(priorFrom(book, key("hard light"), targetPrior))).toBeGreaterThan(0.8);
    expect(share(priorFrom(book, key("side light"), targetPrior))).toBeLessThan(0.2);
    expect(share(priorFrom(book, key("never tried"), targetPrior))).toBeCloseTo(0.5, 1);
    expect(share(priorFrom(taught([0, 20, 0, 0]), key("hard light", "colour"), targetPrior))).toBeGreaterThan(0.6);
  });
});

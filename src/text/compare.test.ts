import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareText } from "./compare.ts";
import { hostileTexts, tenMegabytes } from "./testing.ts";

const draft =
  "The shop opens at 9 on Monday. Anna Berg runs it. It is not cheap. She said “bread first” to the town. Visit https://bread.example now.";
const broken = (after: string, before = draft): readonly string[] =>
  compareText(before, after)
    .invariants.filter(({ status }) => status !== "kept")
    .map(({ kind, status, text }) => `${kind} ${status} ${text}`);

const sentence = fc
  .tuple(
    fc.constantFrom("Anna", "The baker", "Nobody", "A bus"),
    fc.constantFrom("sees", "sells", "paints"),
    fc.integer({ min: 2, max: 9_999 }),
    fc.constantFrom("boats", "loaves", "walls"),
  )
  .map(([who, does, count, what]) => `${who} ${does} ${count} ${what}.`);
const sentences = fc.uniqueArray(sentence, { minLength: 1, maxLength: 12 });

describe("compareText", () => {
  it("a text compared with itself is empty of changes", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          sentences.map((list) => list.join(" ")),
          fc.string({ unit: "binary", maxLength: 200 }),
        ),
        (text) => {
          const { counts, invariants, outOfScope, changedShare, layoutOnly } = compareText(text, text, { scope: [] });
          expect({ ...counts, kept: 0 }).toEqual({ kept: 0, edited: 0, moved: 0, inserted: 0, deleted: 0 });
          expect(invariants.every(({ status }) => status === "kept")).toBe(true);
          expect([outOfScope, changedShare, layoutOnly]).toEqual([0, 0, false]);
        },
      ),
    );
  });

  it("a reordered text keeps every sentence and loses no fact", () => {
    fc.assert(
      fc.property(
        sentences.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([before, after]) => {
          const { sentences: changes, invariants } = compareText(before.join(" "), after.join(" "));
          expect(changes.map(({ kind }) => kind)).toEqual(before.map(() => "keep"));
          for (const { before: from, after: to } of changes) expect(from?.text).toBe(to?.text);
          expect(invariants.every(({ status }) => status === "kept")).toBe(true);
        },
      ),
    );
  });

  it("every sentence of both texts is in the comparison once, and slices back", () => {
    fc.assert(
      fc.property(sentences, sentences, (before, after) => {
        const [a, b] = [before.join(" "), after.join(" ")];
        const { sentences: changes } = compareText(a, b);
        const old = changes.flatMap(({ before: one }) => (one ? [one] : []));
        const fresh = changes.flatMap(({ after: one }) => (one ? [one] : []));
        expect(old.map(({ index }) => index).toSorted((x, y) => x - y)).toEqual(before.map((_, i) => i));
        expect(fresh.map(({ index }) => index)).toEqual(after.map((_, i) => i));
        for (const one of old) expect(a.slice(one.start, one.end)).toBe(one.text);
        for (const one of fresh) expect(b.slice(one.start, one.end)).toBe(one.text);
      }),
    );
  });

  it.each([
    ["a number", draft.replace("9", "10"), "number lost 9"],
    ["a name", draft.replace("Anna", "Maria"), "name lost Anna Berg"],
    ["a negation", draft.replace("not cheap", "cheap"), "negation lost not"],
    ["a quotation", draft.replace("bread first", "cake first"), "quote lost “bread first”"],
    ["a link", draft.replace("bread.example", "cake.example"), "link lost https://bread.example"],
    ["a weekday", draft.replace("Monday", "Tuesday"), "date lost Monday"],
  ])("%s that changed by the way is found", (_what, after, expected) => {
    expect(broken(after)).toContain(expected);
  });

  it("finds units, and two numbers that changed places", () => {
    expect(broken("It is 5 miles long.", "It is 5 km long.")).toContain("number lost 5 km");
    expect(
      broken(
        "Anna sold 15 in 2019 there. Ben sold 12 in 2020 here.",
        "Anna sold 12 in 2019 there. Ben sold 15 in 2020 here.",
      ).length,
    ).toBeGreaterThan(0);
  });

  it.each([
    ["another spelling of a number", "We sold 1,200 pumps.", "We sold 1.2k pumps."],
    ["a number in words", "We sold twelve pumps.", "We sold 12 pumps."],
    ["a contraction", "It is not cheap there.", "It isn’t cheap there."],
    ["a relative of a name", "He paints in Italy today.", "He paints the Italian way today."],
    ["initials", "The United Nations met today.", "The UN met today."],
  ])("%s is no loss", (_what, before, after) => {
    expect(broken(after, before).filter((line) => !line.startsWith("negation lost"))).toEqual([]);
  });

  it("tells what was asked for from what was not", () => {
    const after = draft
      .replace("Anna Berg runs it.", "Anna Berg owns it.")
      .replace("It is not cheap.", "It is not dear.");
    const { sentences: changes, outOfScope } = compareText(draft, after, { scope: [1] });
    expect(outOfScope).toBe(1);
    expect(changes.filter(({ kind }) => kind === "edit").map(({ inScope }) => inScope)).toEqual([true, false]);
  });

  it("names a move a move, and only that", () => {
    const after =
      "Visit https://bread.example now. The shop opens at 9 on Monday. Anna Berg runs it. It is not cheap. She said “bread first” to the town.";
    const { counts } = compareText(draft, after);
    expect(counts).toEqual({ kept: 4, edited: 0, moved: 1, inserted: 0, deleted: 0 });
  });

  it("works in other languages", () => {
    const { counts, invariants, dials } = compareText(
      "Der Bus fährt um 9 Uhr. Anna ist da.",
      "Der Bus fährt um 10 Uhr. Anna ist da.",
    );
    expect(counts).toMatchObject({ kept: 1, edited: 1 });
    expect(invariants).toContainEqual(expect.objectContaining({ kind: "number", status: "lost", text: "9" }));
    expect(dials.every(({ after }) => after.level === "no verdict")).toBe(true);
  });

  it.each(hostileTexts)("survives %s against plain prose and against itself reversed", (_name, text) => {
    for (const other of [draft, text.split(" ").toReversed().join(" ")]) {
      const { sentences: changes } = compareText(text, other);
      for (const { before, after } of changes) {
        if (before) expect(text.slice(before.start, before.end)).toBe(before.text);
        if (after) expect(other.slice(after.start, after.end)).toBe(after.text);
      }
    }
  });

  it("takes a megabyte of the same sentence", () => {
    const long = tenMegabytes().slice(0, 64 * 16_000);
    expect(compareText(long, long).counts.kept).toBe(16_000);
  });
});

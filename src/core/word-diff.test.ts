import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordDiff } from "./word-diff.ts";

const marks = { same: "=", removed: "-", added: "+" } as const;
const shown = (before: string, after: string): readonly string[] =>
  wordDiff(before, after).map(({ kind, text }) => marks[kind] + text);

describe("wordDiff", () => {
  it.each([
    ["", "", []],
    ["a pear", "a pear", ["=a pear"]],
    ["a pear", "a green pear", ["=a", "+ green", "= pear"]],
    ["a green pear", "a pear", ["=a", "- green", "= pear"]],
    ["a pear, soft light", "a pear, hard light", ["=a pear,", "- soft", "+ hard", "= light"]],
    ["a pear", "a pear, hard light", ["=a pear", "+, hard light"]],
    ["", "new", ["+new"]],
    ["old", "", ["-old"]],
    ["the man's hat", "the woman's hat", ["=the", "- man's", "+ woman's", "= hat"]],
    ["Größe klein", "Größe groß", ["=Größe", "- klein", "+ groß"]],
    ["a  pear", "a pear ", ["=a pear "]],
  ])("“%s” to “%s”", (before, after, expected) => expect(shown(before, after)).toEqual(expected));

  const text = fc
    .array(fc.constantFrom("pear", "a", ",", " ", "  ", "\n", "light", "-", "🍐", "é"), {
      maxLength: 20,
    })
    .map((parts) => parts.join(""));
  const without = (kind: "removed" | "added", before: string, after: string): string =>
    wordDiff(before, after)
      .filter((part) => part.kind !== kind)
      .map((part) => part.text)
      .join("");
  const squeeze = (value: string): string => value.replace(/\s+/gu, "");

  it("holds both texts, and keeps as many words as it can", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(without("removed", before, after)).toBe(after);
        expect(squeeze(without("added", before, after))).toBe(squeeze(before));
        expect(wordDiff(after, after).every(({ kind }) => kind === "same")).toBe(true);
      }),
    );
  });

  it("takes endless texts without endless memory", () => {
    const [before, after] = ["a,".repeat(9_000), "b.".repeat(9_000)];
    expect(wordDiff(before, after)).toEqual([
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ]);
  });
});

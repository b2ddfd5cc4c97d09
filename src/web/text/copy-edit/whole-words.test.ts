import { describe, expect, it } from "vitest";
import { inWholeWords } from "./whole-words.ts";

const text = "It is important to note that every loaf is baked in order to last. It’s teh best.";
const edit = (before: string, after: string) => {
  const start = text.indexOf(before);
  return { start, end: start + before.length, before, after };
};

describe("edits in whole words", () => {
  it.each([
    ["a letter of a word", edit("It is important to note that e", "E"), "It is important to note that every", "Every"],
    ["whole words already", edit("in order to", "to"), "in order to", "to"],
    ["a cut", edit("It is important to note that ", ""), "It is important to note that ", ""],
    ["a word with an apostrophe", edit("I", "i"), "It", "it"],
    ["the end of a word", edit("f is", "ves are"), "loaf is", "loaves are"],
    ["the beginning of a typing error", edit("’s te", "’s th"), "’s teh", "’s thh"],
  ])("show %s", (_, given, before, after) => {
    const [shown] = inWholeWords(text, [given]);
    expect(shown).toMatchObject({ before, after });
    expect(text.slice(shown!.start, shown!.end)).toBe(before);
  });

  it("do not run into the next one", () => {
    const edits = [edit("It is important to note that e", "E"), edit("very", "ach")];
    expect(inWholeWords(text, edits)).toEqual(edits);
  });
});

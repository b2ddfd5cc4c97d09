import { describe, expect, it } from "vitest";
import { compiledRules } from "./compile-rules.ts";
import { findSentences, sentenceText } from "./sentences.ts";
import { tokenise } from "./tokens.ts";

function split(text: string): readonly string[] {
  const sentences = findSentences(tokenise(text, compiledRules().vocabulary));
  return Array.from({ length: sentences.count }, (_, i) => sentenceText(text, sentences, i));
}

describe("sentences", () => {
  it.each([
    ["One. Two! Three?", ["One.", "Two!", "Three?"]],
    ["Dr. Berg met Mr. Lee at 3.30 p.m. on Monday.", ["Dr. Berg met Mr. Lee at 3.30 p.m. on Monday."]],
    ["He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]],
    ["J. R. Smith wrote it. It sold.", ["J. R. Smith wrote it.", "It sold."]],
    ["They live in the U.S. The city is large.", ["They live in the U.S.", "The city is large."]],
    ["See example.com for e.g. prices.", ["See example.com for e.g. prices."]],
    ["Wait... what? Yes… No.", ["Wait... what?", "Yes…", "No."]],
    ["# A title\nText goes on here.\n- first\n- second", ["# A title", "Text goes on here.", "- first", "- second"]],
    [
      "A line that is wrapped by an editor at some column\nand goes on.",
      ["A line that is wrapped by an editor at some column\nand goes on."],
    ],
    ["One paragraph\n\nanother", ["One paragraph", "another"]],
    ["你好。世界！", ["你好。", "世界！"]],
    ["  😀  ", ["😀"]],
    ["", []],
  ])("%s", (text, expected) => {
    expect(split(text)).toEqual(expected);
  });
});

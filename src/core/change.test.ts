import { describe, expect, it } from "vitest";
import { applyWords } from "./change.ts";

describe("words added to a prompt", () => {
  // The page shows the same before it runs: compose/change-between.test.ts has the same table.
  it.each([
    ["a mug on a table.", "close up", "a mug on a table, close up"],
    ["Under 60 words.", "Begin with the offer.", "Under 60 words. Begin with the offer."],
    ["Under 60 words", "Begin with the offer.", "Under 60 words. Begin with the offer."],
    ["Who is it for?", "Say so!", "Who is it for? Say so!"],
    ["a mug on a table", "Rembrandt lighting", "a mug on a table, Rembrandt lighting"],
  ])("%j and %j", (prompt, add, after) => expect(applyWords(prompt, { remove: "", add })).toBe(after));
});

import { describe, expect, it } from "vitest";
import { lintChange } from "./lint.ts";
import { requestsIn } from "./requests.ts";

describe("what words about a text ask for", () => {
  it.each([
    ["Begin with the offer.", ["Begin with the offer."]],
    ["short, plain sentences with a warm voice", ["short, plain sentences with a warm voice"]],
    ["Mention rye, wheat and spelt.", ["Mention rye, wheat and spelt."]],
    ["parking or cars", ["parking or cars"]],
    ["Begin with the offer. Use short sentences.", ["Begin with the offer.", "Use short sentences."]],
    ["begin with the offer and end with the hours", ["begin with the offer", "end with the hours"]],
    ["Keep it short, use the second person", ["Keep it short", "use the second person"]],
    ["no greeting; no recap", ["no greeting", "no recap"]],
    ["At most 3.5 % of it\n\nNo list", ["At most 3.5 % of it", "No list"]],
    [" … ", []],
  ])("%j", (text, words) => expect(requestsIn(text).map((one) => one.words)).toEqual(words));

  it("is one change in the place of another, and two when two are added", () => {
    const lint = (remove: string, add: string) =>
      lintChange({ kind: "words", element: null, remove, add }, [], requestsIn);
    expect(lint("Be brief.", "At most 60 words.").ok).toBe(true);
    expect(lint("", "First sentence is the offer.").ok).toBe(true);
    expect(lint("", "Be brief. Name the price.")).toMatchObject({
      ok: false,
      split: [
        { remove: "", add: "Be brief." },
        { remove: "", add: "Name the price." },
      ],
    });
  });
});

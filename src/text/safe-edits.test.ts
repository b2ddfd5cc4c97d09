import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareText } from "./compare.ts";
import { applyEdits, suggestEdits } from "./safe-edits.ts";
import { hostileTexts } from "./testing.ts";

const all = (text: string): string => applyEdits(text, suggestEdits(text));

describe("safe edits", () => {
  it.each([
    ["It is important to note that rain fell.", "Rain fell."],
    ["But it is important to note that rain fell.", "But rain fell."],
    ["We, of course, knew.", "We knew."],
    ["We knew, of course.", "We knew."],
    ["Of course, we knew.", "We knew."],
    ["In order to win, he ran.", "To win, he ran."],
    ["They are utilizing it in order to win.", "They are using it to win."],
    ["We leverage data.", "We use data."],
    ["Overall, the plan worked.", "The plan worked."],
    ["- Needless to say, it rained.", "- It rained."],
    ["He stayed due to the fact that it rained.", "He stayed because it rained."],
  ])("%s → %s", (before, after) => {
    expect(all(before)).toBe(after);
  });

  it.each([
    "The leverage of the lever is large.",
    "It may rain; we are not sure.",
    "“In order to win,” he said.",
    "Our robust platform is seamless.",
    "Der Bus fährt um neun Uhr ab und hält am Markt, wo Anna ihr Brot verkauft, das sie zu Hause gebacken hat, in order to win, jeden Tag wieder.",
  ])("leaves alone: %s", (text) => {
    expect(all(text)).toBe(text);
  });

  const draft =
    "It is worth noting that Anna Berg sold 12 loaves. In order to win, she did not sleep. Overall, “so it is” was said. Prior to May, we utilize it, of course, and each and every guest left.";

  it("any choice of edits can be made and taken back, and loses no fact", () => {
    const edits = suggestEdits(draft);
    expect(edits.length).toBeGreaterThan(5);
    fc.assert(
      fc.property(fc.subarray([...edits]), (some) => {
        const text = applyEdits(draft, some);
        expect(
          compareText(draft, text).invariants.filter(({ status, kind }) => status !== "kept" && kind !== "date"),
        ).toEqual([]);
        for (const { start, end, before } of some) expect(draft.slice(start, end)).toBe(before);
      }),
    );
    expect(applyEdits(draft, [])).toBe(draft);
  });

  it.each(hostileTexts)("survives %s", (_name, text) => {
    const edits = suggestEdits(text);
    for (let i = 1; i < edits.length; i++) expect(edits[i]!.start).toBeGreaterThanOrEqual(edits[i - 1]!.end);
    expect(typeof applyEdits(text, edits)).toBe("string");
  });
});

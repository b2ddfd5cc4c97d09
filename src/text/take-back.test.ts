import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareText } from "./compare.ts";
import { takeBack } from "./take-back.ts";

const draft = "The shop opens at nine. Anna bakes rye bread. Nobody queues on Monday.\n\nCome early and bring a bag.\n";

const back = (before: string, after: string, ...places: number[]): string => takeBack(before, after, new Set(places));

const placeOf = (before: string, after: string, kind: string): number =>
  compareText(before, after).sentences.findIndex((one) => (kind === "moved" ? one.moved : one.kind === kind));

describe("taking changes back", () => {
  it.each([
    ["an edited sentence", "edit", draft.replace("opens at nine", "opens at ten")],
    ["an added sentence", "insert", draft.replace("Nobody", "Her oven is older than the church. Nobody")],
    ["a deleted sentence", "delete", draft.replace(" Anna bakes rye bread.", "")],
    ["a deleted first sentence", "delete", draft.replace("The shop opens at nine. ", "")],
    ["a deleted last paragraph", "delete", draft.replace("\n\nCome early and bring a bag.", "")],
    [
      "a moved sentence",
      "moved",
      draft.replace("Anna bakes rye bread. Nobody queues on Monday.", "Nobody queues on Monday. Anna bakes rye bread."),
    ],
  ])("%s stands as it stood", (_, kind, after) => {
    expect(after).not.toBe(draft);
    expect(back(draft, after, placeOf(draft, after, kind))).toBe(draft);
  });

  it("leaves the other changes as they are", () => {
    const after = draft.replace("nine", "ten").replace("Monday", "Tuesday");
    expect(back(draft, after, placeOf(draft, after, "edit"))).toBe(draft.replace("Monday", "Tuesday"));
  });

  const sentence = fc
    .tuple(
      fc.constantFrom("Anna", "The baker", "My aunt", "Nobody"),
      fc.constantFrom("bakes", "sells", "eats"),
      fc.nat(30),
    )
    .map(([who, does, count]) => `${who} ${does} ${count} loaves on the ${count}th.`);
  const text = fc.array(sentence, { minLength: 1, maxLength: 8 }).map((all) => all.join(" "));
  const sentencesOf = (one: string): readonly string[] =>
    compareText(one, one).sentences.map(({ before }) => before!.text);

  it("with no place is the second text to the letter; with every place the first, sentence by sentence", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(back(before, after)).toBe(after);
        const all = compareText(before, after).sentences.map((_one, i) => i);
        expect(sentencesOf(back(before, after, ...all))).toEqual(sentencesOf(before));
      }),
    );
  });
});

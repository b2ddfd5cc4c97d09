import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostileTexts, longLine } from "../testing.ts";
import { exactEdit, makeExactEdit } from "./exact-edit.ts";
import { namedScope } from "./find-scope.ts";
import { instructionScope } from "./instruction-scope.ts";
import { nameSentences } from "./placed.ts";
import { parseStretches, putBack, stretchText, stretchesOf } from "./stretches.ts";

const draft = `# Prices

A loaf is 4 pounds. Anna's rye is 6 pounds.

# Opening hours

The shop opens at 9 on Monday. Don't call before 8. Parking is free.
`;
const named = nameSentences(draft);

describe("a named scope", () => {
  it.each([
    ["3", [3]],
    ["2-3, 5", [2, 3, 5]],
    ["sentences 2 to 3 and 7", [2, 3, 7]],
    ["paragraph 2", [2, 3]],
    ["the last paragraph", [5, 6, 7]],
    ["last sentence", [7]],
    ["the 2nd sentence", [2]],
    ["heading Prices", [1, 2, 3]],
    ["section Opening hours", [5, 6, 7]],
    ["“4 pounds”", [2]],
    ['"pounds"', [2, 3]],
    ["parking is free", [7]],
    ["the title", [1]],
    ["all", [1, 2, 3, 4, 5, 6, 7]],
  ])("%s", (written, sentences) => expect(namedScope(named, written).sentences).toEqual(sentences));

  it.each(["9", "0", "3-99", "4-2", "paragraph 12", "“quince”", "heading Jam", "no such words", "99999999"])(
    "%s is refused with what there is",
    (written) => expect(() => namedScope(named, written)).toThrow(/There is no|No sentence/u),
  );
});

describe("the scope of an instruction", () => {
  it.each([
    ["make the last sentence a question", [7]],
    ["replace “9” with “10”", [6 - 1]],
    ["say that the parking costs nothing", [7]],
    ["under Prices, add that cards are taken", [2, 3]],
    ["make the title shorter", [1]],
    ["let it open on Monday at noon", [5]],
  ])("%s", (instruction, sentences) => expect(instructionScope(named, instruction)?.sentences).toEqual(sentences));

  it.each(["make it warmer", "shorten the whole text", "less formal throughout"])("%s may mean any", (instruction) =>
    expect(instructionScope(named, instruction)).toBeUndefined(),
  );
});

describe("putting back", () => {
  it("keeps every character outside the stretches, whatever the text", () => {
    const pieces = fc.array(fc.constantFrom("One is here. ", "Two?\n\n", "“Drei!” ", "四。", "🍞 bread. ", "# H\n"), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(11)), fc.string({ minLength: 1 }), (parts, wanted, replacement) => {
        const text = parts.join("");
        const { sentences } = nameSentences(text);
        const stretches = stretchesOf(sentences, wanted);
        const outside = [
          ...stretches.map(({ start }, i) => text.slice(stretches[i - 1]?.end ?? 0, start)),
          text.slice(stretches.at(-1)?.end ?? 0),
        ];
        expect(
          putBack(
            text,
            stretches,
            stretches.map(() => replacement),
          ),
        ).toBe(outside.join(replacement));
        if (stretches.length > 0) expect(parseStretches(stretchText(stretches), text.length)).toEqual(stretches);
      }),
    );
  });

  it("takes the blank along when a sentence goes", () => {
    const gone = (number: number): string => {
      const stretches = stretchesOf(named.sentences, [number]);
      return putBack(draft, stretches, [""]);
    };
    expect(gone(6)).toContain("The shop opens at 9 on Monday. Parking is free.\n");
    expect(gone(7)).toContain("Don't call before 8.\n");
  });

  it.each(["", "5", "5-3", "0-9999", "9-12 3-5", "a-b", "-1-4"])("no stretches: “%s”", (written) =>
    expect(parseStretches(written, 100)).toBeUndefined(),
  );
});

describe("exact instructions", () => {
  it.each([
    ["replace “9” with “10”", "The shop opens at 10 on Monday."],
    ['change "Monday" to "Tuesday".', "The shop opens at 9 on Tuesday."],
    ["swap 'the shop' for 'the bakery'", "the bakery opens at 9 on Monday."],
    ["“noon” instead of “9”", "The shop opens at noon on Monday."],
    ["delete “on Monday”", "The shop opens at 9."],
    ["remove the words “The shop”", "Opens at 9 on Monday."],
    ["delete this sentence", ""],
  ])("%s", (instruction, expected) => {
    const text = "The shop opens at 9 on Monday.";
    const edit = exactEdit(instruction);
    expect(edit && makeExactEdit(text, edit, [{ start: 0, end: text.length }])).toBe(expected);
  });

  it("replaces whole words only, and knows no patterns", () => {
    const whole = [{ start: 0, end: 30 }];
    const text = "A 9 is 19 or 9.5; $1 is (.*)  x";
    expect(makeExactEdit(text, exactEdit("replace “(.*)” with “$&”")!, whole)).toBe("A 9 is 19 or 9.5; $1 is $&  x");
    expect(makeExactEdit("Rye, ryegrass", exactEdit("delete “rye”")!, [{ start: 0, end: 13 }])).toBe("Ryegrass");
  });

  it.each(["make it warmer", "replace the dull opening with something better", "delete everything that is boring"])(
    "%s takes a writer",
    (instruction) => expect(exactEdit(instruction)).toBeUndefined(),
  );
});

describe("any text", () => {
  it.each([...hostileTexts, ["a line of a megabyte", longLine()] as const])("%s can be named and cut", (_, text) => {
    const { sentences } = nameSentences(text);
    for (const { start, end, text: own } of sentences) expect(text.slice(start, end)).toBe(own);
    const stretches = stretchesOf(
      sentences,
      sentences.map(({ number }) => number),
    );
    for (const instruction of ["tighten it", "delete “a”", "replace “,” with “;”"])
      makeExactEdit(text, exactEdit(instruction)!, stretches);
    instructionScope({ read: nameSentences(text).read, sentences }, "in order to win, leverage “synergy”");
  });
});

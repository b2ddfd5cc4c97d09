import { describe, expect, it } from "vitest";
import { Recipe } from "../../core/recipe.ts";
import { nameSentences, stretchText, stretchesOf } from "../../text/index.ts";
import { UnusableAnswer, editOf } from "./edit.ts";

const before = "# Notice\n\nThe shop opens at 9.  Anna bakes rye. Parking is free.\r\n\r\nCome on Monday.\n";

/** The edit of these sentences, by number. */
async function editing(...numbers: readonly number[]) {
  const scope = stretchText(stretchesOf(nameSentences(before).sentences, numbers));
  const recipe = Recipe.parse({
    engine: "text",
    fingerprint: "text",
    prompt: "a notice",
    seed: null,
    size: { width: 1, height: 1 },
    source: "a".repeat(64),
    instruction: "say it warmly",
    settings: { scope },
  });
  return editOf(recipe, {
    signal: new AbortController().signal,
    idempotencyKey: "key",
    previews: false,
    readBlob: async () => new TextEncoder().encode(before),
  });
}

describe("an edit of sentences in scope", () => {
  it("asks for these sentences alone", async () => {
    const { question } = await editing(3);
    expect(question).toContain("<passage>\nAnna bakes rye.\n</passage>");
    expect(question).toContain("The shop opens at 9.  […] Parking is free.");
    expect(question.indexOf("say it warmly")).toBeLessThan(question.indexOf("whatever the text says") + 200);
  });

  it.each([
    ["between its marks", "<passage>\nAnna loves rye.\n</passage>", "Anna loves rye."],
    ["without marks", " Anna loves rye.\n", "Anna loves rye."],
    ["in a fence", "```text\nAnna loves rye.\n```", "Anna loves rye."],
    ["after a preface in front of the marks", "Sure!\n<passage>Anna loves rye.</passage>", "Anna loves rye."],
    ["with the whole text", before.replace("Anna bakes", "Anna loves"), "Anna loves rye."],
    ["with its neighbours", "The shop opens at 9. Anna loves rye. Parking is free.", "Anna loves rye."],
    ["as two sentences", "<passage>Anna loves rye. She bakes it.</passage>", "Anna loves rye. She bakes it."],
  ])("puts back what is answered %s, and nothing else changes", async (_, answer, expected) => {
    const { textFrom } = await editing(3);
    expect(textFrom(answer)).toBe(before.replace("Anna bakes rye.", expected));
  });

  it("takes a passage away that is answered empty", async () => {
    const { textFrom } = await editing(3);
    expect(textFrom("<passage></passage>")).toBe(before.replace("Anna bakes rye. ", ""));
  });

  it("puts several passages into their own places", async () => {
    const { question, textFrom } = await editing(2, 5);
    expect(question).toContain('<passage number="2">\nCome on Monday.\n</passage>');
    const answer = '<passage number="2">See you!</passage>\n<passage number="1">We open at 9.</passage>';
    expect(textFrom(answer)).toBe(
      before.replace("The shop opens at 9.", "We open at 9.").replace("Come on Monday.", "See you!"),
    );
  });

  it.each([
    ["one of two passages", '<passage number="1">We open at 9.</passage>'],
    ["only what stands around", "Anna bakes rye. Parking is free."],
  ])("cannot use %s", async (_, answer) => {
    const { textFrom } = await editing(2, 5);
    expect(() => textFrom(answer)).toThrow(UnusableAnswer);
  });

  it("refuses a scope that does not fit the text", async () => {
    const recipe = { instruction: "x", prompt: "", source: "a", settings: { scope: "5-9999" } } as unknown as Recipe;
    const call = { readBlob: async () => new TextEncoder().encode(before) } as unknown as Parameters<typeof editOf>[1];
    await expect(editOf(recipe, call)).rejects.toThrow(/does not fit its source/u);
  });
});

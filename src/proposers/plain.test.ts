import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Element } from "../core/element.ts";
import { createPlainProposer, plainElements } from "./plain.ts";

const brief = (prompt: string): readonly string[] =>
  plainElements(prompt).map(({ kind, statement }) => `${kind}: ${statement}`);

describe("elements of any prompt", () => {
  it.each<[string, readonly string[]]>([
    ["a red vase", ["subject: a red vase"]],
    [
      "A woman with red hair on a beach, golden hour, 35mm film, smiling",
      [
        "subject: A woman",
        "colour: with red hair",
        "background: on a beach",
        "lighting: golden hour",
        "style: 35mm film",
        "expression: smiling",
      ],
    ],
    ["a mug covered with snow", ["subject: a mug covered with snow"]],
    ["a cat and a dog", ["subject: a cat", "subject: a dog"]],
    ["salt and pepper", ["subject: salt and pepper"]],
    ["three cats, dark background", ["count: three cats", "background: dark background"]],
    [
      "a shop, a sign that says “Open, and come in”",
      ["subject: a shop", "lettering: a sign that says “Open, and come in”"],
    ],
    [
      "close-up of a hand, brushed steel, 8k",
      ["subject: close-up of a hand", "material: brushed steel", "quality: 8k"],
    ],
    ["a cat on a red sofa", ["subject: a cat", "background: on a red sofa"]],
    ["a fox --ar 16:9 --style raw", ["subject: a fox"]],
    ["(a fox:1.3), <lora:ink:0.8>", ["subject: a fox"]],
    ["soft light, soft light", ["lighting: soft light"]],
    ["كمثرى خضراء، ضوء قاسٍ", ["subject: كمثرى خضراء", "subject: ضوء قاسٍ"]],
    ["🍐 , 🍐", []],
    ["", []],
    [" ,;. ", []],
  ])("%j", (prompt, expected) => {
    expect(brief(prompt)).toEqual(expected);
  });

  it("are valid, unique, and point at their words, whatever the prompt", () => {
    const piece = fc.oneof(
      fc.constantFrom(", ", " with ", " on a ", " and the ", '"', "red light", "--ar 3:2", "("),
      fc.string({ unit: "binary", maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const prompt = pieces.join("");
        const elements = plainElements(prompt);
        expect(new Set(elements.map(({ id }) => id)).size).toBe(elements.length);
        for (const element of elements) {
          Element.parse(element);
          const [span] = element.words;
          expect(
            prompt.slice(span?.start, span?.end).replace(/\s+/gu, " ").startsWith(element.statement.slice(0, 5)),
          ).toBe(true);
        }
      }),
    );
  });

  it("are at most a hundred of at most five hundred characters", () => {
    const many = plainElements(Array.from({ length: 400 }, (_, index) => `thing ${index}`).join(", "));
    expect(many).toHaveLength(100);
    expect(plainElements("word ".repeat(4_000))).toHaveLength(1);
    for (const element of plainElements("word ".repeat(4_000))) Element.parse(element);
  });

  it("come from the proposer, which thinks of no changes and stops when told", async () => {
    const proposer = createPlainProposer();
    expect(await proposer.proposeElements("a cat", new AbortController().signal)).toHaveLength(1);
    await expect(proposer.proposeElements("a cat", AbortSignal.abort())).rejects.toThrow();
  });
});

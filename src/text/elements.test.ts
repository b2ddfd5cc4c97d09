import { describe, expect, it } from "vitest";
import type { Element } from "../core/element.ts";
import { analyseText } from "./analyse.ts";

const element = (statement: string, kind: Element["kind"] = "point"): Element => ({
  id: "e",
  kind,
  statement,
  question: `Does it say ${statement}?`,
  importance: "must",
  words: [],
});

const text =
  "# Bread for Monday\n\nThe bakery opens at 9 on Monday, 15 May. Anna Berg bakes rye bread in a stone oven. Come by and taste a slice.\n\n- rye\n- wheat\n- spelt\n";
const read = (one: Element, of = text) =>
  analyseText(of, { brief: { prompt: "Write it.", elements: [one] } }).elements[0]!;

describe("elements in a text", () => {
  it.each([
    ["the bakery opens at 9 on Monday", "fact", "present"],
    ["the bakery opens at 10 on Monday", "fact", "partial"],
    ["rye bread baked in a stone oven", "point", "present"],
    ["free parking behind the church", "point", "missing"],
    ["includes the phrase “taste a slice”", "point", "present"],
    ["includes the phrase “taste two slices”", "point", "partial"],
    ["includes the phrase “free parking”", "point", "missing"],
    ["under 60 words", "length", "present"],
    ["under 10 words", "length", "missing"],
    ["three bullets", "structure", "present"],
    ["a headline", "structure", "present"],
    ["a numbered list", "structure", "missing"],
    ["no exclamation marks", "tone", "present"],
    ["avoid “rye”", "tone", "missing"],
    ["warm and friendly", "tone", "unsure"],
    ["commuters in a hurry", "audience", "unsure"],
    ["asks people to call the shop", "call-to-action", "missing"],
    ["Ask people to taste a slice", "call-to-action", "present"],
    ["Mention that the bakery opens at 9", "fact", "present"],
    ["say something about free parking", "point", "missing"],
  ] as const)("%s (%s): %s", (statement, kind, status) => {
    expect(read(element(statement, kind)).status).toBe(status);
  });

  it("quotes its evidence word for word", () => {
    const found = read(element("the bakery opens at 9 on Monday", "fact"));
    expect(found.evidence.length).toBe(1);
    for (const { start, end, quote } of found.evidence) expect(text.slice(start, end)).toBe(quote);
  });

  it("finds nothing in nothing", () => {
    expect(read(element("rye bread"), "").status).toBe("missing");
  });
});

describe("what is not in the brief", () => {
  const brief = {
    prompt: "Announce: the bakery of Anna Berg opens 15 May 2024 with 1,200 loaves. Link https://bread.example",
    elements: [],
  };
  const kinds = (of: string): readonly string[] =>
    analyseText(of, { brief }).unsupported.map(({ kind, text: found }) => `${kind} ${found}`);

  it.each([
    ["It opens on 15 May 2024 with 1.2k loaves, says Anna Berg.", []],
    ["There are three reasons to come. See https://bread.example.", []],
    ["It has 300 seats.", ["number 300"]],
    ["It opens on 16 May 2024.", ["date 16 May 2024"]],
    ["The oven came from Peter Miller of Oslo.", ["name Peter Miller", "name Oslo"]],
    ["Anna said “best bread in town” there.", ["quote “best bread in town”"]],
    ["Order at https://cake.example now.", ["link https://cake.example"]],
  ])("%s", (of, expected) => {
    expect(kinds(of)).toEqual(expected);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Element, type ElementKind } from "../core/element.ts";
import { attributeOf, attributesOf, elementsOf, hasKnownWord, parse, unknownWords } from "./grammar.ts";
import { loadWorld } from "./world.ts";

const world = loadWorld();

/** What a prompt says, as "attribute=value", with "not" for what it denies. */
const said = (prompt: string): readonly string[] =>
  parse(prompt, world).map(({ attribute, value, negator }) => `${negator ? "not " : ""}${attribute}=${value}`);

const dark = "background-brightness=dark";
const hard = "light-quality=hard";
const soft = "light-quality=soft";
const left = "light-direction=left";
const wood = "surface=wood";
const vase = "subject=vase";
const red = "colour=red";

describe("what a prompt says", () => {
  it.each<[string, readonly string[]]>([
    [
      "a green pear on a wooden table, hard light from the left, dark background",
      ["colour=green", "subject=pear", wood, hard, left, dark],
    ],
    // Homographs, settled by what they describe.
    ["a dark table", ["surface=black"]],
    ["dark background", [dark]],
    ["a vase on a dark table, dark background", [vase, "surface=black", dark]],
    ["a navy vase", ["colour=blue", vase]],
    ["a navy wall", ["background-colour=blue"]],
    ["a navy vase in front of a navy wall", ["colour=blue", vase, "background-colour=blue"]],
    ["a white vase on a white table", ["colour=white", vase, "surface=white"]],
    ["a red vase, white background", [red, vase]],
    ["a green pear on a green background", ["colour=green", "subject=pear", "background-colour=green"]],
    ["neutral light, neutral background", ["light-temperature=neutral", "background-colour=grey"]],
    ["soft light grey background", [soft, "background-colour=grey"]],
    ["a light grey bowl", ["subject=bowl"]],
    ["a light background", ["background-brightness=bright"]],
    ["a bright red vase", [red, vase]],
    ["a fruit bowl", ["subject=bowl"]],
    ["a bowl with fruit", ["subject=bowl", "subject=pear"]],
    ["a coffee mug", ["subject=mug"]],
    ["a pink bottle, sage wall", ["colour=pink", "subject=bottle", "background-colour=green"]],
    ["placed left, lit from the right", ["framing=left", "light-direction=right"]],
    ["on the left third, light from the left", ["framing=left", left]],
    ["a metal mug on a table", ["material=metal", "subject=mug"]],
    ["metal table", []],
    ["a matte surface", ["material=matte"]],
    // Shared nouns: one light, several things about it.
    ["hard light from the left", [hard, left]],
    ["window light from the left", [left]],
    ["soft warm light", [soft, "light-temperature=warm"]],
    ["soft warm side light from the left", [soft, "light-temperature=warm", left]],
    ["warm hard lighting coming from the left", ["light-temperature=warm", hard, left]],
    ["harsh key light on the left", [hard, left]],
    ["hard light, from the left", [hard, left]],
    ["a dark green background", [dark, "background-colour=green"]],
    ["a dark wooden table", [wood]],
    ["a marble table", ["surface=stone"]],
    // The noun first.
    ["the background is dark green", [dark, "background-colour=green"]],
    ["background: dark", [dark]],
    ["the light should be soft and warm", [soft, "light-temperature=warm"]],
    ["a table made of wood", [wood]],
    ["a stone table white vase", ["surface=stone", "colour=white", vase]],
    // Alone between commas.
    ["a red vase, dark, soft", [red, vase, dark, soft]],
    ["a soft vase", [vase]],
    // Spelling, joins, order, repetition.
    ["CRISP SHADOWS", [hard]],
    ["close-up", ["framing=close"]],
    ["Gray backdrop", ["background-colour=grey"]],
    ["hard light, harsh light, crisp shadow", [hard, hard, hard]],
    ["red vase wooden table dark background soft light", [red, vase, wood, dark, soft]],
    ["a red and blue vase", [red, "colour=blue", vase]],
    // Denials.
    ["not backlit", ["not light-direction=back"]],
    ["a vase without hard shadows on a wooden table", [vase, "not light-quality=hard", wood]],
    ["no hard light from the left", ["not light-quality=hard", "not light-direction=left"]],
    ["backlit hard light", ["light-direction=back", hard]],
    ["not backlit red vase", ["not light-direction=back", red, vase]],
    ["no hard shadows but soft light", ["not light-quality=hard", soft]],
    ["the light isn't warm", ["not light-temperature=warm"]],
    ["the light is not hard, a vase", ["not light-quality=hard", vase]],
    // Nothing of this world.
    ["", []],
    ["a photo of a cat sitting on a chair", []],
    ["lightning, backlog, leftover, hardlight", []],
    ["🍐🍐🍐", []],
    ["a 🍐 pear 🌑 dark background", ["subject=pear", dark]],
    ["كمثرى خضراء على طاولة", []],
    ["كمثرى green pear ضوء", ["colour=green", "subject=pear"]],
    ["vase\u0000\u202e\ufffd, vase", [vase, vase]],
    ["constructor __proto__ toString", []],
  ])("%j", (prompt, expected) => {
    expect(said(prompt)).toEqual(expected);
  });

  it("is said by every phrase, clause and question of the world, and by nothing else in it", () => {
    for (const { name, values } of world.attributes) {
      for (const { value, phrases, badlyHeard, clause, question } of values) {
        for (const text of [...phrases, ...badlyHeard, clause, question]) {
          expect([text, ...new Set(said(text))]).toEqual([text, `${name}=${value}`]);
        }
      }
    }
  });

  it("is found in a long prompt", () => {
    const prompt = "hard green light from the dark ".repeat(640) + "vase";
    expect(prompt.length).toBeGreaterThan(19_000);
    expect(said(prompt).at(-1)).toBe(vase);
    expect(said("dark ".repeat(4_000))).toEqual([]);
  });

  it("is found where it stands, whatever the prompt", () => {
    const words = fc.constantFrom(
      "dark",
      "light",
      "from",
      "the",
      "left",
      "pear",
      "green",
      "table",
      "wooden",
      "not",
      ",",
      "is",
      "🍐",
      "İ",
      "background",
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(words, fc.string({ unit: "binary", maxLength: 8 })), { maxLength: 40 }),
        (pieces) => {
          const prompt = pieces.join(" ");
          for (const { span, parts, own } of parse(prompt, world)) {
            expect(parts[0]?.start).toBe(span.start);
            expect(parts.at(-1)?.end).toBe(span.end);
            for (const { start, end } of [...parts, ...own])
              expect(prompt.slice(start, end).trim().length).toBe(end - start);
          }
          for (const element of elementsOf(prompt, world)) Element.parse(element);
        },
      ),
    );
  });
});

describe("words outside the world", () => {
  it.each<[string, readonly string[]]>([
    ["a photo of a cathedral", ["cathedral"]],
    ["two cats with a green bowl in the moonlight", ["two", "cats"]],
    ["Cathedral, cathedral, CATHEDRAL", ["cathedral"]],
    ["an amber light", []],
    ["a very beautiful still life, 8k, high quality", []],
    ["the vase should not be standing on it", []],
    ["груша", ["груша"]],
    ["🍐", []],
    ["", []],
  ])("of %j", (prompt, expected) => {
    expect(unknownWords(prompt, world)).toEqual(expected);
  });

  it.each([
    ["a pear", true],
    ["moonlight over a cathedral", true],
    ["a cathedral", false],
    ["no pear", false],
    ["", false],
  ])("leave %j with something to draw: %s", (prompt, expected) => {
    expect(hasKnownWord(prompt, world)).toBe(expected);
  });
});

describe("elements", () => {
  const prompt = "A green pear on a wooden table, hard light from the left, dark background";

  it("carry the person's words, a question, and where they stand", () => {
    const elements = elementsOf(prompt, world);
    expect(elements.map(({ id, kind, statement }) => [id, kind, statement])).toEqual([
      ["colour-green", "colour", "green"],
      ["subject-pear", "subject", "pear"],
      ["surface-wood", "background", "wooden table"],
      ["light-quality-hard", "lighting", "hard light"],
      ["light-direction-left", "lighting", "light from the left"],
      ["background-brightness-dark", "background", "dark background"],
    ]);
    for (const element of elements) {
      expect(Element.parse(element).importance).toBe("must");
      expect(element.question.endsWith("?")).toBe(true);
      expect(element.words.map(({ start, end }) => prompt.slice(start, end).toLowerCase()).join(" ")).toBe(
        element.statement,
      );
    }
  });

  it("are one for what is said twice", () => {
    const [element, ...more] = elementsOf("hard light, crisp shadows", world);
    expect(more).toEqual([]);
    expect(element?.words).toHaveLength(2);
  });

  it("are one for each of two rivals", () => {
    expect(elementsOf("a red or blue vase", world).map(({ id }) => id)).toEqual([
      "colour-red",
      "colour-blue",
      "subject-vase",
    ]);
  });

  it("keep a denial", () => {
    expect(elementsOf("a vase without hard shadows", world)[1]).toMatchObject({
      id: "not-light-quality-hard",
      statement: "without hard shadows",
    });
  });

  it("lead back to the attribute they came from", () => {
    for (const text of [
      prompt,
      "a vase without hard shadows, not backlit, the light isn't warm",
      "soft warm light, the background is dark green",
    ]) {
      for (const element of elementsOf(text, world)) {
        const target = attributeOf(element, world);
        expect(`${target?.negated ? "not-" : ""}${target?.attribute}-${target?.value}`).toBe(element.id);
      }
    }
  });
});

describe("the attribute of an element written by hand", () => {
  const element = (kind: ElementKind, statement: string, question = "Is it so?"): Element => ({
    id: "mine",
    kind,
    statement,
    question,
    importance: "must",
    words: [],
  });

  it.each<[Element, string | undefined]>([
    [element("lighting", "light from the left"), "light-direction=left"],
    [element("lighting", "warm"), "light-temperature=warm"],
    [element("colour", "green pear"), "colour=green"],
    [element("subject", "green pear"), "subject=pear"],
    [element("quality", "hard light"), "light-quality=hard"],
    [element("lighting", "hard light from the left"), undefined],
    [element("subject", "a dragon"), undefined],
    [element("lighting", "the dramatic look", "Does the light come from the left?"), "light-direction=left"],
  ])("%j", (given, expected) => {
    const target = attributeOf(given, world);
    expect(target && `${target.attribute}=${target.value}`).toBe(expected);
  });

  it("is several where it asks for several", () => {
    expect(attributesOf(element("lighting", "hard light from the left"), world).map(({ value }) => value)).toEqual([
      "hard",
      "left",
    ]);
  });
});

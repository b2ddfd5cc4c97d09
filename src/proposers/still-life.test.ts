import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyWords } from "../core/change.ts";
import type { Element } from "../core/element.ts";
import type { ChangeProposal } from "../core/proposer.ts";
import { attributesOf, elementsOf, parse } from "../still-life/grammar.ts";
import { loadWorld } from "../still-life/world.ts";
import { createStillLifeProposer, wordChanges } from "./still-life.ts";

const world = loadWorld();
const never = new AbortController().signal;

const promptAfter = (prompt: string, { change }: ChangeProposal): string => {
  if (change.kind !== "words") throw new Error("not a change of words");
  const after = applyWords(prompt, change);
  if (after === undefined) throw new Error(`“${change.remove}” is not in the prompt`);
  return after;
};

const element = (id: string, prompt: string): Element => {
  const found = elementsOf(prompt, world).find((one) => one.id === id);
  if (!found) throw new Error(`no ${id} in ${prompt}`);
  return found;
};

const after = (prompt: string, id: string): readonly string[] =>
  wordChanges(prompt, element(id, prompt), world).map((proposal) => promptAfter(prompt, proposal));

/** What a prompt asks for, less what it says of one attribute. */
const rest = (prompt: string, attribute: string): readonly string[] =>
  [
    ...new Set(
      parse(prompt, world)
        .filter((one) => one.attribute !== attribute)
        .map(({ attribute: name, value, negator }) => `${name}=${value}${negator ? "!" : ""}`),
    ),
  ].toSorted();

describe("changes of words for one element", () => {
  it.each<[string, string, string]>([
    ["a vase, amber light", "light-temperature-warm", "a vase, warm light"],
    ["soft amber light, a vase", "light-temperature-warm", "soft light, warm light, a vase"],
    ["a green pear", "colour-green", "an emerald pear"],
    ["An emerald pear", "colour-green", "A green pear"],
    ["a pear on a wooden table", "surface-wood", "a pear on a wood surface"],
    ["a pear, hard light from the left", "light-quality-hard", "a pear, light from the left, harsh light"],
    ["a pear, hard light from the left", "light-direction-left", "a pear, hard light, lit from the left"],
    ["a pear, soft light", "light-quality-soft", "a pear, soft light, diffuse light"],
    ["a mug without hard shadows", "not-light-quality-hard", "a mug, soft light"],
    ["a mug, not backlit", "not-light-direction-back", "a mug, front lit"],
    ["the light is not hard, a mug", "not-light-quality-hard", "the light is, soft light, a mug"],
  ])("%j, for %s, can become %j", (prompt, id, expected) => {
    expect(after(prompt, id)).toContain(expected);
  });

  it("put the word that is heard in place of the one that is not, first, and say so", () => {
    const prompt = "a vase, amber light";
    const [first] = wordChanges(prompt, element("light-temperature-warm", prompt), world);
    expect(first && promptAfter(prompt, first)).toBe("a vase, warm light");
    expect(first?.why).toBe("The model hears “warm light” but not “amber light”.");
    expect(first?.source).toBe("synonym");
  });

  it("never propose words that are badly heard", () => {
    for (const { name, values } of world.attributes) {
      for (const { value, phrases, badlyHeard } of values) {
        const prompt = phrases.at(-1) ?? "";
        for (const next of after(prompt, `${name}-${value}`))
          expect(badlyHeard.filter((bad) => next.includes(bad))).toEqual([]);
      }
    }
  });

  it("add what the prompt does not say, or put it in place of a rival", () => {
    const left = element("light-direction-left", "light from the left");
    expect(wordChanges("a vase", left, world).map((one) => promptAfter("a vase", one))).toContain(
      "a vase, lit from the left",
    );
    const rival = wordChanges("a vase, lit from the right", left, world)[0];
    expect(rival && promptAfter("a vase, lit from the right", rival)).toBe("a vase, lit from the left");
  });

  it("are none for what is outside the world", () => {
    const dragon: Element = {
      id: "d",
      kind: "subject",
      statement: "a dragon",
      question: "Is it a dragon?",
      importance: "must",
      words: [],
    };
    expect(wordChanges("a dragon", dragon, world)).toEqual([]);
  });

  it("change what the prompt says of their element's attribute and of no other, for any prompt", () => {
    const clauses = fc.constantFrom(
      "a green pear",
      "a navy vase",
      "on a dark table",
      "on a wooden table",
      "hard light from the left",
      "soft amber light",
      "dark background",
      "against a dark green wall",
      "not backlit",
      "close up",
      "without hard shadows",
      "chiaroscuro",
      "glossy",
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(clauses, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(", ", " "),
        (parts, join) => {
          const prompt = parts.join(join);
          for (const one of elementsOf(prompt, world)) {
            const [target] = attributesOf(one, world);
            if (!target) continue;
            for (const proposal of wordChanges(prompt, one, world)) {
              expect(proposal.change.element).toBe(one.id);
              expect([prompt, rest(promptAfter(prompt, proposal), target.attribute)]).toEqual([
                prompt,
                rest(prompt, target.attribute),
              ]);
            }
          }
        },
      ),
    );
  });
});

describe("the still-life proposer", () => {
  it("names the elements of a prompt and thinks of changes for each", async () => {
    const proposer = createStillLifeProposer();
    const prompt = "a green pear on a wooden table, hard light from the left, dark background";
    const elements = await proposer.proposeElements(prompt, never);
    expect(elements).toHaveLength(6);
    for (const one of elements) {
      const changes = await proposer.proposeChanges(prompt, one, never);
      expect(changes.length).toBeGreaterThan(0);
      expect(changes.length).toBeLessThanOrEqual(5);
    }
  });

  it.each<[string, number]>([
    ["a rustic green pear on a wooden table, hard light from the left", 5],
    ["make the background dark", 1],
    ["a house, soft light from the left, dark background", 0],
    ["a woman in a red dress on a wooden table", 0],
    ["", 0],
  ])("understands %j: %d elements", async (prompt, count) => {
    expect(await createStillLifeProposer().proposeElements(prompt, never)).toHaveLength(count);
  });

  it("stops when told", async () => {
    await expect(createStillLifeProposer().proposeElements("a pear", AbortSignal.abort())).rejects.toThrow(/abort/iu);
  });
});

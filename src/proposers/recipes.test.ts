import { describe, expect, it } from "vitest";
import { applyWords } from "../core/change.ts";
import { type Element, textElementKinds } from "../core/element.ts";
import { PromptTendency } from "../core/proposer.ts";
import type { PromptRecipe } from "./recipe-file.ts";
import { createRecipeProposer, proposalsFrom } from "./recipes.ts";

const element = (kind: Element["kind"], statement: string): Element => ({
  id: "it",
  kind,
  statement,
  question: `Is it ${statement}?`,
  importance: "must",
  words: [],
});

const recipe = (fields: Partial<PromptRecipe>): PromptRecipe =>
  ({
    id: "r",
    medium: "image",
    kind: ["lighting"],
    symptom: "s",
    note: "n",
    action: "add",
    clause: "c",
    match: undefined,
    ...fields,
  }) as PromptRecipe;

const promptsAfter = (
  recipes: readonly PromptRecipe[],
  prompt: string,
  target: Element,
): readonly (string | undefined)[] =>
  proposalsFrom(recipes, prompt, target).map(({ change }) => {
    if (change.kind !== "words") throw new Error("not a change of words");
    return applyWords(prompt, change);
  });

describe("proposals from recipes", () => {
  it.each<[string, PromptRecipe, string, Element, readonly string[]]>([
    ["adds a clause", recipe({}), "a cat", element("lighting", "hard light"), ["a cat, c"]],
    ["is not for another kind", recipe({}), "a cat", element("colour", "red"), []],
    ["is for any kind", recipe({ kind: ["any"] }), "a cat", element("colour", "red"), ["a cat, c"]],
    ["does not add twice", recipe({ clause: "soft glow" }), "a cat, Soft Glow", element("lighting", "soft"), []],
    ["needs a matching word", recipe({ match: ["left"] }), "a cat", element("lighting", "light from the right"), []],
    ["needs the whole word", recipe({ match: ["left"] }), "a cat", element("lighting", "leftover light"), []],
    [
      "uses the matching word",
      recipe({ match: ["left", "right"], clause: "far {match}" }),
      "a cat",
      element("lighting", "from the Right"),
      ["a cat, far right"],
    ],
    [
      "uses the element's words",
      recipe({ clause: "only {element}" }),
      "a cat",
      element("lighting", "$& red"),
      ["a cat, only $& red"],
    ],
    [
      "replaces the element's words",
      recipe({ action: "replace", clause: "deep {element}" }),
      "A Red cat",
      element("lighting", "red"),
      ["A deep red cat"],
    ],
    [
      "replaces",
      recipe({ action: "replace", clause: "vivid scarlet" }),
      "A Red cat",
      element("lighting", "red"),
      ["A vivid scarlet cat"],
    ],
    [
      "replaces nothing that is not there",
      recipe({ action: "replace", clause: "x" }),
      "a scared cat",
      element("lighting", "red"),
      [],
    ],
    [
      "replaces whole words",
      recipe({ action: "replace", clause: "blue" }),
      "a scared red cat",
      element("lighting", "red"),
      ["a scared blue cat"],
    ],
    [
      "removes each that is there",
      recipe({ action: "remove", clause: "8k | smooth | wax" }),
      "a cat, 8k, Smooth",
      element("lighting", "x"),
      ["a cat, Smooth", "a cat, 8k"],
    ],
    [
      "never restarts by itself",
      recipe({ action: "restart", clause: "{subject}" }),
      "a cat",
      element("lighting", "x"),
      [],
    ],
  ])("%s", (_what, one, prompt, target, expected) => {
    const seen = promptsAfter([one], prompt, target);
    expect(seen).toEqual(expected);
  });

  it("come with matching recipes first", () => {
    const general = recipe({ id: "general" });
    const exact = recipe({ id: "exact", match: ["hard"], clause: "d" });
    const sources = proposalsFrom([general, exact], "a cat", element("lighting", "hard light")).map(
      ({ source }) => source,
    );
    expect(sources).toEqual(["recipe exact", "recipe general"]);
  });

  it("are lines for texts and clauses for pictures, “any” included", () => {
    const picture = recipe({ kind: ["any"] });
    const line = recipe({ id: "line", medium: "text", kind: ["any"], tendency: [], clause: "Say it early." } as never);
    const sources = (kind: Element["kind"]) =>
      proposalsFrom([picture, line], "Write.", element(kind, "x")).map(({ source }) => source);
    expect(sources("point")).toEqual(["recipe line"]);
    expect(sources("lighting")).toEqual(["recipe r"]);
  });

  it.each(textElementKinds)("come from the library for a text's %s", async (kind) => {
    const prompt = "Write it";
    const target = element(kind, "under 60 words, for children");
    const found = await createRecipeProposer().proposeChanges(prompt, target, new AbortController().signal);
    expect(found.length).toBeGreaterThan(0);
    for (const { change } of found) {
      if (change.kind !== "words") throw new Error("not a change of words");
      expect(applyWords(prompt, change)).toMatch(/^Write it\. [A-Z].+\.$/u);
    }
  });

  it.each(PromptTendency.options)(
    "come from the library against %s, what was measured first, one thing each",
    async (tendency) => {
      const proposer = createRecipeProposer();
      const found = await proposer.proposeAgainst!("Write it.", tendency, new AbortController().signal);
      expect(found.length).toBeGreaterThan(0);
      const measured = found.map(({ why }) => why.includes("Measured:"));
      expect(measured).toEqual(measured.toSorted((a, b) => Number(b) - Number(a)));
      expect(found.every(({ change }) => change.kind === "words" && change.element === null)).toBe(true);
    },
  );

  it("come from the library for the kinds of any session", async () => {
    const proposer = createRecipeProposer();
    const signal = new AbortController().signal;
    const found = await proposer.proposeChanges(
      "a woman, hard light from the left",
      element("lighting", "hard light from the left"),
      signal,
    );
    expect(found.map(({ source }) => source)).toContain("recipe light-from-one-side");
    expect(found.every(({ change, why }) => change.element === "it" && why.length > 10)).toBe(true);
    expect(await proposer.proposeElements("a cat", signal)).toEqual([]);
  });
});

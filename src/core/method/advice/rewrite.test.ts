import { describe, expect, it } from "vitest";
import { effectsOf } from "../effect/effect.ts";
import type { Element, ElementKind, Importance } from "../../element.ts";
import type { History } from "../../history.ts";
import { interpret } from "../interpretation/interpretation.ts";
import { type RewriteInput, type RewrittenClause, rewritePrompt } from "./rewrite.ts";
import { add, historyFrom, picturesFrom } from "../../testing/history.ts";

const prompt = "a green pear on a wooden table, hard light from the left, dark background, no clutter";
const element = (id: string, words: string, kind: ElementKind, importance: Importance = "must"): Element => {
  const start = prompt.indexOf(words);
  return {
    id,
    kind,
    statement: words,
    question: `${words}?`,
    importance,
    words: start < 0 ? [] : [{ start, end: start + words.length }],
  };
};
const elements = [
  element("dark", "dark background", "background", "nice"),
  element("left", "hard light from the left", "lighting"),
  element("wood", "wooden table", "material"),
  element("pear", "pear", "subject"),
  element("green", "green", "colour"),
];
const accuracy = () => ({ sensitivity: 0.97, specificity: 0.97, n: 400 });

function session(answers: Readonly<Record<string, string>>, fix?: Readonly<Record<string, string>>): History {
  const sketch = historyFrom({
    prompt,
    elements: Object.fromEntries(
      elements.map(({ id, statement, kind, importance }) => [id, { statement, kind, importance }]),
    ),
    rounds: [
      { kind: "orientation", arms: [{ pictures: picturesFrom(answers) }] },
      ...(fix
        ? [
            {
              kind: "fix" as const,
              parent: 0,
              arms: [{ change: add("left", "strong light from the left side"), pictures: picturesFrom(fix) }],
            },
          ]
        : []),
    ],
  });
  return { ...sketch, session: { ...sketch.session, brief: { ...sketch.session.brief, elements } } };
}
const heard = { dark: "pppp", left: "aaaa", wood: "pppp", pear: "pppp", green: "pppp" };
function input(history: History, more: Partial<RewriteInput> = {}): RewriteInput {
  const learned = history.arms.flatMap((arm) =>
    effectsOf(history, arm.round, arm.id, { accuracy })
      .filter(({ target }) => target)
      .map((effect) => ({ change: arm.change!, effect })),
  );
  return {
    brief: history.session.brief,
    interpretation: interpret(history, "round0", { accuracy }).elements,
    learned,
    phrases: [],
    ...more,
  };
}
const clauseFor = (clauses: readonly RewrittenClause[], id: string): RewrittenClause | undefined =>
  clauses.find(({ elements: ids }) => ids.includes(id));

describe("a prompt written anew", () => {
  it("keeps heard elements in the words that were heard, neighbours together, the subject first", () => {
    const { prompt: written, clauses } = rewritePrompt(input(session(heard)));
    expect(clauses[0]).toMatchObject({
      text: "a green pear on a wooden table",
      basis: "heard",
      elements: expect.arrayContaining(["pear", "green", "wood"]),
    });
    expect(clauses[0]?.reason).toContain("4 of 4");
    expect(written).toBe("a green pear on a wooden table, hard light from the left, dark background");
  });

  it("drops what nobody asked to keep: fossils of the failed prompt", () => {
    expect(rewritePrompt(input(session(heard))).prompt).not.toContain("clutter");
  });

  it("tells in sentences what a text must do", () => {
    const { brief, ...rest } = input(session(heard));
    const { prompt: written } = rewritePrompt({ ...rest, brief: { ...brief, medium: "text" } });
    expect(written).toMatch(/^(?:\p{Lu}[^.]*\.(?: |$))+$/u);
    expect(written).not.toContain(",");
  });

  it("says unheard elements in the words that were seen to work", () => {
    const history = session(heard, { dark: "pppp", left: "pppp", wood: "pppp", pear: "pppp", green: "pppp" });
    const clause = clauseFor(rewritePrompt(input(history)).clauses, "left");
    expect(clause).toMatchObject({ text: "strong light from the left side", basis: "learned" });
    expect(clause?.reason).toMatch(/fixed “hard light from the left” in 4 of 4 pairs \((?:suggested|likely)\)/u);
  });

  it("takes the best phrase by lessons, and marks an untried one", () => {
    const phrases = [
      { element: "left", words: "sunlight from the left", source: "recipe" },
      { element: "left", words: "lit from the left side", source: "lesson", known: [0, 7, 0, 1] as const },
    ];
    expect(clauseFor(rewritePrompt(input(session(heard), { phrases })).clauses, "left")).toMatchObject({
      text: "lit from the left side",
      basis: "phrase",
      reason: expect.stringContaining("7 of 8 earlier pairs"),
    });
    const untried = clauseFor(rewritePrompt(input(session(heard), { phrases: phrases.slice(0, 1) })).clauses, "left");
    expect(untried).toMatchObject({ basis: "untried", reason: expect.stringContaining("untried") });
  });

  it("does not keep words that did not work", () => {
    const failed = session(heard, { dark: "pppp", left: "aaaa", wood: "pppp", pear: "pppp", green: "pppp" });
    expect(rewritePrompt(input(failed)).prompt).not.toContain("strong light");
  });

  it("says what is wanted instead of a default, and gives every clause a reason", () => {
    const { prompt: written, clauses } = rewritePrompt(
      input(session(heard), { wanted: ["off-centre, on the right third"] }),
    );
    expect(written.endsWith("off-centre, on the right third")).toBe(true);
    for (const { reason } of clauses) expect(reason).toMatch(/\.$/u);
  });

  it("says nothing twice", () => {
    const phrases = [{ element: "left", words: "a green pear", source: "odd" }];
    expect(rewritePrompt(input(session(heard), { phrases })).prompt.match(/green pear/gu)).toHaveLength(1);
  });
});

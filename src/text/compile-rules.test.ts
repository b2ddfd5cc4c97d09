import { describe, expect, it } from "vitest";
import { analyseText } from "./analyse.ts";
import { compiledRules, compileRules } from "./compile-rules.ts";
import { guards } from "./guards.ts";
import { expandPattern, verbForms } from "./pattern.ts";
import { ruleGroups } from "./rules/index.ts";

const { rules, phrases } = compiledRules();

describe("the lists", () => {
  it("every rule has a name of its own, a reason, and words that reach it", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    const reached = new Set(phrases.flatMap((phrase) => (phrase ? [phrase.rule.id] : [])));
    expect(rules.filter(({ id }) => !reached.has(id)).map(({ id }) => id)).toEqual([]);
    for (const { why } of rules) expect(why).toMatch(/^[A-Z].+[.]$/u);
  });

  it("every guard belongs to a rule", () => {
    const known = new Set(rules.map(({ id }) => id));
    expect([...guards.keys()].filter((id) => !known.has(id))).toEqual([]);
  });

  it("no replacement is itself an offence of the same kind", () => {
    const circular = phrases.flatMap((phrase) => {
      if (!phrase?.replacement) return [];
      const spans = analyseText(phrase.replacement).spans.filter(({ family }) => family === phrase.rule.family);
      return spans.length > 0 ? [`${phrase.rule.id} → ${phrase.replacement}`] : [];
    });
    expect([...new Set(circular)]).toEqual([]);
  });

  it("reads its own notation", () => {
    expect(expandPattern("in (a|the) (big)? way").map(({ words }) => words.join(" "))).toEqual([
      "in a big way",
      "in a way",
      "in the big way",
      "in the way",
    ]);
    expect(verbForms("utilize")).toEqual(["utilize", "utilizes", "utilized", "utilizing"]);
    expect(verbForms("simplify")).toEqual(["simplify", "simplifies", "simplified", "simplifying"]);
    expect(() => compileRules([{ ...ruleGroups[0]!, lines: "a => b => c" }])).toThrow(/two arrows/u);
  });

  it("gives the replacement the verb form that it found", () => {
    const found = analyseText("They were leveraging it, she utilizes it, he showcased it.").spans;
    expect(found.map(({ suggestion }) => suggestion)).toEqual(["using", "uses", "showed"]);
  });
});

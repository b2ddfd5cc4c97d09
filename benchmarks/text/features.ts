import { analyseText } from "../../src/text/analyse.ts";
import { compiledRules } from "../../src/text/compile-rules.ts";
import { plainWordAt, tokenise } from "../../src/text/tokens.ts";

const words = (text: string): readonly string[] => {
  const tokens = tokenise(text, compiledRules().vocabulary);
  return Array.from({ length: tokens.count }, (_, i) => {
    const word = plainWordAt(tokens, i);
    return /^\d/u.test(word) ? "#" : word;
  });
};

/** The rules and families that a text meets, by count. */
export function ruleFeatures(text: string): readonly string[] {
  return analyseText(text).spans.flatMap(({ rule, family, text: found }) => [
    `rule ${rule}`,
    `family ${family}`,
    `cue ${found.toLowerCase()}`,
  ]);
}

export function wordFeatures(text: string): readonly string[] {
  const list = words(text);
  return list.flatMap((word, i) => [`1 ${word}`, `2 ${list[i - 1] ?? "^"} ${word}`]);
}

/** Pieces of three to five letters inside words: endings and beginnings. */
export function letterFeatures(text: string): readonly string[] {
  return words(text).flatMap((word) => {
    const framed = `<${word}>`;
    const pieces: string[] = [];
    for (let size = 3; size <= 5; size++)
      for (let i = 0; i + size <= framed.length; i++) pieces.push(framed.slice(i, i + size));
    return pieces;
  });
}

/** How a text is built, in steps: what an explanation can name. */
export function styleFeatures(text: string): readonly string[] {
  const { words: count, sentences, spans, content } = analyseText(text);
  const list = words(text);
  const step = (name: string, value: number, size: number): string[] =>
    Array.from({ length: Math.max(0, Math.min(20, Math.round(value / size))) }, () => name);
  const share = (test: RegExp): number =>
    (100 * list.filter((word) => test.test(word)).length) / Math.max(1, list.length);
  const tendency = (name: string): number =>
    (1000 * spans.filter((span) => span.tendency === name).length) / Math.max(1, count);
  return [
    ...step("sentence length", count / Math.max(1, sentences), 3),
    ...step("word length", list.join("").length / Math.max(1, list.length), 0.25),
    ...step(
      "grammar words",
      share(
        /^(?:the|a|an|of|to|in|and|is|are|that|it|for|as|with|on|by|or|be|this|which|from|at|can|has|have|these|their|its)$/u,
      ),
      2,
    ),
    ...step("facts", content.factsPer100, 2),
    ...["corporate", "hedging", "padding", "uncertainty", "emphasis"].flatMap((name) => step(name, tendency(name), 4)),
    ...step("list markers", (text.match(/^\s*(?:[-*•]|\d+\.)\s/gmu) ?? []).length, 1),
    ...step("commas", (100 * (text.match(/,/gu) ?? []).length) / Math.max(1, count), 1),
    ...step("first or second person", share(/^(?:i|we|you|your|our|my|us|me)$/u), 1),
    ...step("adverbs", share(/ly$/u), 1),
    ...step("brackets", (text.match(/\(/gu) ?? []).length, 1),
  ];
}

/** What the lists say of a sentence, and nothing of its topic. */
export function cueFeatures(sentence: string): readonly string[] {
  const { spans } = analyseText(sentence);
  const hedged = spans.filter(({ tendency }) => tendency !== "corporate" && tendency !== "padding");
  return ["always", ...hedged.flatMap(({ rule, family }) => [`rule ${rule}`, `family ${family}`])];
}

const weaselFamilies = new Set(["vague-source", "vague-quantity", "epistemic", "stacked-hedge"]);
/** Places that say vaguely who, how much or how sure. */
export const listScore = (sentence: string): number =>
  analyseText(sentence).spans.filter(({ family }) => weaselFamilies.has(family)).length;
/** Honest hedges, less a quarter of what presses. */
export const hedgeScore = (sentence: string): number => {
  const { spans } = analyseText(sentence);
  const hedged = spans.filter(({ family }) => family === "epistemic" || family === "stacked-hedge").length;
  return hedged - 0.25 * spans.filter(({ family }) => family === "booster").length;
};

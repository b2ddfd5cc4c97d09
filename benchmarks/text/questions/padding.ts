import { analyseText } from "../../../src/text/analyse.ts";
import { compiledRules } from "../../../src/text/compile-rules.ts";
import { findSentences } from "../../../src/text/sentences.ts";
import { tokenise } from "../../../src/text/tokens.ts";
import { wordDiff } from "../../../src/core/word-diff.ts";
import type { Outcome } from "../answer.ts";
import type { Corpora } from "../corpora/corpus.ts";
import { ruleFeatures, styleFeatures, wordFeatures } from "../features.ts";
import { exampleFrom, train, withInterval } from "../learn.ts";

export const padding = (corpora: Corpora): Outcome => [
  ...verbosity(corpora.alpaca),
  ...wordySpans(corpora.concise),
  ...plainPairs(corpora.plain),
];

const fewestWords = 30;
/** Words that the extra line of the prompt itself puts into answers. */
const leaky = /\b(?:concise|concisely|detailed|detail|details|summary|brief|briefly|verbose)\b/giu;

/** Which of two answers to one instruction was asked to be verbose, both cut to the same length at a sentence. */
function verbosity(rows: Corpora["alpaca"]): Outcome {
  const question = "verbose against concise at equal length, leave one model out";
  const pairs = [...Map.groupBy(rows, ({ model, instruction }) => `${model}\0${instruction}`).values()].flatMap(
    (answers) => {
      const find = (style: string): string | undefined => answers.find((one) => one.style === style)?.output;
      const [verbose, concise] = [find("verbose"), find("concise")];
      return verbose === undefined || concise === undefined ? [] : cutAlike(answers[0]!.model, verbose, concise);
    },
  );
  if (pairs.length === 0) return [{ question, corpus: "AlpacaEval outputs, concise and verbose" }];
  const groups = pairs.map((_, i) => i);
  const on = `${pairs.length} pairs of ${new Set(pairs.map(({ model }) => model)).size} models`;
  const explainable = leaveModelOut(pairs, (text) => [...styleFeatures(text), ...ruleFeatures(text)]);
  const everything = leaveModelOut(pairs, (text) => [
    ...styleFeatures(text),
    ...ruleFeatures(text),
    ...wordFeatures(text),
  ]);
  const share =
    (right: readonly number[]) =>
    (s: readonly number[]): number =>
      s.reduce((sum, i) => sum + right[i]!, 0) / s.length;
  return [
    {
      question: `${question}: rules and style`,
      figure: withInterval(pairs.length, groups, share(explainable)),
      on,
      target: { least: 0.7 },
    },
    {
      question: `${question}: with words`,
      figure: withInterval(pairs.length, groups, share(everything)),
      on,
      target: { least: 0.7 },
    },
  ];
}

interface Pair {
  readonly model: string;
  readonly verbose: string;
  readonly concise: string;
}

function cutAlike(model: string, verbose: string, concise: string): readonly Pair[] {
  const clean = [verbose, concise].map((text) => text.replace(leaky, " "));
  const most = Math.min(...clean.map((text) => tokenise(text, compiledRules().vocabulary).count));
  const [a, b] = clean.map((text) => cutAtSentence(text, most));
  return most < fewestWords || a === "" || b === "" ? [] : [{ model, verbose: a!, concise: b! }];
}

function cutAtSentence(text: string, most: number): string {
  const tokens = tokenise(text, compiledRules().vocabulary);
  const { count, firstWords, ends } = findSentences(tokens);
  let end = 0;
  for (let i = 0; i < count; i++) if ((firstWords[i + 1] ?? tokens.count) <= most * 1.05) end = ends[i]!;
  return text.slice(0, end);
}

/** 1 where the verbose answer scores higher under a model that saw only other generators. */
function leaveModelOut(pairs: readonly Pair[], view: (text: string) => readonly string[]): readonly number[] {
  const right = Array.from({ length: pairs.length }, () => 0);
  const read = pairs.map(
    ({ verbose, concise }) => [exampleFrom(view(verbose), 1), exampleFrom(view(concise), 0)] as const,
  );
  for (const model of new Set(pairs.map((pair) => pair.model))) {
    const classify = train(read.filter((_, i) => pairs[i]!.model !== model).flat(), 8);
    pairs.forEach((pair, i) => {
      if (pair.model !== model) return;
      const [a, b] = [classify(read[i]![0]), classify(read[i]![1])];
      right[i] = a > b ? 1 : a === b ? 0.5 : 0;
    });
  }
  return right;
}

/** Rows before this were looked at while the lists were made. */
const developmentRows = 1_000;

/** Did an editor who made the sentence shorter touch what we call wordy? */
function wordySpans(rows: Corpora["concise"]): Outcome {
  const question = "wordy span touched by an editor";
  const lite = rows.filter(({ rewrites }) => rewrites.length === 2);
  if (lite.length === 0) return [{ question, corpus: "wiki-conciseness lite" }];
  const parts = [
    ["held-out rows", lite.slice(developmentRows)],
    ["all rows (the first half shaped the lists)", lite],
  ] as const;
  return parts.map(([on, part], p) => {
    const touched: number[] = [];
    const groups: number[] = [];
    part.forEach(({ original, rewrites }, row) => {
      const spans = analyseText(original).spans.filter(({ family }) => family === "wordy" || family === "doublet");
      for (const rewrite of spans.length > 0 ? rewrites : []) {
        const removed = removedRanges(original, rewrite);
        for (const { start, end } of spans) {
          touched.push(Number(removed.some((range) => range.start < end && start < range.end)));
          groups.push(row);
        }
      }
    });
    const figure = withInterval(
      touched.length,
      groups,
      (s) => s.reduce((sum, i) => sum + touched[i]!, 0) / Math.max(1, s.length),
    );
    return {
      question,
      figure,
      on: `${on}: ${touched.length} judgements`,
      ...(p === 0 ? { target: { least: 0.6 } } : {}),
    };
  });
}

function removedRanges(before: string, after: string): readonly { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  let from = 0;
  for (const { kind, text } of wordDiff(before, after)) {
    if (kind === "added") continue;
    const word = text.trim();
    const at = before.indexOf(word, from);
    if (at < 0) continue;
    if (kind === "removed") ranges.push({ start: at, end: at + word.length });
    from = at + word.length;
  }
  return ranges;
}

/** Government pages before and after: does the rate of padding fall? */
function plainPairs(rows: Corpora["plain"]): Outcome {
  const question = "padding falls from before to after";
  const own = rows.filter(({ corpus }) => corpus === "plainlanguage.gov");
  if (own.length === 0) return [{ question, corpus: "plainlanguage.gov before and after" }];
  const places = (text: string): number =>
    analyseText(text).spans.filter(({ tendency }) => tendency === "padding").length;
  const fell = own.map(({ before, after }) =>
    Number(places(after) < places(before) || analyseText(after).words < analyseText(before).words),
  );
  return [
    {
      question,
      on: `${own.length} pairs; fewer places or fewer words`,
      figure: withInterval(fell.length, [], (s) => s.reduce((sum, i) => sum + fell[i]!, 0) / s.length),
      target: { least: 0.85 },
    },
  ];
}

import type { Outcome } from "../answer.ts";
import type { Corpora } from "../corpora/corpus.ts";
import { cueFeatures, hedgeScore, letterFeatures, listScore, ruleFeatures, wordFeatures } from "../features.ts";
import {
  type Example,
  aucOf,
  bestThreshold,
  crossScores,
  exampleFrom,
  f1Of,
  foldsOf,
  train,
  withInterval,
} from "../learn.ts";

/** Rows from here on are uncertain only and may train, never be asked (see text.md, Traps). */
const naturalRows = 1_916;
const rowsPerBlock = 60;
const folds = 10;

type View = (text: string) => readonly string[];
const views: readonly View[] = [
  (text) => [...wordFeatures(text), ...ruleFeatures(text)],
  (text) => [...letterFeatures(text), ...ruleFeatures(text)],
];

/** Does a sentence hedge? Wikipedia's weasel words by blocks of rows; findings of science on held-out splits. */
export function hedges({ weasel, certainty, aspects }: Corpora): Outcome {
  return [...weaselAnswers(weasel), ...certaintyAnswers(certainty), ...aspectAnswers(aspects)];
}

function weaselAnswers(rows: Corpora["weasel"]): Outcome {
  const question = "WikiWeasel sentence, block cross-validation";
  if (rows.length === 0) return [{ question, corpus: "CoNLL-2010 Wikipedia sample (uncertainty-conll2010.csv)" }];
  const natural = rows.slice(0, naturalRows);
  const more = rows.slice(naturalRows);
  const examples = views.map((view) =>
    natural.map((row, i) => exampleFrom(view(row.sentence), Number(row.uncertain), Math.floor(i / rowsPerBlock))),
  );
  const extra = views.map((view) => more.map((row) => exampleFrom(view(row.sentence), Number(row.uncertain), -1, 0.5)));
  const labels = natural.map(({ uncertain }) => Number(uncertain));
  const groups = examples[0]!.map(({ group }) => group);
  const scores = crossScores(views.length > 0 ? examples : [], folds, extra);
  const said = thresholdByFold(examples[0]!, scores, labels);
  const on = `${natural.length} sentences in blocks of ${rowsPerBlock}, ${more.length} more uncertain ones for training only at half weight; word and letter pairs and our rules, logistic regression, threshold from the other folds`;
  const lists = natural.map(({ sentence }) => listScore(sentence));
  return [
    {
      question: `${question}: F1`,
      target: { least: 0.55 },
      on,
      figure: withInterval(labels.length, groups, (s) =>
        f1Of(
          s.map((i) => said[i]!),
          s.map((i) => labels[i]!),
        ),
      ),
    },
    {
      question: `${question}: AUC`,
      target: { least: 0.82 },
      on,
      figure: withInterval(labels.length, groups, (s) =>
        aucOf(
          s.map((i) => scores[i]!),
          s.map((i) => labels[i]!),
        ),
      ),
    },
    {
      question: `${question}, lists alone: F1`,
      on: "any vague source, vague quantity or epistemic place",
      figure: withInterval(labels.length, groups, (s) =>
        f1Of(
          s.map((i) => lists[i]! > 0),
          s.map((i) => labels[i]!),
        ),
      ),
    },
  ];
}

/** Each fold is cut where the others did best. */
function thresholdByFold(
  examples: readonly Example[],
  scores: readonly number[],
  labels: readonly number[],
): readonly boolean[] {
  const said = Array.from({ length: scores.length }, () => false);
  for (const fold of foldsOf(examples, folds)) {
    const held = new Set(fold);
    const rest = scores.map((_, i) => i).filter((i) => !held.has(i));
    const threshold = bestThreshold(
      rest.map((i) => scores[i]!),
      rest.map((i) => labels[i]!),
    );
    for (const i of fold) said[i] = scores[i]! >= threshold;
  }
  return said;
}

const uncertainUpTo = 3.5;
const certainFrom = 5;

function certaintyAnswers(rows: Corpora["certainty"]): Outcome {
  const question = "science findings, uncertain (≤ 3.5) against certain (≥ 5)";
  const clear = rows
    .filter(({ rating }) => rating <= uncertainUpTo || rating >= certainFrom)
    .map((row) => ({ ...row, label: Number(row.rating <= uncertainUpTo) }));
  return [...crossedAnswers(question, clear), ...trainedAnswers(question, clear, { f1: 0.8, auc: 0.88 })];
}

const rowsPerFinding = 20;

/** All rows by cross-validation in blocks: the protocol under which the figures of others were found. */
function crossedAnswers(
  question: string,
  rows: readonly { readonly sentence: string; readonly label: number }[],
): Outcome {
  if (rows.length === 0) return [];
  const labels = rows.map(({ label }) => label);
  const scores = Array.from({ length: rows.length }, () => 0);
  let examples: readonly Example[] = [];
  for (const view of [cueFeatures, views[0]!]) {
    examples = rows.map((row, i) => exampleFrom(view(row.sentence), row.label, Math.floor(i / rowsPerFinding)));
    crossScores([examples], folds).forEach((score, i) => (scores[i]! += score));
  }
  const said = thresholdByFold(examples, scores, labels);
  const lists = rows.map(({ sentence }) => hedgeScore(sentence));
  const groups = examples.map(({ group }) => group);
  const take = <T>(list: readonly T[], sample: readonly number[]): T[] => sample.map((i) => list[i]!);
  const on = `all ${rows.length} sentences, ${folds}-fold cross-validation in blocks of ${rowsPerFinding}`;
  return [
    {
      question: `${question}, cross-validated: F1`,
      target: { least: 0.8 },
      on,
      figure: withInterval(rows.length, groups, (s) => f1Of(take(said, s), take(labels, s))),
    },
    {
      question: `${question}, cross-validated: AUC`,
      target: { least: 0.88 },
      on,
      figure: withInterval(rows.length, groups, (s) => aucOf(take(scores, s), take(labels, s))),
    },
    {
      question: `${question}, lists alone, all rows: F1`,
      target: { least: 0.8 },
      on: `all ${rows.length} sentences; the lists were shaped on the training split`,
      figure: withInterval(rows.length, groups, (s) =>
        f1Of(
          take(lists, s).map((score) => score > 0),
          take(labels, s),
        ),
      ),
    },
    {
      question: `${question}, lists alone, all rows: AUC`,
      target: { least: 0.88 },
      on: `all ${rows.length} sentences; the lists were shaped on the training split`,
      figure: withInterval(rows.length, groups, (s) => aucOf(take(lists, s), take(labels, s))),
    },
  ];
}

function aspectAnswers(rows: Corpora["aspects"]): Outcome {
  return trainedAnswers(
    "science findings, probability said to be uncertain",
    rows.map((row) => ({ ...row, label: Number(row.probability === "Uncertain") })),
    { f1: 0.75 },
  );
}

/** Trained on the corpus's training split; asked on everything else, minus sentences that also stand in training. */
function trainedAnswers(
  question: string,
  rows: readonly { readonly sentence: string; readonly split: string; readonly label: number }[],
  target: { readonly f1: number; readonly auc?: number },
): Outcome {
  if (rows.length === 0) return [{ question, corpus: "Certainty in science communication" }];
  const training = rows.filter(({ split }) => split === "train");
  const known = new Set(training.map(({ sentence }) => sentence.trim().toLowerCase()));
  const asked = rows.filter(({ split, sentence }) => split !== "train" && !known.has(sentence.trim().toLowerCase()));
  const labels = asked.map(({ label }) => label);
  const scores = Array.from({ length: asked.length }, () => 0);
  const inside = Array.from({ length: training.length }, () => 0);
  for (const view of [cueFeatures, views[0]!]) {
    const examples = training.map((row, i) => exampleFrom(view(row.sentence), row.label, i));
    const model = train(examples, 6, 0.3, 1e-3);
    const raw = crossScores([examples], 5);
    const spread = Math.sqrt(raw.reduce((sum, one) => sum + one * one, 0) / raw.length) || 1;
    asked.forEach((row, i) => (scores[i]! += model(exampleFrom(view(row.sentence), row.label)) / spread));
    raw.forEach((score, i) => (inside[i]! += score / spread));
  }
  const threshold = bestThreshold(
    inside,
    training.map(({ label }) => label),
  );
  const lists = asked.map(({ sentence }) => hedgeScore(sentence));
  const on = `${asked.length} held-out sentences (splits other than train), ${training.length} for training`;
  const take = <T>(list: readonly T[], sample: readonly number[]): T[] => sample.map((i) => list[i]!);
  return [
    {
      question: `${question}: F1`,
      target: { least: target.f1 },
      on,
      figure: withInterval(asked.length, [], (s) =>
        f1Of(
          take(scores, s).map((score) => score >= threshold),
          take(labels, s),
        ),
      ),
    },
    {
      question: `${question}: AUC`,
      ...(target.auc === undefined ? {} : { target: { least: target.auc } }),
      on,
      figure: withInterval(asked.length, [], (s) => aucOf(take(scores, s), take(labels, s))),
    },
    {
      question: `${question}, lists alone: F1`,
      on,
      figure: withInterval(asked.length, [], (s) =>
        f1Of(
          take(lists, s).map((score) => score > 0),
          take(labels, s),
        ),
      ),
    },
    {
      question: `${question}, lists alone: AUC`,
      on,
      figure: withInterval(asked.length, [], (s) => aucOf(take(lists, s), take(labels, s))),
    },
  ];
}

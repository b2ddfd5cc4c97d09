import { analyseText } from "../../../src/text/analyse.ts";
import type { Outcome } from "../answer.ts";
import type { Corpora } from "../corpora/corpus.ts";
import { aucOf, withInterval } from "../learn.ts";

type Writer = Corpora["writers"][number];

/** Corporate places for 1,000 words. A rate, drawn to the middle where the text is short. */
function corporateRate(text: string): number {
  const { spans, words } = analyseText(text);
  return (1_000 * spans.filter(({ tendency }) => tendency === "corporate").length) / (words + 50);
}

/** Does the corporate dial tell model essays from human ones without flagging people who write in a second language? */
export function register({ writers }: Corpora): Outcome {
  const rates = new Map<Writer, number>();
  const rateOf = (writer: Writer): number => {
    const known = rates.get(writer) ?? corporateRate(writer.text);
    rates.set(writer, known);
    return known;
  };
  return [...essays(writers, rateOf), ...pairs(writers, rateOf)];
}

function essays(writers: readonly Writer[], rateOf: (writer: Writer) => number): Outcome {
  const question = "corporate rate, model essays against human essays";
  const people = writers.filter(({ corpus, who }) => corpus === "ChatGPT-Detector-Bias" && who === "human");
  if (people.length === 0)
    return [
      { question, corpus: "ChatGPT-Detector-Bias (human essays)" },
      { question: "non-native human essays flagged at 5 % of human essays", corpus: "ChatGPT-Detector-Bias (TOEFL)" },
    ];
  const threshold = people.map(rateOf).toSorted((a, b) => a - b)[Math.floor(people.length * 0.95)]!;
  const models = writers.filter(
    ({ corpus, genre, who }) => corpus === "slop-score" && genre === "essay" && who === "model",
  );
  const bySet = Map.groupBy(models, ({ set }) => set);
  const answers = [...bySet].map(([set, texts]) => {
    const all = [...people, ...texts];
    const labels = all.map(({ who }) => Number(who === "model"));
    const scores = all.map(rateOf);
    const aimed = /4o|gemini/iu.test(set);
    const figure = withInterval(all.length, [], (s) =>
      aucOf(
        s.map((i) => scores[i]!),
        s.map((i) => labels[i]!),
      ),
    );
    return {
      question: `${question}: AUC, ${set}`,
      figure,
      on: `${texts.length} against ${people.length} human essays`,
      ...(aimed ? { target: { least: 0.92 } } : {}),
    };
  });
  const others = (["non-native", "polished"] as const).flatMap((who) => {
    const texts = writers.filter((one) => one.corpus === "ChatGPT-Detector-Bias" && one.who === who).map(rateOf);
    if (texts.length === 0) return [];
    const figure = withInterval(texts.length, [], (s) => s.filter((i) => texts[i]! > threshold).length / s.length);
    return [
      {
        question: `${who} human essays flagged at 5 % of human essays`,
        figure,
        on: `${texts.length} essays`,
        ...(who === "non-native" ? { target: { most: 0.02 } } : {}),
      },
    ];
  });
  return [...answers, ...others];
}

/** Human and model texts of one genre and source: how the rate transfers, reported without a target. */
function pairs(writers: readonly Writer[], rateOf: (writer: Writer) => number): Outcome {
  const paired = writers.filter(({ corpus }) => corpus === "fast-detect-gpt" || corpus === "DetectRL");
  if (paired.length === 0)
    return [{ question: "corporate rate, human against model texts", corpus: "fast-detect-gpt or DetectRL" }];
  return [...Map.groupBy(paired, ({ set }) => set)].map(([set, texts]) => {
    const scores = texts.map(rateOf);
    const labels = texts.map(({ who }) => Number(who === "model"));
    const figure = withInterval(texts.length, [], (s) =>
      aucOf(
        s.map((i) => scores[i]!),
        s.map((i) => labels[i]!),
      ),
    );
    return { question: `corporate rate, human against model: AUC, ${set}`, figure, on: `${texts.length} texts` };
  });
}

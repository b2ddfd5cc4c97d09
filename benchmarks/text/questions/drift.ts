import { analyseText } from "../../../src/text/analyse.ts";
import { compareText } from "../../../src/text/compare.ts";
import { compiledRules } from "../../../src/text/compile-rules.ts";
import { findSentences, sentenceText } from "../../../src/text/sentences.ts";
import { tokenise } from "../../../src/text/tokens.ts";
import type { Outcome } from "../answer.ts";
import type { Corpora } from "../corpora/corpus.ts";
import { aucOf, randomFrom, withInterval } from "../learn.ts";
import { corruptions } from "./corrupt.ts";
import { mutate } from "./mutate.ts";

export const drift = (corpora: Corpora): Outcome => [
  ...alignment(documents(corpora)),
  ...injected(documents(corpora)),
  ...falseAlarms(corpora),
  ...meaning(corpora.meaning),
  ...invented(corpora.summaries),
  ...lengthInvariance(documents(corpora)),
];

const mostDocuments = 400;

/** Texts of 8 to 40 sentences, from whatever corpora are there. */
function documents({ writers }: Corpora): readonly (readonly string[])[] {
  const texts = writers.filter(
    ({ corpus }) => corpus === "fast-detect-gpt" || corpus === "slop-score" || corpus === "DetectRL",
  );
  const step = Math.max(1, Math.floor(texts.length / (mostDocuments * 1.5)));
  return texts
    .filter((_, i) => i % step === 0)
    .map(({ text }) => sentencesOf(text).slice(0, 40))
    .filter((sentences) => sentences.length >= 8)
    .slice(0, mostDocuments);
}

function sentencesOf(text: string): readonly string[] {
  const sentences = findSentences(tokenise(text, compiledRules().vocabulary));
  const all = Array.from({ length: sentences.count }, (_, i) => sentenceText(text, sentences, i).replace(/\s+/gu, " "));
  // Only sentences that stay sentences when they are joined anew, and no two alike.
  return [...new Set(all.filter((one) => /^\p{Lu}[^"“”*#]{15,}[a-z][.!?]$/u.test(one)))];
}

function alignment(docs: readonly (readonly string[])[]): Outcome {
  const question = "alignment: class of each sentence after mutation";
  if (docs.length === 0) return [{ question, corpus: "any longer texts (fast-detect-gpt, slop-score, DetectRL)" }];
  return [1, 2].flatMap((rate) => {
    const right: number[] = [];
    const groups: number[] = [];
    const moves: number[] = [];
    docs.forEach((before, d) => {
      const strangers = docs[(d + 17) % docs.length]!.filter((one) => !before.includes(one));
      const { after, fates, origins } = mutate(before, strangers, rate, 1_000 + d);
      const { sentences } = compareText(before.join(" "), after.join(" "));
      const seen = new Map(sentences.flatMap((one) => (one.before ? [[one.before.index, one] as const] : [])));
      fates.forEach((fate, i) => {
        const found = seen.get(i);
        const said =
          found === undefined ? "none" : found.kind === "delete" ? "delete" : found.moved ? "move" : found.kind;
        right.push(
          Number(
            said === fate && (found?.after === null || found?.after === undefined || origins[found.after.index] === i),
          ),
        );
        groups.push(d);
        if (fate === "move") moves.push(Number(said === "move"));
      });
      sentences.forEach(({ kind, after: fresh }) => {
        if (!fresh || origins[fresh.index] !== -1) return;
        right.push(Number(kind === "insert"));
        groups.push(d);
      });
    });
    const figure = withInterval(right.length, groups, (s) => s.reduce((sum, i) => sum + right[i]!, 0) / s.length);
    const recall = withInterval(moves.length, [], (s) => s.reduce((sum, i) => sum + moves[i]!, 0) / s.length);
    const on = `${docs.length} texts, ${right.length} sentences, mutation rate ${rate}`;
    return [
      { question, figure, on, target: { least: rate === 1 ? 0.985 : 0.975 } },
      { question: "alignment: moves found", figure: recall, on, target: { least: 0.8 } },
    ];
  });
}

/** One fact of one sentence made wrong; caught when something of that kind is lost or added. */
function injected(docs: readonly (readonly string[])[]): Outcome {
  const question = "injected corruption caught";
  if (docs.length === 0) return [{ question, corpus: "any longer texts (fast-detect-gpt, slop-score, DetectRL)" }];
  const caught: number[] = [];
  const kinds: string[] = [];
  docs.forEach((sentences, d) => {
    const text = sentences.join(" ");
    for (const { kind, after } of corruptions(text, randomFrom(d + 1))) {
      const found = compareText(text, after).invariants.some(({ status }) => status !== "kept");
      caught.push(Number(found));
      kinds.push(kind);
    }
  });
  const share = (s: readonly number[]): number => s.reduce((sum, i) => sum + caught[i]!, 0) / Math.max(1, s.length);
  const all = withInterval(caught.length, [], share);
  const each = [...new Set(kinds)].map((kind) => {
    const own = kinds.flatMap((one, i) => (one === kind ? [i] : []));
    return {
      question: `${question}: ${kind}`,
      figure: withInterval(own.length, [], (s) => share(s.map((i) => own[i]!))),
      on: `${own.length} corruptions`,
    };
  });
  return [
    { question, figure: all, on: `${caught.length} corruptions in ${docs.length} texts`, target: { least: 0.98 } },
    ...each,
  ];
}

/** Invariants said to be broken where people kept the meaning. */
function falseAlarms({ concise, rewrites }: Corpora): Outcome {
  const sets = [
    ["concise lite", concise.filter((row) => row.rewrites.length === 2), { most: 0.12 }],
    ["concise full", concise.filter((row) => row.rewrites.length > 2), undefined],
    ["ASSET", rewrites, undefined],
  ] as const;
  return sets.flatMap(([name, rows, target]): Outcome => {
    const question = `invariants, false alarms on rewrites that keep the meaning, ${name}`;
    if (rows.length === 0)
      return [{ question, corpus: name === "ASSET" ? "ASSET rewrites" : `wiki-conciseness ${name.slice(8)}` }];
    const alarms: number[] = [];
    const groups: number[] = [];
    const byKind = new Map<string, number>();
    rows.forEach(({ original, rewrites: all }, row) => {
      for (const rewrite of all) {
        if (rewrite === original) continue;
        const broken = compareText(original, rewrite).invariants.filter(({ status }) => status !== "kept");
        alarms.push(Number(broken.length > 0));
        groups.push(row);
        for (const kind of new Set(broken.map(({ kind: one, status }) => `${one} ${status}`)))
          byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
      }
    });
    const parts = [...byKind]
      .map(([kind, count]) => `${kind} ${((100 * count) / alarms.length).toFixed(1)} %`)
      .join(", ");
    const figure = withInterval(alarms.length, groups, (s) => s.reduce((sum, i) => sum + alarms[i]!, 0) / s.length);
    return [{ question, figure, on: `${alarms.length} pairs; ${parts}`, ...(target ? { target } : {}) }];
  });
}

/** Token F1 of words against people's ratings of meaning: what a change of words alone can tell. */
function meaning(rows: Corpora["meaning"]): Outcome {
  const question = "meaning kept, correlation with ratings";
  if (rows.length === 0) return [{ question, corpus: "ASSET human ratings" }];
  const scores = rows.map(({ original, rewrite }) => tokenF1(original, rewrite));
  const figure = withInterval(rows.length, [], (s) =>
    correlation(
      s.map((i) => scores[i]!),
      s.map((i) => rows[i]!.rating),
    ),
  );
  return [{ question, figure, on: `${rows.length} rated pairs, token F1`, target: { least: 0.7 } }];
}

function tokenF1(a: string, b: string): number {
  const [one, two] = [a, b].map((text) =>
    Array.from(
      tokenise(text, compiledRules().vocabulary).stems.slice(0, tokenise(text, compiledRules().vocabulary).count),
    ),
  );
  const counts = new Map<number, number>();
  for (const stem of one!) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  let shared = 0;
  for (const stem of two!) {
    const left = counts.get(stem) ?? 0;
    if (left > 0) shared++;
    counts.set(stem, left - 1);
  }
  return one!.length + two!.length === 0 ? 1 : (2 * shared) / (one!.length + two!.length);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    ab += (value - ma) * (b[i]! - mb);
    aa += (value - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  });
  return ab / Math.sqrt(aa * bb);
}

/** Facts that the source does not hold, against judgements of whole summary sentences. */
function invented(rows: Corpora["summaries"]): Outcome {
  const question = "not in the source, against unfaithful sentences";
  if (rows.length === 0) return [{ question, corpus: "QAGS judgements" }];
  return [...Map.groupBy(rows, ({ set }) => set)].flatMap(([set, own]) => {
    const scores = own.map(
      ({ source, sentence }) => analyseText(sentence, { brief: { prompt: source, elements: [] } }).unsupported.length,
    );
    const labels = own.map(({ faithful }) => Number(!faithful));
    const said = scores.map((score) => score > 0);
    const precision = withInterval(
      own.length,
      [],
      (s) => s.filter((i) => said[i] && labels[i] === 1).length / s.filter((i) => said[i]).length,
    );
    const auc = withInterval(own.length, [], (s) =>
      aucOf(
        s.map((i) => scores[i]!),
        s.map((i) => labels[i]!),
      ),
    );
    return [
      {
        question: `${question}: precision, ${set}`,
        figure: precision,
        on: `${said.filter(Boolean).length} of ${own.length} sentences`,
      },
      { question: `${question}: AUC, ${set}`, figure: auc, on: `${own.length} sentences` },
    ];
  });
}

function lengthInvariance(docs: readonly (readonly string[])[]): Outcome {
  if (docs.length === 0) return [];
  const rate = (text: string): number => analyseText(text).dials[0]?.rate ?? 0;
  const drifts = docs.slice(0, 200).flatMap((sentences) => {
    const text = sentences.join(" ");
    const once = rate(text);
    return once === 0 ? [] : [Math.abs(rate(`${text}\n\n${text}`) / once - 1)];
  });
  const figure = withInterval(
    drifts.length,
    [],
    (s) => s.reduce((sum, i) => sum + drifts[i]!, 0) / Math.max(1, s.length),
  );
  return [
    {
      question: "corporate dial on a text doubled: mean relative drift",
      figure,
      on: `${drifts.length} texts`,
      target: { most: 0.05 },
    },
  ];
}

import { analyseText } from "../../../src/text/analyse.ts";
import type { Outcome } from "../answer.ts";
import type { Corpora } from "../corpora/corpus.ts";
import { withInterval } from "../learn.ts";

/** Of the letters that our places cover, how many did an expert change, against how many of all letters. */
export function edits({ edits: rows }: Corpora): Outcome {
  const question = "places changed by an expert, lift over chance";
  if (rows.length === 0) return [{ question, corpus: "LAMP re-annotation" }];
  const paragraphs = [...Map.groupBy(rows, ({ text, annotator }) => `${annotator}\0${text}`).values()].map((own) => {
    const text = own[0]!.text;
    const changed = new Uint8Array(text.length);
    for (const { original } of own) {
      const at = original === "" ? -1 : text.indexOf(original);
      if (at >= 0) changed.fill(1, at, at + original.length);
    }
    const spans = analyseText(text).spans.filter(
      ({ tendency, severity }) => severity > 1 && tendency !== "uncertainty" && tendency !== "emphasis",
    );
    const covered = spans.reduce((sum, { start, end }) => sum + (end - start), 0);
    const hit = spans.reduce((sum, { start, end }) => sum + changed.subarray(start, end).reduce((a, b) => a + b, 0), 0);
    return { covered, hit, letters: text.length, changed: changed.reduce((a, b) => a + b, 0) };
  });
  const figure = withInterval(paragraphs.length, [], (s) => {
    const sum = (name: "covered" | "hit" | "letters" | "changed"): number =>
      s.reduce((total, i) => total + paragraphs[i]![name], 0);
    return sum("hit") / sum("covered") / (sum("changed") / sum("letters"));
  });
  return [
    {
      question,
      figure,
      on: `${paragraphs.length} paragraphs by ${new Set(rows.map(({ annotator }) => annotator)).size} experts`,
    },
  ];
}

import type { z } from "zod";
import type { History } from "../../core/history.ts";
import { listed, plural } from "../../core/sentences.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import type { CopyEdit } from "../../proofing/copy-pass.ts";
import { compareText, countWords, nameSentences } from "../../text/index.ts";
import type { Gate } from "../finish/gate.ts";
import { lostElements } from "../finish/lost-elements.ts";
import { factText } from "./check-texts.ts";
import { textOf } from "./text-of.ts";

export interface TextGateRequest {
  /** What was approved. */
  readonly source: Variation;
  readonly result: Variation;
  /** What was edited on purpose. */
  readonly edits: readonly Pick<CopyEdit, "start" | "end" | "before" | "after">[];
  readonly length: number | undefined;
  /** A writer was let at all of it: sentences may differ, facts may not. */
  readonly rewritten: boolean;
}

/** A finished text against what was approved: its sentences, its facts, its elements, its length. */
export async function judgeText(
  studio: Pick<Studio, "blobs">,
  history: History,
  { source, result, edits, length, rewritten }: TextGateRequest,
): Promise<z.output<typeof Gate>> {
  const [before, after] = [await textOf(studio, source), await textOf(studio, result)];
  const touched = nameSentences(before).sentences.filter(({ start, end }) =>
    edits.some((edit) => edit.start < end && start < edit.end),
  );
  const scope = rewritten ? {} : { scope: touched.map(({ number }) => number - 1) };
  const { sentences, outOfScope, changedShare, invariants } = compareText(before, after, scope);
  const meant = edits.map((edit) => `${edit.before} ${edit.after}`.toLowerCase());
  const facts = invariants.filter(
    ({ status, text }) => status !== "kept" && !meant.some((words) => words.includes(text.toLowerCase())),
  );
  const checks = [
    ...(rewritten ? [] : [sentenceCheck(sentences.length, outOfScope)]),
    factCheck(facts.map(factText)),
    ...lostElements(history, source, result),
    ...(length === undefined ? [] : [lengthCheck(countWords(after), length)]),
  ];
  const passed = checks.every((check) => check.passed);
  const faults = checks.filter((check) => !check.passed).map(({ sentence }) => sentence);
  const kept = plural(Math.round((1 - changedShare) * nameSentences(before).sentences.length), "sentence");
  return {
    passed,
    similarity: null,
    meanDifference: null,
    checks,
    sentence: passed
      ? `It is still the approved text: ${kept} stand as they were, and every fact is kept.`
      : `It is not yet what was approved and asked for. ${faults.join(" ")}`,
  };
}

type Check = z.output<typeof Gate>["checks"][number];

const sentenceCheck = (count: number, changed: number): Check => ({
  name: "sentences",
  value: changed,
  limit: 0,
  passed: changed === 0,
  sentence:
    changed === 0
      ? `Of ${plural(count, "sentence")}, only those changed that an edit was for.`
      : `${plural(changed, "sentence")} changed that no edit was for.`,
});

const factCheck = (lost: readonly string[]): Check => ({
  name: "facts",
  value: lost.length,
  limit: 0,
  passed: lost.length === 0,
  sentence:
    lost.length === 0
      ? "All numbers, names, dates, quotations, links and negations are kept."
      : `Facts differ: ${listed(lost.slice(0, 12))}.`,
});

const lengthCheck = (words: number, most: number): Check => ({
  name: "length",
  value: words,
  limit: most,
  passed: words <= most,
  sentence:
    words <= most
      ? `${plural(words, "word")}, within the ${most} asked for.`
      : `${plural(words, "word")}; ${most} were asked for. Refine it: “shorten it to ${most} words”.`,
});

import { type History, variationsOf } from "../../core/history.ts";
import { listed, plural } from "../../core/sentences.ts";
import { shortId } from "../../core/short-id.ts";
import type { Studio } from "../../core/studio.ts";
import type { z } from "zod";
import { type Invariant, type TextComparison, compareText } from "../../text/index.ts";
import type { RestCheck } from "../shared/check-the-rest.ts";
import { describeComparison } from "./compare-texts.ts";
import type { Comparison } from "./schemas.ts";
import { textOf } from "./text-of.ts";

export interface TextCheck {
  readonly rest: z.input<typeof RestCheck>;
  readonly comparison: { variation: string } & z.input<typeof Comparison>;
  readonly said: string;
}

/**
 * Whether each text of a round kept everything that the change was not for.
 *
 * @param scope numbers, from 1, of the sentences that were to change; undefined: any
 */
export async function checkTexts(
  studio: Studio,
  history: History,
  round: string,
  before: string,
  scope: readonly number[] | undefined,
  instruction: string,
): Promise<TextCheck[]> {
  const checks: TextCheck[] = [];
  for (const variation of variationsOf(history, round)) {
    const after = await textOf(studio, variation);
    const comparison = compareText(before, after, scope ? { scope: scope.map((number) => number - 1) } : {});
    const rest = restOf(comparison, scope !== undefined, instruction);
    checks.push({
      rest: { ...rest, variation: variation.id },
      comparison: { variation: variation.id, ...(structuredClone(comparison) as z.input<typeof Comparison>) },
      said: [
        `  ${shortId(variation.id)}: ${rest.sentence}`,
        ...describeComparison(comparison)
          .split("\n")
          .map((line) => `    ${line}`),
      ].join("\n"),
    });
  }
  return checks;
}

/**
 * Sentences outside the scope, then facts. A fact that the instruction names, or whose sentence was to go, may change; any
 * other that is gone is drift, also inside the scope.
 */
export function restOf(
  comparison: TextComparison,
  limited: boolean,
  instruction: string,
): Omit<z.input<typeof RestCheck>, "variation"> {
  const drift = comparison.sentences.filter(({ inScope, kind, moved }) => !inScope && (kind !== "keep" || moved));
  const gone = new Set(
    comparison.sentences.flatMap(({ kind, inScope, before }) =>
      kind === "delete" && inScope && limited ? [before!.index] : [],
    ),
  );
  const asked = instruction.toLowerCase();
  const facts = comparison.invariants.filter(
    ({ status, text, sentence, in: where }) =>
      status !== "kept" && !asked.includes(text.toLowerCase()) && !(where === "before" && gone.has(sentence)),
  );
  const findings = [
    ...(drift.length > 0 ? [`${plural(drift.length, "change")} that nobody asked for`] : []),
    ...facts.map(factText),
  ];
  const untouched = comparison.counts.kept;
  const same = limited
    ? `Nothing outside the scope changed: ${plural(untouched, "sentence")} stand${untouched === 1 ? "s" : ""} as before.`
    : `${plural(untouched, "sentence")} stand${untouched === 1 ? "s" : ""} as before.`;
  const rest = drift.length > 0 ? `${plural(drift.length, "change")} outside the scope.` : same;
  const kept =
    facts.length === 0
      ? `${comparison.invariants.every(({ status }) => status === "kept") ? "Numbers" : "All other numbers"}, names, dates, quotations, links and negations are kept.`
      : `${listed(facts.map(factText))}.`;
  return {
    verdict: findings.length > 0 ? "drifted" : limited ? "kept" : "could not be told",
    findings,
    sentence: `${rest} ${kept.charAt(0).toUpperCase()}${kept.slice(1)}`,
  };
}

export const factText = ({ kind, status, text }: Invariant): string =>
  `the ${kind} “${text.slice(0, 80)}” was ${status}`;

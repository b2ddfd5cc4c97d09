import type { History } from "../../core/history.ts";
import { type Interpretation, interpret } from "../../core/method/interpretation/interpretation.ts";
import type { MethodOptions } from "./method-options.ts";

export const interpretRound = (history: History, round: string, options: MethodOptions): Interpretation =>
  interpret(history, round, options);

const mark = { right: "✓", missed: "✗", mixed: "~", unknown: "?" } as const;

/** The orientation report in sentences, the counts with every claim. */
export function describeInterpretation(interpretation: Interpretation): string {
  const elements = interpretation.elements.map((element) => `  ${mark[element.state]} ${element.sentence}`);
  const assumptions = interpretation.assumptions.map((assumption) => `  · ${assumption.sentence}`);
  const broken = interpretation.mostBroken ? [`Most broken: ${interpretation.mostBroken.why}`] : [];
  return [
    interpretation.sentence,
    ...elements,
    ...(assumptions.length > 0 ? ["Nobody asked for this, and it did it every time:", ...assumptions] : []),
    ...interpretation.tendencies.filter(({ shown }) => shown).map(({ sentence }) => `  · ${sentence}`),
    ...broken,
  ].join("\n");
}

import type { History } from "../../core/history.ts";
import { type Interpretation, interpret } from "../../core/method/interpretation.ts";
import type { Studio } from "../../core/studio.ts";
import { methodOptions } from "./method-options.ts";

export const interpretRound = (studio: Pick<Studio, "judges">, history: History, round: string): Interpretation =>
  interpret(history, round, methodOptions(studio, history));

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
    ...broken,
  ].join("\n");
}

import { StudioError } from "../core/errors.ts";
import type { Judge, JudgeAccuracy } from "../core/judge.ts";
import { type AttributeReading, type ElementReading, asUsual, notThere, there } from "../core/reading.ts";
import type { Sample } from "../core/sample.ts";
import { type ElementFinding, type TextReport, analyseText } from "../text/index.ts";

/**
 * Reads texts by rules, without a model: required phrases, counts, bans, and points by their words. What rules cannot read, as tone, is
 * "unsure". Its attributes are tendencies: one that every take shows is the model's, one that a single take shows is chance.
 */
export function createTextReader(): Judge {
  return {
    id: "text-reader",
    version: 1,
    reads: "text",
    accuracy: (): JudgeAccuracy | undefined => undefined,
    async readElements(sample, elements, signal) {
      signal.throwIfAborted();
      const report = analyseText(textOf(sample), { brief: { prompt: "", elements } });
      return report.elements.map(readingOf);
    },
    async readAttributes(sample, signal) {
      signal.throwIfAborted();
      return tendenciesOf(analyseText(textOf(sample)));
    },
  };
}

function textOf({ data }: Sample): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch (cause) {
    throw new StudioError("corrupt", "This is not a text in UTF-8.", {
      hint: "Make the variation again: `samebut redo`.",
      cause,
    });
  }
}

/** "partial" leans to present and stays unsure: the person looks at the quotation. */
const answers = {
  present: ["present", 0.9],
  partial: ["unsure", 0.55],
  missing: ["absent", 0.1],
  unsure: ["unsure", 0.5],
} as const;

function readingOf({ id, status, evidence, note }: ElementFinding): ElementReading {
  const [answer, probability] = answers[status];
  const [quote] = evidence;
  return {
    element: id,
    answer,
    probability,
    evidence: quote ? { span: { start: quote.start, end: quote.end } } : { note },
  };
}

/** Dials with a verdict, and turns that a text has or has not. */
function tendenciesOf({ dials, spans }: TextReport): readonly AttributeReading[] {
  const has = (family: string): boolean => spans.some((span) => span.family === family);
  const levels = dials
    .filter(({ level }) => level !== "no verdict")
    .map(({ tendency, level, confidence }) => ({
      attribute: names[tendency],
      value: level === "in range" ? asUsual : level,
      probability: confidence === "good" ? 0.9 : 0.7,
    }));
  const turns =
    dials.length === 0
      ? []
      : turnNames.map(([family, attribute]) => ({
          attribute,
          value: has(family) ? there : notThere,
          probability: 0.95,
        }));
  return [...levels, ...turns];
}

const names = { corporate: "corporate language", hedging: "performed hedging", padding: "padding" } as const;
const turnNames = [
  ["opener", "run up at the beginning"],
  ["closer", "recap at the end"],
] as const;

import type { ElementKind, Element } from "../core/element.ts";
import type { Judge, JudgeAccuracy } from "../core/judge.ts";
import type { AttributeReading, ElementReading } from "../core/reading.ts";
import type { Sample } from "../core/sample.ts";

export interface ScriptedJudgeOptions {
  readonly id?: string;
  readonly version?: number;
  /** P(present) of one element in one sample; under 0.4 is absent, over 0.6 present, between them unsure. */
  readonly probability: (sample: Sample, element: Element) => number;
  readonly attributes?: (sample: Sample) => readonly AttributeReading[];
  readonly accuracy?: (kind: ElementKind) => JudgeAccuracy | undefined;
}

/** A judge for tests: it answers from a function. */
export function createScriptedJudge(options: ScriptedJudgeOptions): Judge {
  const { id = "scripted", version = 1, probability, attributes = () => [], accuracy = () => undefined } = options;
  return {
    id,
    version,
    reads: "image",
    accuracy,
    async readElements(sample, elements, signal) {
      signal.throwIfAborted();
      return elements.map((element) => reading(element, probability(sample, element)));
    },
    async readAttributes(sample, signal) {
      signal.throwIfAborted();
      return attributes(sample);
    },
  };
}

function reading(element: Element, probability: number): ElementReading {
  const answer = probability > 0.6 ? "present" : probability < 0.4 ? "absent" : "unsure";
  return { element: element.id, answer, probability };
}

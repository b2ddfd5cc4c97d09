import type { Medium } from "./brief.ts";
import type { Element, ElementKind } from "./element.ts";
import type { AttributeReading, ElementReading } from "./reading.ts";
import type { Sample } from "./sample.ts";

/** How often a judge is right when the element is there (sensitivity) and when it is not (specificity), of `n` cases. */
export interface JudgeAccuracy {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly n: number;
}

/** Says for each element whether a sample shows it. Must answer for every element asked, "unsure" where it cannot tell. */
export interface Judge {
  readonly id: string;
  readonly version: number;
  readonly reads: Medium;
  /** Measured accuracy for a kind of element; undefined where never measured. */
  accuracy(kind: ElementKind): JudgeAccuracy | undefined;
  readElements(sample: Sample, elements: readonly Element[], signal: AbortSignal): Promise<readonly ElementReading[]>;
  /** Every attribute the judge knows, asked for or not; empty for judges that only answer questions. */
  readAttributes(sample: Sample, signal: AbortSignal): Promise<readonly AttributeReading[]>;
  /** The attributes that an element speaks of, by the names that `readAttributes` uses. */
  attributesOf?(element: Element): readonly string[];
  /** How many pictures of an engine showed each value of an attribute that their prompts left free; undefined where nobody counted. */
  baseline?(engine: string, attribute: string): Readonly<Record<string, number>> | undefined;
  /** What one sample costs about, in micros; null is unknown, absent is free. */
  price?(elements: number): Promise<number | null>;
  close?(): Promise<void>;
}

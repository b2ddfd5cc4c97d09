import type { Medium } from "./brief.ts";
import type { Measurement } from "./reading.ts";
import type { Sample } from "./sample.ts";

export interface Quantity {
  readonly name: string;
  readonly unit: string;
  readonly better: "higher" | "lower" | "neither";
  /** One sentence: what the number means. */
  readonly meaning: string;
}

/** Measures a sample. The same bytes always give the same numbers. */
export interface Instrument {
  readonly id: string;
  readonly version: number;
  readonly reads: Medium;
  readonly quantities: readonly Quantity[];
  measure(sample: Sample, signal: AbortSignal): Promise<readonly Measurement[]>;
}

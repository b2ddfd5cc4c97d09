import type { Machine } from "../machine.ts";
import type { Estimate } from "./bootstrap.ts";
import type { ChangesSummary } from "./measures/changes.ts";
import type { EffectsSummary } from "./measures/effects.ts";
import type { ImagesSummary } from "./measures/images.ts";
import type { InterpretationSummary } from "./measures/interpretation.ts";
import type { RestartSummary } from "./measures/restarts.ts";

export interface PolicyResult {
  readonly name: string;
  readonly all: ImagesSummary;
  /** By systematic misses: 0, 1, 2, 3. */
  readonly byMisses: readonly ImagesSummary[];
  readonly upToTwo: ImagesSummary;
  /** Pictures of re-rolling over pictures of this policy, where something is missed systematically. */
  readonly fewer: Estimate;
  /** Pictures of this policy over those of re-rolling, where nothing is. */
  readonly noneMissed: Estimate;
  /** Systematic misses and pictures to the first success (null: none) of every task. */
  readonly firsts: readonly (readonly [misses: number, first: number | null])[];
}

export interface VariantResult {
  readonly name: string;
  readonly words: "known" | "unknown";
  /** Tasks that were finished. */
  readonly tasks: number;
  /** Of the in-loop judge's answers against the truth, as degraded. */
  readonly accuracy: number;
  readonly policies: readonly PolicyResult[];
  readonly changes: readonly (ChangesSummary & { readonly name: string })[];
  readonly interpretation: InterpretationSummary;
  readonly placebo: EffectsSummary;
  readonly effects: EffectsSummary;
  readonly restarts: RestartSummary;
}

export interface RoundsResult {
  readonly date: string;
  readonly machine: Machine;
  readonly fingerprint: string;
  readonly tasks: { readonly file: string; readonly used: number; readonly frozen: number };
  /** Who says what a picture truly shows, and how often it is right about an attribute of held-out renders. */
  readonly truth: {
    readonly by: "second judge" | "stand-in" | "simulation";
    readonly accuracies: Readonly<Record<string, number>>;
  };
  readonly budget: number;
  readonly variants: readonly VariantResult[];
}

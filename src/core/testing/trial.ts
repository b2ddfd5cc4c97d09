import { type ElementEffect } from "../method/effect/element-effect.ts";
import { effectsOf } from "../method/effect/effect.ts";
import type { AccuracyOf } from "../method/interpretation/observation.ts";
import type { History } from "../history.ts";
import { type ArmSketch, type PictureSketch, add, historyFrom, verdictsFrom } from "./history.ts";

/** A judge that errs once in twenty. */
export const accuracy: AccuracyOf = () => ({ sensitivity: 0.95, specificity: 0.95, n: 400 });
/** The one change of the trials below. */
export const change = add("left", "hard light from the left");
export const elements = { left: { kind: "lighting" }, pear: {} } as const;

/** Before and after by a person's verdicts, which are certain. */
export function tried(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  arm: Partial<ArmSketch> = {},
): History {
  return between(verdictsFrom(before), verdictsFrom(after), arm);
}

/** An orientation and one fix of it. */
export const between = (
  before: readonly PictureSketch[],
  after: readonly PictureSketch[],
  arm: Partial<ArmSketch> = {},
): History =>
  historyFrom({
    elements,
    rounds: [
      { kind: "orientation", arms: [{ pictures: before }] },
      { kind: "fix", parent: 0, arms: [{ change, pictures: after, ...arm }] },
    ],
  });

export const effect = (history: History, element = "left", options = {}): ElementEffect =>
  effectsOf(history, "round1", "round1arm0", { accuracy, ...options }).find(
    (one) => one.element === element,
  ) as ElementEffect;

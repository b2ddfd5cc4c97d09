import type { Change } from "../../change.ts";
import type { History } from "../../history.ts";
import type { Adjustment } from "../../recipe.ts";
import type { Variation } from "../../variation.ts";

/** Accepted changes of one picture as one recipe from its clean root. */
export interface Replay {
  /** The picture that was drawn from words. */
  readonly root: Variation;
  /** From root to picture, as they were made. */
  readonly changes: readonly Change[];
  /** The strongest of the drawn edits: what the boldest of them needed. */
  readonly strength: number;
  /** Everything that was adjusted on the way, merged. */
  readonly adjustments: readonly Adjustment[];
}

/**
 * What is to be done again from the root when a picture is drawn over once more; undefined when nothing was drawn over
 * yet, because one edit does not rot a picture. Engines that edit by conversation or mask keep their own way.
 */
export function replayOf(history: History, variation: Variation): Replay | undefined {
  const chain = chainOf(history, variation);
  const [root, ...steps] = chain;
  const drawn = steps.filter(({ recipe }) => recipe.strength !== null);
  if (!root || root.recipe.source !== null || drawn.length === 0) return undefined;
  if (steps.some(({ recipe }) => recipe.mask !== null || recipe.instruction !== null)) return undefined;
  return {
    root,
    changes: steps.flatMap(({ arm }) => history.arms.find(({ id }) => id === arm)?.change ?? []),
    strength: Math.max(...drawn.map(({ recipe }) => recipe.strength ?? 0)),
    adjustments: mergeAdjustments(steps.flatMap(({ recipe }) => recipe.adjustments)),
  };
}

/** From the root to this picture: each was made from the bytes of the one before. */
function chainOf(history: History, variation: Variation): readonly Variation[] {
  const chain = [variation];
  for (let step = variation; step.recipe.source !== null && chain.length <= history.variations.length;) {
    const { control, recipe } = step;
    const named = history.variations.find(({ id }) => id === control);
    const source =
      named?.blob === recipe.source ? named : history.variations.find(({ blob }) => blob === recipe.source);
    if (!source) break;
    chain.unshift(source);
    step = source;
  }
  return chain;
}

/** Two of these are two steps: neither takes the other's place. */
const eachByItself: ReadonlySet<string> = new Set(["curve", "split-tone", "lut", "masked", "rotate", "straighten"]);

/**
 * One adjustment of each kind, where the first of the kind stood: stops and mired add up, factors multiply, a crop of a
 * crop is a smaller crop, and of sharpening, grain and size the last one counts. Nothing is carried over a turn, because
 * a crop after it means other sides.
 */
export function mergeAdjustments(adjustments: readonly Adjustment[]): readonly Adjustment[] {
  const merged = new Map<string, Adjustment>();
  let turns = 0;
  for (const [at, next] of adjustments.entries()) {
    if (eachByItself.has(next.kind)) {
      merged.set(`${next.kind} ${at}`, next);
      if (next.kind === "rotate" || next.kind === "straighten" || next.kind === "masked") turns += 1;
      continue;
    }
    const key = framing.has(next.kind) ? `${next.kind} after ${turns}` : next.kind;
    const before = merged.get(key);
    merged.set(key, before ? together(before, next) : next);
  }
  return [...merged.values()].filter((one) => !isNothing(one));
}

const framing: ReadonlySet<string> = new Set(["crop", "extend", "resize"]);

function together(a: Adjustment, b: Adjustment): Adjustment {
  if (a.kind === "exposure" && b.kind === "exposure") return { ...a, stops: clamp(a.stops + b.stops, -5, 5) };
  if (a.kind === "temperature" && b.kind === "temperature") return { ...a, mired: clamp(a.mired + b.mired, -150, 150) };
  if (a.kind === "tint" && b.kind === "tint") return { ...a, stops: clamp(a.stops + b.stops, -1, 1) };
  if (a.kind === "contrast" && b.kind === "contrast") return { ...a, amount: factor(a.amount, b.amount, 1) };
  if (a.kind === "saturation" && b.kind === "saturation") return { ...a, amount: factor(a.amount, b.amount, 2) };
  if (a.kind === "crop" && b.kind === "crop")
    return {
      kind: "crop",
      left: a.left + b.left * a.width,
      top: a.top + b.top * a.height,
      width: a.width * b.width,
      height: a.height * b.height,
    };
  return b;
}

const factor = (a: number, b: number, most: number): number => clamp((1 + a) * (1 + b) - 1, -1, most);
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

const isNothing = (one: Adjustment): boolean =>
  ((one.kind === "exposure" || one.kind === "tint") && one.stops === 0) ||
  (one.kind === "temperature" && one.mired === 0) ||
  ((one.kind === "contrast" || one.kind === "saturation") && one.amount === 0);

import type { PixelBox } from "../picture.ts";

/** One thing that a delivery is checked for. */
export interface GateCheck {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly passed: boolean;
  /** What was found, and where, as a sentence. */
  readonly sentence: string;
  /** Where it is worst, as fractions of the picture, for what has a place. */
  readonly box?: PixelBox;
}

export const atLeast = (name: string, value: number, limit: number, fault: string, box?: PixelBox): GateCheck => ({
  ...check(name, value, limit, value >= limit, fault, "at least"),
  ...(box && { box }),
});
export const atMost = (name: string, value: number, limit: number, fault: string, box?: PixelBox): GateCheck => ({
  ...check(name, value, limit, value <= limit, fault, "at most"),
  ...(box && { box }),
});

function check(name: string, value: number, limit: number, passed: boolean, fault: string, side: string): GateCheck {
  const numbers = `${value.toFixed(2)}, ${side} ${limit}`;
  return { name, value, limit, passed, sentence: passed ? `${name}: ${numbers}.` : `${fault} (${name} ${numbers}).` };
}

import type { Figure } from "./learn.ts";

/** One line of the result: a figure with its interval, the target where there is one, and what it was measured on. */
export interface Answer {
  readonly question: string;
  readonly figure: Figure;
  readonly target?: { readonly least?: number; readonly most?: number };
  readonly on: string;
}

export const metTarget = ({ figure, target }: Answer): boolean | undefined =>
  target === undefined
    ? undefined
    : (target.least === undefined || figure.value >= target.least) &&
      (target.most === undefined || figure.value <= target.most);

/** A corpus that a question needs and that was not in the folder. */
export interface Absent {
  readonly question: string;
  readonly corpus: string;
}

export type Outcome = readonly (Answer | Absent)[];

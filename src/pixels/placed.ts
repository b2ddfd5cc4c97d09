import type { FloatRows } from "./float-rows.ts";

/** Rows of a larger picture. */
export interface Place {
  /** Which row of the whole picture the first one is. */
  readonly top: number;
  readonly whole: { readonly width: number; readonly height: number };
}

export const wholeOf = ({ width, height }: FloatRows): Place => ({ top: 0, whole: { width, height } });

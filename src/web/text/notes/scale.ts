import type { Dial } from "./report.ts";

/** Up to which rate the scale of a dial goes: three times what is usual, so that dials of several texts can be compared. */
export const scaleOf = ({ baseline }: Pick<Dial, "baseline">): number => Math.max(1, 3 * baseline.high);

/** Where a rate stands on its scale, 0…1; what is beyond it stands at its end. */
export const atOf = (rate: number, most: number): number => Math.min(1, Math.max(0, rate / most));

import type { EngineEvent } from "../../core/engine.ts";

export interface Report {
  readonly fraction: number;
  readonly step?: number;
  readonly steps?: number;
}

/** Progress that never goes back and stays within 0…1, whatever a server reports of its nodes, passes and batches. */
export function risingProgress(): (report: Report) => readonly EngineEvent[] {
  let highest = 0;
  return ({ fraction, ...steps }) => {
    const next = Math.min(1, Number.isFinite(fraction) ? fraction : 0);
    if (next <= highest) return [];
    highest = next;
    return [{ type: "progress", fraction: next, ...steps }];
  };
}

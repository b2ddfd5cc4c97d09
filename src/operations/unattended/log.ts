import type { Studio } from "../../core/studio.ts";
import type { Picture } from "../define.ts";

export interface Told {
  readonly summary: string;
  readonly pictures?: readonly Picture[] | undefined;
}

/** The steps of an unattended run, kept for its answer and told to whoever listens as they come. */
export interface Log {
  readonly steps: { action: string; text: string }[];
  add(action: string, told: Told): void;
}

export function startLog(studio: Pick<Studio, "live">, session: string): Log {
  const steps: Log["steps"] = [];
  return {
    steps,
    add(action, { summary, pictures = [] }) {
      steps.push({ action, text: summary });
      studio.live.publish({ type: "note", session, text: summary, pictures });
    },
  };
}

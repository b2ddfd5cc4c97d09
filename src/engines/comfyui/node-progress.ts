import type { Report } from "../local-server/progress.ts";
import type { Frame } from "./replies.ts";

/** How far the sampling nodes of a workflow are together; other nodes take moments. Undefined when a frame says nothing of it. */
export function progressOf({ type, data }: Frame, samplers: readonly string[]): Report | undefined {
  if (type === "progress" && data?.node != null && data.value != null && data.max)
    return reportOf(samplers, data.node, data.value, data.max);
  if (type !== "progress_state" || !data?.nodes) return undefined;
  const running = samplers.findLast((node) => data.nodes?.[node]?.max);
  const state = running === undefined ? undefined : data.nodes[running];
  return running === undefined || state?.value == null || !state.max
    ? undefined
    : reportOf(samplers, running, state.value, state.max);
}

function reportOf(samplers: readonly string[], node: string, value: number, max: number): Report | undefined {
  const index = samplers.indexOf(node);
  if (index < 0 && samplers.length > 0) return undefined;
  const fraction = (Math.max(0, index) + Math.min(1, value / max)) / Math.max(1, samplers.length);
  return { fraction, step: value, steps: max };
}

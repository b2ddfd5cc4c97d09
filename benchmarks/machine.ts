import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from "node:os";

/** What a figure was measured on. `load` is the one-minute average at the end: over the number of cores, others were at work. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly node: string;
  readonly load: number;
}

export const describeMachine = (): Machine => ({
  processor: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${arch()}`,
  node: process.version,
  load: Number((loadavg()[0] ?? 0).toFixed(1)),
});

export const machineText = ({ processor, cores, memoryGigabytes, system, node, load }: Machine): string =>
  `${processor}, ${cores} cores, ${memoryGigabytes} GiB, ${system}, Node ${node}, load ${load} at the end`;

/** Linear between the neighbours; `share` 0…1. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + ((sorted[Math.ceil(at)] ?? below) - below) * (at - Math.floor(at));
}

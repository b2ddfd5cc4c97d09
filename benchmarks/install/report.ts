import { type Machine, machineText } from "../machine.ts";
import type { PackageSize } from "./folder-sizes.ts";

export interface Installed {
  readonly seconds: number;
  readonly bytes: number;
  /** Bytes that npm's cache grew by. */
  readonly downloaded: number;
  readonly count: number;
  readonly largest: readonly PackageSize[];
}

/** Seconds. */
export interface HelpTimes {
  readonly name: string;
  readonly n: number;
  readonly median: number;
  readonly p95: number;
  readonly fastest: number;
  /** Median of the processor time, user and system. */
  readonly processor: number;
}

export interface InstallResult {
  readonly date: string;
  readonly machine: Machine;
  readonly everything: Installed;
  readonly production: Installed;
  /** Of onnxruntime-node: what this platform uses, then each platform's libraries. */
  readonly runtime: readonly PackageSize[];
  readonly help: readonly HelpTimes[];
}

export const helpGoal = 0.25;

export function reportOf({ date, machine, everything, production, runtime, help }: InstallResult): string {
  const whole = production.largest.find(({ name }) => name === "onnxruntime-node")?.bytes ?? 0;
  const [used, ...platforms] = runtime;
  const start = help[0];
  return [
    "# What it takes to install and to start",
    "",
    `**${everything.seconds.toFixed(0)} s and ${megabytes(everything.bytes)} MB** for \`npm ci\` with nothing in npm's cache (${megabytes(everything.downloaded)} MB came over the network). **${megabytes(production.bytes)} MB** without what only developers need. \`samebut --help\` of the installed package: **${start?.median.toFixed(2)} s** in the median (goal: ${helpGoal} s or less), of which the processor worked ${start?.processor.toFixed(2)} s.`,
    "",
    "| | seconds | MB | packages |",
    "|---|---|---|---|",
    `| \`npm ci\`, nothing in the cache | ${everything.seconds.toFixed(1)} | ${megabytes(everything.bytes)} | ${everything.count} |`,
    `| \`npm ci --omit=dev\`, from the cache | ${production.seconds.toFixed(1)} | ${megabytes(production.bytes)} | ${production.count} |`,
    "",
    "| largest of everything | MB | largest in production | MB |",
    "|---|---|---|---|",
    ...everything.largest.map(
      (one, i) =>
        `| ${one.name} | ${megabytes(one.bytes)} | ${production.largest[i]?.name ?? ""} | ${megabytes(production.largest[i]?.bytes ?? 0)} |`,
    ),
    "",
    `onnxruntime-node brings its libraries for every platform: of its ${megabytes(whole)} MB, ${megabytes(used?.bytes ?? 0)} MB are ${used?.name} (${platforms.map(({ name, bytes }) => `${name} ${megabytes(bytes)}`).join(", ")}). An install in which only these are kept would take ${megabytes(production.bytes - whole + (used?.bytes ?? 0))} MB.`,
    "",
    "| `samebut --help`, seconds | n | fastest | median | 95th percentile | processor time, median |",
    "|---|---|---|---|---|---|",
    ...help.map(
      ({ name, n, fastest, median, p95, processor }) =>
        `| ${name} | ${n} | ${[fastest, median, p95, processor].map((value) => value.toFixed(3)).join(" | ")} |`,
    ),
    "",
    `${date}, ${machineText(machine)}.`,
    "`node benchmarks/install/install.ts` measures it again, in temporary folders.",
    "",
  ].join("\n");
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

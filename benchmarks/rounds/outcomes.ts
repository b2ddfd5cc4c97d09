import { type ChildProcess, fork } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BenchOptions } from "./bench-for.ts";
import { cacheFolder, createLineCache, sha256 } from "./cache.ts";
import type { TaskOutcome } from "./task-outcome.ts";
import type { Task } from "./tasks.ts";
import type { Variant } from "./variant.ts";

/** One task for a worker. */
export interface Job {
  readonly task: Task;
  readonly variant: Variant;
  readonly bench: BenchOptions;
  readonly effects: boolean;
  readonly restarts: boolean;
  /** Otherwise only those that the goals compare. */
  readonly everyPolicy: boolean;
}

export type Reply = { readonly outcome: TaskOutcome } | { readonly failed: string };

export interface RunOptions {
  readonly workers: number;
  /** Of the model and the judges: other weights, other outcomes. */
  readonly world: string;
  /** No further job is begun after this moment, in milliseconds since 1970. */
  readonly until: number;
  readonly onProgress: (done: number, of: number) => void;
}

/**
 * Every job's outcome, in the order of the jobs, by worker processes that take the next job when they are done with one.
 * Outcomes are kept as long as no line of the product or the benchmark changes, so that a run that was stopped goes on.
 */
export async function runJobs(jobs: readonly Job[], options: RunOptions): Promise<readonly TaskOutcome[]> {
  const kept = createLineCache<TaskOutcome>(join(cacheFolder, "outcomes", `${codeVersion()}.jsonl`));
  const nameOf = (job: Job): string => sha256(JSON.stringify([options.world, job]));
  const waiting = jobs.filter((job) => kept.get(nameOf(job)) === undefined);
  let done = jobs.length - waiting.length;
  options.onProgress(done, jobs.length);
  const take = (): Job | undefined => (Date.now() > options.until ? undefined : waiting.shift());
  const keep = (job: Job, outcome: TaskOutcome): void => {
    kept.put(nameOf(job), outcome);
    options.onProgress(++done, jobs.length);
  };
  const count = Math.min(options.workers, waiting.length);
  await Promise.all(Array.from({ length: count }, () => workThrough(take, keep)));
  return jobs.flatMap((job) => kept.get(nameOf(job)) ?? []);
}

async function workThrough(take: () => Job | undefined, keep: (job: Job, outcome: TaskOutcome) => void): Promise<void> {
  const worker = fork(fileURLToPath(new URL("worker.ts", import.meta.url)));
  try {
    for (let job = take(); job; job = take()) {
      const reply = await asked(worker, job);
      if ("failed" in reply) throw new Error(`Task ${job.task.id} failed: ${reply.failed}`);
      keep(job, reply.outcome);
    }
  } finally {
    worker.kill();
  }
}

const asked = (worker: ChildProcess, job: Job): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`A worker ended with ${code ?? "a signal"}.`));
    worker.once("exit", onExit);
    worker.once("message", (reply) => {
      worker.off("exit", onExit);
      resolve(reply as Reply);
    });
    worker.send(job);
  });

/** Of every source that an outcome depends on. */
function codeVersion(): string {
  const folders = ["../../src", "../../recipes", "."].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:ts|md)$/u.test(name) && !/\.test\.ts$|RESULT\.md$|README\.md$|reading\.md$/u.test(name))
      .filter((name) => !presentation.has(name))
      .map((name) => join(folder, name)),
  );
  return sha256(
    files
      .toSorted()
      .map((file) => sha256(readFileSync(file)))
      .join(""),
  ).slice(0, 16);
}

/** What only sums up and tells: outcomes do not depend on it. */
const presentation = new Set([
  "rounds.ts",
  "report.ts",
  "chart.ts",
  "result.ts",
  "summary.ts",
  "bootstrap.ts",
  "variant.ts",
]);

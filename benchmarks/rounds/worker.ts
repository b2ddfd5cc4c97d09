import { type BenchSource, createBenchSource } from "./bench-for.ts";
import type { Job, Reply } from "./outcomes.ts";
import { mainPolicies, policies } from "./policies/all.ts";
import { outcomeOf } from "./task-outcome.ts";

// Plays one task after the other for `rounds.ts`, in a process of its own.

let source: BenchSource | undefined;

async function play({ task, variant, bench, effects, restarts, everyPolicy }: Job): Promise<Reply> {
  source ??= createBenchSource(bench);
  const outcome = await outcomeOf(await source.forVariant(variant), task, {
    policies: everyPolicy ? policies : mainPolicies,
    effects,
    restarts,
  });
  return { outcome };
}

process.on("message", (job: Job) => {
  play(job)
    .catch((error: unknown): Reply => ({
      failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }))
    .then((reply) => process.send?.(reply))
    .catch(() => process.exit(1));
});

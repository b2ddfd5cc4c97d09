import { availableParallelism } from "node:os";
import { readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { stillLifeJudgeFolder } from "../../src/judges/still-life.ts";
import { describeMachine } from "../machine.ts";
import { type BenchOptions, createBenchSource } from "./bench-for.ts";
import { sha256 } from "./cache.ts";
import { chartOf } from "./chart.ts";
import { accuraciesOf } from "./judges.ts";
import { type Job, runJobs } from "./outcomes.ts";
import { reRoll } from "./policies/baselines.ts";
import { reportOf } from "./report.ts";
import type { RoundsResult } from "./result.ts";
import { variantResult } from "./summary.ts";
import { type Task, readTasks } from "./tasks.ts";
import { type Variant, variants } from "./variant.ts";

// Three rounds instead of thirty? Policies at equal image prices on frozen tasks, scored by a judge that none of them sees.
// `npm run bench:rounds` runs all of it and goes on where a run was stopped; README.md says what the options do.

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const secondJudge = here("../../models/still-life/second-judge");
const { values } = parseArgs({
  options: {
    tasks: { type: "string", default: here("tasks.jsonl") },
    /** At most so many tasks in every variant. */
    limit: { type: "string" },
    /** A second judge's folder, trained on other renders; "none" takes the committed judge for the truth. */
    truth: { type: "string", default: existsSync(secondJudge) ? secondJudge : "none" },
    /** Only variants whose names contain this. */
    only: { type: "string", default: "" },
    budget: { type: "string", default: "40" },
    workers: { type: "string", default: String(availableParallelism()) },
    /** Tasks whose change is also tried on many pairs, for the calibration of effects. */
    effects: { type: "string", default: "40" },
    /** Tasks for which it is worked out by brute force what the first decision leads to. */
    restarts: { type: "string", default: "60" },
    /** Tasks that every policy plays; the others are played by those that the goals compare. */
    policies: { type: "string", default: "60" },
    /** No further task is begun after so many minutes. */
    minutes: { type: "string", default: "100000" },
    /** A model whose truth is known instead of the built-in one: seconds instead of minutes. */
    simulated: { type: "boolean", default: false },
    out: { type: "string" },
  },
});

const budget = Number(values.budget);
const bench: BenchOptions = {
  truth: values.truth === "none" ? undefined : values.truth,
  simulated: values.simulated,
  budget,
};

async function main(): Promise<void> {
  const all = await readTasks(values.tasks);
  const chosen = variants
    .filter(({ name }) => name.includes(values.only))
    .map((variant) => ({ ...variant, tasks: Math.min(variant.tasks, Number(values.limit ?? Infinity), all.length) }));
  const until = Date.now() + Number(values.minutes) * 60_000;
  const fingerprint = await fingerprintOfModel();
  const world = `${fingerprint} ${await weightsOf(stillLifeJudgeFolder)} ${bench.truth ? await weightsOf(bench.truth) : ""}`;
  const results = [];
  for (const variant of chosen) {
    const jobs = all.slice(0, variant.tasks).map((task, index) => jobFor(task, index, variant));
    const onProgress = (done: number, of: number): void =>
      void process.stderr.write(`${new Date().toISOString().slice(11, 19)}  ${variant.name}: ${done} of ${of} tasks\n`);
    const outcomes = await runJobs(jobs, { workers: Number(values.workers), world, until, onProgress });
    if (outcomes.length > 0) results.push(variantResult(variant, outcomes, reRoll.name, budget));
  }
  await write({
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    fingerprint,
    tasks: {
      file: basename(values.tasks),
      used: Math.max(0, ...results.map(({ tasks }) => tasks)),
      frozen: all.length,
    },
    truth: bench.simulated
      ? { by: "simulation", accuracies: {} }
      : bench.truth === undefined
        ? { by: "stand-in", accuracies: {} }
        : { by: "second judge", accuracies: accuraciesOf(bench.truth) },
    budget,
    variants: results,
  });
}

const jobFor = (task: Task, index: number, variant: Variant): Job => ({
  task,
  variant: { ...variant, name: "", tasks: 0 },
  bench,
  effects: index < Number(values.effects) && variant.words === "known",
  restarts: index < Number(values.restarts) && variant.words === "known" && variant.accuracy === 1,
  everyPolicy: index < Number(values.policies),
});

async function fingerprintOfModel(): Promise<string> {
  const source = createBenchSource(bench);
  const { description } = await source.forVariant({ name: "", accuracy: 1, words: "known", tasks: 0 });
  await source.close();
  return description.fingerprint;
}

const weightsOf = async (folder: string): Promise<string> => sha256(await readFile(join(folder, "model.onnx")));

/** Beside the sources, or for a simulation in its own folder. */
async function write(result: RoundsResult): Promise<void> {
  const folder = values.out ?? here(bench.simulated ? "simulated" : ".");
  const reading = await readFile(join(folder, "reading.md"), "utf8").catch(() => "");
  const report = reportOf(result, reading);
  await writeFile(join(folder, "result.json"), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(join(folder, "RESULT.md"), report);
  await writeFile(join(folder, "images.svg"), chartOf(result));
  process.stdout.write(report);
}

await main();

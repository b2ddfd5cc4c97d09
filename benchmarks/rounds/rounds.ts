import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Engine } from "../../src/core/engine.ts";
import type { Judge } from "../../src/core/judge.ts";
import { builtInProposers } from "../../src/cli/built-in-parts.ts";
import { createStillLifeEngine } from "../../src/engines/still-life/engine.ts";
import { stillLifeJudgeFolder } from "../../src/judges/still-life.ts";
import { elementsOf } from "../../src/still-life/grammar.ts";
import { loadWorld } from "../../src/still-life/world.ts";
import { describeMachine } from "../machine.ts";
import { type Bench, type Policy, proposals } from "./bench.ts";
import { cachedEngine } from "./cached-engine.ts";
import { draw, inLanes, recipeFor } from "./draw.ts";
import { cachedJudge, degradedJudge, truthBy } from "./judges.ts";
import { type ChangeTally, summariseChanges, tallyChanges } from "./measures/changes.ts";
import { type EffectCase, effectCases, summariseEffects } from "./measures/effects.ts";
import { type Scored, ratio, scored, summarise } from "./measures/images.ts";
import { type InterpretationCase, readCase, summariseInterpretation } from "./measures/interpretation.ts";
import { editOrResample, raise, reRoll, rewriteAll } from "./policies/baselines.ts";
import { type SamebutPlayed, samebut } from "./policies/samebut.ts";
import { chartOf, reportOf } from "./report.ts";
import { type RoundsResult, type VariantResult } from "./result.ts";
import { type Task, readTasks, trueState } from "./tasks.ts";

// Three rounds instead of thirty? Policies at equal image prices on frozen tasks, scored by a judge that none of them sees.
// `npm run bench:rounds -- [--limit 8] [--tasks FILE] [--truth FOLDER] [--accuracy 0.97 0.85] [--budget 40] [--minutes 30]`

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const { values } = parseArgs({
  options: {
    tasks: { type: "string", default: here("tasks.jsonl") },
    limit: { type: "string" },
    /** A second judge's folder, trained on other renders; without one the committed judge is the truth. */
    truth: { type: "string" },
    /** Accuracy to which the in-loop judge is degraded; 1 leaves it as it is. */
    accuracy: { type: "string", multiple: true },
    budget: { type: "string", default: "40" },
    lanes: { type: "string", default: "2" },
    /** Tasks whose change is also tried on many pairs, for the calibration of effects. */
    effects: { type: "string", default: "40" },
    /** No further task is begun after so many minutes; later variants take the tasks that were finished. */
    minutes: { type: "string", default: "100000" },
    out: { type: "string", default: here(".") },
  },
});

const lanes = Number(values.lanes);
const budget = Number(values.budget);
/** Seeds on which the truth about a prompt is measured: not those of an orientation. */
const truthSeeds = Array.from({ length: 24 }, (_, index) => 5 + index);
const policies: readonly Policy[] = [
  reRoll,
  rewriteAll,
  raise,
  editOrResample,
  samebut("Samebut, one arm", 1),
  samebut("Samebut, arms", 3),
];

async function main(): Promise<void> {
  const world = loadWorld();
  const engines = Array.from({ length: lanes }, () => createStillLifeEngine({ world }));
  const engine = cachedEngine(engines as [Engine, ...Engine[]]);
  const committed = cachedJudge(stillLifeJudgeFolder);
  const second = values.truth === undefined ? undefined : cachedJudge(values.truth);
  const all = await readTasks(values.tasks);
  const tasks = all.slice(0, values.limit === undefined ? all.length : Number(values.limit));
  const shared = {
    engine,
    description: await engine.describe(),
    truth: truthBy(second ?? committed),
    proposers: builtInProposers(),
    budget,
  };
  const variants: VariantResult[] = [];
  let used: readonly Task[] = tasks;
  // With a truth of its own the in-loop judge is taken as it is; without one it would be the truth itself.
  for (const accuracy of (values.accuracy ?? (second ? ["1", "0.85"] : ["0.97", "0.85"])).map(Number)) {
    const variant = await variantOf({ ...shared, judge: inLoop(committed, accuracy) }, used, accuracy);
    used = variant.used;
    variants.push(variant.result);
  }
  const result: RoundsResult = {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    fingerprint: shared.description.fingerprint,
    tasks: { file: basename(values.tasks), used: used.length, frozen: all.length },
    truth: second ? "second judge" : "stand-in",
    budget,
    variants,
  };
  await writeFile(`${values.out}/result.json`, `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(`${values.out}/RESULT.md`, reportOf(result));
  await writeFile(`${values.out}/images.svg`, chartOf(result));
  process.stdout.write(reportOf(result));
  await engine.close?.();
  await committed.close?.();
  await second?.close?.();
}

const inLoop = (judge: Judge, accuracy: number): Judge => (accuracy >= 1 ? judge : degradedJudge(judge, accuracy, 1));

async function variantOf(
  bench: Bench,
  tasks: readonly Task[],
  accuracy: number,
): Promise<{ used: readonly Task[]; result: VariantResult }> {
  const until = Date.now() + Number(values.minutes) * 60_000;
  const used: Task[] = [];
  const runs = new Map<string, Scored[]>(policies.map(({ name }) => [name, []]));
  const tallies = new Map<string, ChangeTally[]>();
  const interpretations: InterpretationCase[] = [];
  const effects: EffectCase[] = [];
  let done = 0;
  await inLanes(tasks, lanes, async (task) => {
    if (Date.now() > until) return;
    const number = used.push(task);
    const measured = await measureTask(bench, task);
    interpretations.push(measured.interpretation);
    effects.push(...measured.placebos, ...(number <= Number(values.effects) ? await changeCases(bench, task) : []));
    const misses = measured.misses;
    for (const policy of policies) {
      const { run, tally } = await playTask(bench, { ...task, misses }, policy);
      runs.get(policy.name)?.push(run);
      if (tally) tallies.set(policy.name, [...(tallies.get(policy.name) ?? []), tally]);
    }
    process.stderr.write(
      `${accuracy}: ${++done} of ${tasks.length} tasks  ${new Date().toISOString().slice(11, 19)}\n`,
    );
  });
  const rolls = runs.get(reRoll.name) ?? [];
  const part = (list: readonly Scored[], test: (misses: number) => boolean): readonly Scored[] =>
    list.filter(({ misses }) => test(misses));
  const result: VariantResult = {
    accuracy,
    policies: [...runs].map(([name, list]) => ({
      name,
      all: summarise(list, budget),
      byMisses: [0, 1, 2, 3].map((misses) =>
        summarise(
          part(list, (n) => n === misses),
          budget,
        ),
      ),
      upToTwo: summarise(
        part(list, (n) => n <= 2),
        budget,
      ),
      fewer: ratio(
        part(rolls, (n) => n > 0),
        part(list, (n) => n > 0),
        budget,
      ),
      noneMissed: ratio(
        part(list, (n) => n === 0),
        part(rolls, (n) => n === 0),
        budget,
      ),
      firsts: list.map(({ misses, first }) => [misses, first] as const),
    })),
    changes: [...tallies].map(([name, list]) => ({ name, ...summariseChanges(list) })),
    interpretation: summariseInterpretation(interpretations),
    placebo: summariseEffects(effects.filter(({ kind }) => kind === "placebo")),
    effects: summariseEffects(effects.filter(({ kind }) => kind === "change")),
  };
  return { used, result };
}

interface MeasuredTask {
  readonly interpretation: InterpretationCase;
  readonly placebos: readonly EffectCase[];
  /** Elements missed systematically with the weights of today. */
  readonly misses: number;
}

async function measureTask(bench: Bench, task: Task): Promise<MeasuredTask> {
  const elements = elementsOf(task.prompt, loadWorld());
  const samplesOf = (seeds: readonly number[]) =>
    inLanes(seeds, 1, (seed) => draw(bench.engine, recipeFor(bench.description, task.prompt, seed)));
  const orientation = await samplesOf([1, 2, 3, 4]);
  const many = await samplesOf(truthSeeds);
  const interpretation = await readCase(bench, task, elements, orientation, many);
  const [element] = elements;
  const placebo = { kind: "words" as const, element: element?.id ?? null, remove: "", add: "as asked" };
  // Other seeds of the same prompt stand for “the same seeds with a change”: nothing changed, and everything may differ.
  const half = { before: many.slice(0, 12), after: many.slice(12) };
  const placebos = [
    ...(await effectCases(bench, task, elements, placebo, half, 4, 0)),
    ...(await effectCases(bench, task, elements, placebo, half, 12, 0)),
  ];
  const n = truthSeeds.length;
  const misses = interpretation.elements.filter(({ rate }) => trueState({ right: rate * n, n }) === "unheard").length;
  return { interpretation, placebos, misses: Math.min(3, misses) };
}

/** The best proposal for the first element that is missed systematically, on all seeds of the truth. */
async function changeCases(bench: Bench, task: Task): Promise<readonly EffectCase[]> {
  const elements = elementsOf(task.prompt, loadWorld());
  const missed = elements.find(({ id }) =>
    task.rates.some((rate) => rate.element === id && trueState(rate) === "unheard"),
  );
  const [proposal] = missed ? await proposals(bench, task.prompt, missed) : [];
  if (proposal?.change.kind !== "words") return [];
  const { applyWords } = await import("../../src/core/change.ts");
  const prompt = applyWords(task.prompt, proposal.change) ?? task.prompt;
  const samplesOf = (text: string) =>
    inLanes(truthSeeds, 1, (seed) => draw(bench.engine, recipeFor(bench.description, text, seed)));
  const side = { before: await samplesOf(task.prompt), after: await samplesOf(prompt) };
  const { change } = proposal;
  return [
    ...(await effectCases(bench, task, elements, change, side, 4)),
    ...(await effectCases(bench, task, elements, change, side, 8)),
  ];
}

async function playTask(bench: Bench, task: Task, policy: Policy): Promise<{ run: Scored; tally?: ChangeTally }> {
  const elements = elementsOf(task.prompt, loadWorld());
  const played = await policy.play(task, elements, bench);
  const shown = new Map<string, readonly boolean[]>();
  for (const { sample } of played.drawn) shown.set(sample.hash, await bench.truth(sample, elements));
  const run = scored(task, played, (hash) => shown.get(hash)?.every(Boolean) ?? false);
  if (!("history" in played)) return { run };
  const shows = (blob: string, id: string): boolean =>
    shown.get(blob)?.[elements.findIndex((element) => element.id === id)] ?? false;
  return { run, tally: tallyChanges(task.id, played as SamebutPlayed, shows) };
}

await main();

import { applyWords } from "../../src/core/change.ts";
import { elementsOf } from "../../src/still-life/grammar.ts";
import { loadWorld } from "../../src/still-life/world.ts";
import { type Bench, type Policy, proposals } from "./bench.ts";
import { draw, recipeFor } from "./draw.ts";
import { type ChangeTally, tallyChanges } from "./measures/changes.ts";
import { type EffectCase, effectCases } from "./measures/effects.ts";
import { type Scored, scored } from "./measures/images.ts";
import { type InterpretationCase, readCase } from "./measures/interpretation.ts";
import { type RestartCase, restartCase } from "./measures/restarts.ts";
import type { SamebutPlayed } from "./policies/samebut.ts";
import { type Task, trueState } from "./tasks.ts";

/** Everything that one task gave under one variant, as plain data. */
export interface TaskOutcome {
  readonly task: string;
  readonly runs: readonly { readonly policy: string; readonly run: Scored; readonly tally: ChangeTally | null }[];
  readonly interpretation: InterpretationCase;
  readonly effects: readonly EffectCase[];
  /** Where Samebut stopped or started over, against what the proposals can reach. */
  readonly restart: RestartCase | null;
}

export interface OutcomeOptions {
  readonly policies: readonly Policy[];
  /** Whether a change is also tried on all seeds of the truth, for the calibration of effects. */
  readonly effects: boolean;
  /** Whether it is worked out what the proposals can reach at best. */
  readonly restarts: boolean;
}

/** Seeds on which the truth about a prompt is measured: not those of an orientation. */
const truthSeeds = Array.from({ length: 24 }, (_, index) => 5 + index);

export async function outcomeOf(bench: Bench, task: Task, options: OutcomeOptions): Promise<TaskOutcome> {
  const { interpretation, placebos, misses } = await measureTask(bench, task);
  const changes = options.effects ? await changeCases(bench, task) : [];
  const played = [];
  for (const policy of options.policies) played.push(await playTask(bench, { ...task, misses }, policy));
  const last = played.findLast(({ history }) => history !== undefined);
  return {
    task: task.id,
    runs: played.map(({ policy, run, tally }) => ({ policy, run, tally })),
    interpretation,
    effects: [...placebos, ...changes],
    restart: options.restarts && last ? await restartCase(bench, task, last) : null,
  };
}

const samplesOf = async (bench: Bench, prompt: string, seeds: readonly number[]) => {
  const samples = [];
  for (const seed of seeds) samples.push(await draw(bench.engine, recipeFor(bench.description, prompt, seed)));
  return samples;
};

interface MeasuredTask {
  readonly interpretation: InterpretationCase;
  readonly placebos: readonly EffectCase[];
  /** Elements missed systematically with the weights of today. */
  readonly misses: number;
}

async function measureTask(bench: Bench, task: Task): Promise<MeasuredTask> {
  const elements = elementsOf(task.prompt, loadWorld());
  const orientation = await samplesOf(bench, task.prompt, [1, 2, 3, 4]);
  const many = await samplesOf(bench, task.prompt, truthSeeds);
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
  const { change } = proposal;
  const prompt = applyWords(task.prompt, change) ?? task.prompt;
  const side = {
    before: await samplesOf(bench, task.prompt, truthSeeds),
    after: await samplesOf(bench, prompt, truthSeeds),
  };
  return [
    ...(await effectCases(bench, task, elements, change, side, 4)),
    ...(await effectCases(bench, task, elements, change, side, 8)),
  ];
}

export interface PlayedTask {
  readonly policy: string;
  readonly run: Scored;
  readonly tally: ChangeTally | null;
  readonly history: SamebutPlayed["history"] | undefined;
}

async function playTask(bench: Bench, task: Task, policy: Policy): Promise<PlayedTask> {
  const elements = elementsOf(task.prompt, loadWorld());
  const played = await policy.play(task, elements, bench);
  const shown = new Map<string, readonly boolean[]>();
  for (const { sample } of played.drawn) shown.set(sample.hash, await bench.truth(sample, elements));
  const run = scored(task, played, bench.budget, (hash) => shown.get(hash)?.every(Boolean) ?? false);
  const history = "history" in played ? (played as SamebutPlayed).history : undefined;
  const shows = (blob: string, id: string): boolean =>
    shown.get(blob)?.[elements.findIndex((element) => element.id === id)] ?? false;
  const tally = history ? tallyChanges(task.id, { history }, shows) : null;
  return { policy: policy.name, run, tally, history };
}

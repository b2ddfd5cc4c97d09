import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { applyWords } from "../../src/core/change.ts";
import type { Element } from "../../src/core/element.ts";
import { placeboWords } from "../../src/core/method/effect/placebo-words.ts";
import type { Sample } from "../../src/core/sample.ts";
import { elementsOf } from "../../src/still-life/grammar.ts";
import { loadWorld } from "../../src/still-life/world.ts";
import { describeMachine, machineText } from "../machine.ts";
import type { Bench } from "./bench.ts";
import { createBenchSource } from "./bench-for.ts";
import { type Estimate, shareOf } from "./bootstrap.ts";
import { draw, recipeFor } from "./draw.ts";
import { type EffectCase, effectCases, summariseEffects } from "./measures/effects.ts";
import { type Task, readTasks } from "./tasks.ts";

// A/A on the same seeds: neutral words are added and nothing else. What is claimed of them is a false claim, and what they
// flip is the noise that paired effects stand on. `node benchmarks/rounds/placebo.ts [tasks]`

const count = Number(process.argv[2] ?? 40);
const seeds = Array.from({ length: 24 }, (_, index) => 5 + index);
const second = fileURLToPath(new URL("../../models/still-life/second-judge", import.meta.url));

/** Pictures that showed an element without the words and not with them, and the other way round. */
interface Flips {
  readonly right: number;
  readonly broke: number;
  readonly wrong: number;
  readonly fixed: number;
}

async function main(): Promise<void> {
  const source = createBenchSource({ truth: second, simulated: false, budget: 40 });
  const bench = await source.forVariant({ name: "placebo", accuracy: 1, words: "known", tasks: count });
  const tasks = (await readTasks(fileURLToPath(new URL("./tasks.jsonl", import.meta.url)))).slice(0, count);
  const same: { readonly cases: readonly EffectCase[]; readonly flips: Flips }[] = [];
  for (const task of tasks) same.push(await measureTask(bench, task));
  await source.close();
  await report(same);
}

async function measureTask(bench: Bench, task: Task) {
  const elements = elementsOf(task.prompt, loadWorld());
  const [first] = elements;
  const words = placeboWords(task.prompt, "image", 3);
  const change = { kind: "words" as const, element: first?.id ?? null, remove: "", add: words };
  const side = {
    before: await samplesOf(bench, task.prompt),
    after: await samplesOf(bench, applyWords(task.prompt, change) ?? task.prompt),
  };
  const cases = [
    ...(await effectCases(bench, task, elements, change, side, 4, 0)),
    ...(await effectCases(bench, task, elements, change, side, 12, 0)),
  ];
  return { cases, flips: await flipsOf(bench, elements, side) };
}

async function samplesOf(bench: Bench, prompt: string): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const seed of seeds) samples.push(await draw(bench.engine, recipeFor(bench.description, prompt, seed)));
  return samples;
}

async function flipsOf(
  bench: Bench,
  elements: readonly Element[],
  { before, after }: { readonly before: readonly Sample[]; readonly after: readonly Sample[] },
): Promise<Flips> {
  const flips = { right: 0, broke: 0, wrong: 0, fixed: 0 };
  for (const [index, sample] of before.entries()) {
    const was = await bench.truth(sample, elements);
    const is = await bench.truth(after[index] ?? sample, elements);
    was.forEach((shown, at) => {
      flips.right += Number(shown);
      flips.wrong += Number(!shown);
      flips.broke += Number(shown && !is[at]);
      flips.fixed += Number(!shown && is[at]);
    });
  }
  return flips;
}

async function report(
  tasks: readonly { readonly cases: readonly EffectCase[]; readonly flips: Flips }[],
): Promise<void> {
  const summary = summariseEffects(tasks.flatMap(({ cases }) => cases));
  const machine = describeMachine();
  const broke = shareOf(tasks.map(({ flips }) => ({ yes: flips.broke, of: flips.right })));
  const fixed = shareOf(tasks.map(({ flips }) => ({ yes: flips.fixed, of: flips.wrong })));
  const row = (what: string, { value, low, high, n }: Estimate): string =>
    `| ${what} | ${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)}) | ${n} |`;
  const text = `# A/A on the same seeds

Three neutral words are added to ${tasks.length} frozen tasks, on the same 24 seeds each; effects are read from windows of 4 and of 12
pairs, as sessions would. ${machineText(machine)}. Intervals: 95 %, bootstrap by task.

| | share | n |
| --- | --- | --- |
${row("claims (likely or better) of all elements", summary.claims)}
${row("claims of the element that plays the target", summary.targetClaims)}
${row("harm suggested elsewhere", summary.falseHarm)}
${row("90 % intervals that cover no difference", summary.coverage)}
${row("pictures that lost what they showed, by the truth", broke)}
${row("pictures that gained what they lacked, by the truth", fixed)}
`;
  await writeFile(new URL("./PLACEBO.md", import.meta.url), text);
  await writeFile(
    new URL("./placebo.json", import.meta.url),
    `${JSON.stringify({ machine, tasks: tasks.length, ...summary, broke, fixed }, null, 2)}\n`,
  );
  process.stdout.write(text);
}

await main();

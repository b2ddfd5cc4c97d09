import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Engine } from "../../src/core/engine.ts";
import { createRandom } from "../../src/core/method/statistics/random.ts";
import { createStillLifeEngine } from "../../src/engines/still-life/engine.ts";
import { stillLifeJudgeFolder } from "../../src/judges/still-life.ts";
import { elementsOf, unknownWords } from "../../src/still-life/grammar.ts";
import { loadWorld } from "../../src/still-life/world.ts";
import { cachedEngine } from "./cached-engine.ts";
import { draw, inLanes, recipeFor } from "./draw.ts";
import { type Truth, cachedJudge, truthBy } from "./judges.ts";
import { randomPrompt } from "./make-prompts.ts";
import { type Task, trueState, writeTasks } from "./tasks.ts";

// Makes the frozen task files: prompts from a seeded generator, each sorted by how many of its elements the model
// systematically misses over many pictures. `node benchmarks/rounds/generate-tasks.ts [--pictures 24]`

const { values } = parseArgs({
  options: { pictures: { type: "string", default: "24" }, lanes: { type: "string", default: "2" } },
});

/** The pictures of an orientation have the seeds 1 to 4; what a prompt really does is measured on others. */
export const firstTruthSeed = 5;
const strata = [0, 1, 2, 3] as const;
const sets = [
  { file: "development.jsonl", seed: 20_261_101, perStratum: 10 },
  { file: "tasks.jsonl", seed: 20_261_123, perStratum: 50 },
] as const;

async function main(): Promise<void> {
  const world = loadWorld();
  const engines = Array.from({ length: Number(values.lanes) }, () => createStillLifeEngine({ world }));
  const engine = cachedEngine(engines as [Engine, ...Engine[]]);
  const judge = cachedJudge(stillLifeJudgeFolder);
  const seen = new Set<string>();
  for (const { file, seed, perStratum } of sets) {
    const tasks = await collect({ engine, truth: truthBy(judge), seed, perStratum, seen, name: file[0] ?? "" });
    await writeTasks(join(fileURLToPath(new URL(".", import.meta.url)), file), tasks);
  }
  await engine.close?.();
  await judge.close?.();
}

interface Collection {
  readonly engine: Engine;
  readonly truth: Truth;
  readonly seed: number;
  readonly perStratum: number;
  readonly seen: Set<string>;
  readonly name: string;
}

/** Takes candidates in turn for every planted number of misses, until each measured number has enough. */
async function collect({ engine, truth, seed, perStratum, seen, name }: Collection): Promise<readonly Task[]> {
  const world = loadWorld();
  const random = createRandom(seed);
  const found = new Map<number, Task[]>(strata.map((misses) => [misses, []]));
  const isFull = (misses: number): boolean => (found.get(misses)?.length ?? 0) >= perStratum;
  while (!strata.every(isFull)) {
    const planted = strata.filter((misses) => !isFull(misses)).at(-1) ?? 0;
    const prompt = randomPrompt(world, planted, random);
    if (seen.has(prompt) || unknownWords(prompt, world).length > 0) continue;
    seen.add(prompt);
    const task = await measured(engine, truth, prompt);
    const misses = task.rates.filter((rate) => trueState(rate) === "unheard").length;
    const stratum = found.get(misses);
    if (!stratum || isFull(misses)) continue;
    stratum.push({ ...task, id: `${name}${misses}-${stratum.length + 1}`, misses });
    process.stderr.write(`${[...found].map(([key, tasks]) => `${key}: ${tasks.length}`).join("  ")}  ${prompt}\n`);
  }
  // Of every stratum in turn, so that any beginning of the file is stratified too.
  return Array.from({ length: perStratum }, (_, i) => strata.flatMap((misses) => found.get(misses)?.[i] ?? [])).flat();
}

async function measured(engine: Engine, truth: Truth, prompt: string): Promise<Task> {
  const elements = elementsOf(prompt, loadWorld());
  const description = await engine.describe();
  const seeds = Array.from({ length: Number(values.pictures) }, (_, index) => firstTruthSeed + index);
  const shown = await inLanes(seeds, description.concurrency, async (seed) =>
    truth(await draw(engine, recipeFor(description, prompt, seed)), elements),
  );
  const rates = elements.map(({ id, statement }, index) => ({
    element: id,
    statement,
    right: shown.filter((picture) => picture[index]).length,
    n: shown.length,
  }));
  return { id: "", prompt, misses: 0, rates, fingerprint: description.fingerprint };
}

await main();

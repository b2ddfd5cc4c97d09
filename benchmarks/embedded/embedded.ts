import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { EngineDescription } from "../../src/core/engine.ts";
import { Recipe } from "../../src/core/recipe.ts";
import { createDiffusionEngine } from "../../src/engines/diffusion/engine.ts";
import { openBareLoop } from "./bare-loop.ts";
import { type Measured, compare } from "./summary.ts";
import { type EmbeddedResult, reportOf } from "./report.ts";

// How much the engine adds to the model: seconds per picture through the engine against a bare loop over the same sessions,
// in turns in one run. `node benchmarks/embedded/embedded.ts [--pictures 30] [--folder <model folder>]`

const shippedWeights = fileURLToPath(new URL("../../models/still-life/weights", import.meta.url));
const { values } = parseArgs({
  options: { pictures: { type: "string", default: "30" }, folder: { type: "string", default: shippedWeights } },
});

const prompt = "a green pear on a wooden table, hard light from the left, dark background";
const steps = 20;
const guidance = 3;
const warmUps = 3;

async function main(): Promise<void> {
  const result = await measure(values.folder, Number(values.pictures));
  const here = (name: string): URL => new URL(name, import.meta.url);
  await writeFile(here("result.json"), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(here("RESULT.md"), reportOf(result));
  process.stdout.write(reportOf(result));
}

async function measure(folder: string, pictures: number): Promise<EmbeddedResult> {
  const bare = await openBareLoop(folder);
  const engine = createDiffusionEngine({ id: "embedded", folder });
  const description = await engine.describe();
  const draw = async (seed: number): Promise<void> => {
    for await (const event of engine.generate(recipeFor(description, seed), call)) void event;
  };
  const elapsed: Measured = { bare: [], engine: [] };
  const worked: Measured = { bare: [], engine: [] };
  for (let seed = -warmUps; seed < pictures; seed++) {
    const round = await inTurns(
      seed,
      () => bare.draw({ prompt, seed: Math.abs(seed), steps, guidance }),
      () => draw(Math.abs(seed)),
    );
    if (seed < 0) continue;
    for (const side of ["bare", "engine"] as const) {
      elapsed[side].push(round[side].elapsed);
      worked[side].push(round[side].worked);
    }
  }
  await engine.close?.();
  return {
    date: new Date().toISOString().slice(0, 10),
    model: { fingerprint: description.fingerprint, size: sizeOf(description) },
    task: { prompt, steps, guidance, pictures, warmUps },
    machine: describeMachine(),
    elapsed: compare(elapsed),
    worked: compare(worked),
    peakMemoryMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

const call = {
  signal: new AbortController().signal,
  idempotencyKey: "benchmark",
  previews: false,
  readBlob: async () => new Uint8Array(),
};

function recipeFor(description: EngineDescription, seed: number): Recipe {
  const { fingerprint } = description;
  return Recipe.parse({ engine: "embedded", fingerprint, prompt, seed, size: sizeOf(description), steps, guidance });
}

function sizeOf({ sizes }: EngineDescription): { width: number; height: number } {
  if (sizes === "any" || !sizes[0]) throw new Error("The model has no size of its own.");
  return sizes[0];
}

interface Duration {
  /** Seconds on the wall clock. */
  readonly elapsed: number;
  /** Seconds of processor time in all threads of the process. */
  readonly worked: number;
}

/** Both once, the first one by turns, so that neither always finds the warmer machine. */
async function inTurns(
  turn: number,
  bare: () => Promise<unknown>,
  engine: () => Promise<unknown>,
): Promise<Record<keyof Measured, Duration>> {
  if (turn % 2 === 0) return { bare: await durationOf(bare), engine: await durationOf(engine) };
  const later = { engine: await durationOf(engine) };
  return { bare: await durationOf(bare), ...later };
}

async function durationOf(action: () => Promise<unknown>): Promise<Duration> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await action();
  const { user, system } = process.cpuUsage(before);
  return { elapsed: (performance.now() - start) / 1000, worked: (user + system) / 1e6 };
}

function describeMachine(): EmbeddedResult["machine"] {
  const require = createRequire(import.meta.url);
  const { version } = require("onnxruntime-node/package.json") as { version: string };
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.version,
    onnxruntime: version,
    loadAtEnd: Number(loadavg()[0]?.toFixed(1)),
  };
}

await main();

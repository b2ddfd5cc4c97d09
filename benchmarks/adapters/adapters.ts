import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Protocol, engineFor as hostedEngine, protocols, recipeFor } from "../../test/fixtures/hosted.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import type { Engine } from "../../src/core/engine.ts";
import { Recipe } from "../../src/core/recipe.ts";
import { kinds } from "../../src/engines/kinds.ts";
import { apiOf } from "../../src/operations/api-of.ts";
import { describeMachine, machineText, percentile } from "../machine.ts";
import { bareExchanges, prompt, size } from "./bare.ts";
import { createRecorder, replay } from "./replay.ts";

// What adapters cost: time over a bare exchange of the same bytes, limits of engines under load, memory.
// `node --expose-gc benchmarks/adapters/adapters.ts [pictures per engine for the times] [pictures for the memory]`

const pictures = Number(process.argv[2] ?? 100);
const many = Number(process.argv[3] ?? 2000);

/** Milliseconds per picture. Processor time is that of this process alone: it does not wait for others on a busy computer. */
interface Cost {
  readonly median: number;
  readonly processor: number;
}

interface Overhead {
  readonly adapter: Cost;
  readonly bare: Cost;
}

async function main(): Promise<void> {
  const child = fork(fileURLToPath(new URL("./serve.ts", import.meta.url)));
  const [{ local: urls, hosted }] = (await once(child, "message")) as [
    Record<"local" | "hosted", Record<string, string>>,
  ];
  try {
    const overhead: Record<string, Overhead> = {};
    for (const [kind, url] of Object.entries(urls)) overhead[kind] = await measureLocal(kind, url);
    for (const protocol of protocols)
      overhead[protocol.kind] = await measureHosted(protocol, hosted[protocol.kind] ?? "");
    const load = await measureLimits(urls);
    const memory = await measureMemory(urls);
    await report({ overhead, load, memory });
  } finally {
    child.disconnect();
  }
}

const engineFor = (kind: string, url: string): Engine => {
  const found = kinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`There is no kind ${kind}.`);
  return found.create({ kind, id: kind, url }, {});
};

const recipeWith = (seed: number): Recipe =>
  Recipe.parse({ engine: "it", fingerprint: "", prompt, seed, size: { width: size, height: size } });

async function draw(engine: Engine, recipe: Recipe): Promise<void> {
  const call = {
    signal: new AbortController().signal,
    idempotencyKey: randomUUID(),
    previews: false,
    readBlob: () => Promise.reject(new Error("There are no blobs.")),
  };
  for await (const event of engine.generate(recipe, call)) void event;
}

/** Descriptions are remembered for two seconds, as in a round. */
async function measureLocal(kind: string, url: string): Promise<Overhead> {
  const engine = engineFor(kind, url);
  const bare = bareExchanges[kind];
  if (!bare) throw new Error(`There is no bare exchange for ${kind}.`);
  return measureOverhead(
    (i) => draw(engine, recipeWith(10_000 + i)),
    (i) => bare(url, 50_000 + i),
  );
}

/** The bare exchange repeats the requests of the picture before it; the pauses between looks at a job are left out of both. */
async function measureHosted(protocol: Protocol, url: string): Promise<Overhead> {
  const recorder = createRecorder();
  const engine = hostedEngine(protocol, { url }, [], { fetch: recorder.fetch });
  const recipe = recipeFor(protocol);
  return measureOverhead(
    () => draw(engine, recipe),
    () => replay(recorder.take()),
  );
}

/** Milliseconds per picture, one after another, adapter and bare exchange in turn. */
async function measureOverhead(
  draws: (i: number) => Promise<unknown>,
  bare: (i: number) => Promise<unknown>,
): Promise<Overhead> {
  const adapter: Sample[] = [];
  const exchange: Sample[] = [];
  for (let i = -10; i < pictures; i++) {
    const samples = [await timed(() => draws(i)), await timed(() => bare(i))] as const;
    if (i < 0) continue; // the first load code
    adapter.push(samples[0]);
    exchange.push(samples[1]);
  }
  return { adapter: costOf(adapter), bare: costOf(exchange) };
}

interface Sample {
  readonly wall: number;
  readonly processor: number;
}

async function timed(work: () => Promise<unknown>): Promise<Sample> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - started, processor: (user + system) / 1000 };
}

const costOf = (samples: readonly Sample[]): Cost => ({
  median: percentile(
    samples.map(({ wall }) => wall),
    0.5,
  ),
  processor: percentile(
    samples.map(({ processor }) => processor),
    0.5,
  ),
});

interface Load {
  readonly variations: number;
  readonly seconds: number;
  /** Most calls at once, and how many the engine says it can do. */
  readonly engines: Readonly<Record<string, { readonly most: number; readonly limit: number }>>;
}

/** Fifty variations over four engines at the same time, in real rounds of a real studio. */
async function measureLimits(urls: Readonly<Record<string, string>>): Promise<Load> {
  const test = await openTestStudio();
  const most: Record<string, number> = {};
  const engines = Object.entries(urls).map(([kind, url]) => counted(engineFor(kind, url), most));
  const studio = { ...test, engines: new Map(engines.map((engine) => [engine.id, engine])) };
  const api = apiOf(studio);
  const counts = [13, 13, 12, 12];
  const started = performance.now();
  await Promise.all(
    engines.map(async (engine, i) => {
      const { session } = await api.new({ prompt, engine: engine.id, judge: "none" });
      await api.orient({ session: session.id, count: counts[i] ?? 12, size: "64x64" });
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const limits = await Promise.all(engines.map(async (engine) => (await engine.describe()).concurrency));
  await test.close();
  const rows = engines.map(({ id }, i) => [id, { most: most[id] ?? 0, limit: limits[i] ?? 0 }] as const);
  return { variations: 50, seconds, engines: Object.fromEntries(rows) };
}

function counted(engine: Engine, most: Record<string, number>): Engine {
  let now = 0;
  return {
    ...engine,
    async *generate(...call) {
      now += 1;
      most[engine.id] = Math.max(most[engine.id] ?? 0, now);
      try {
        yield* engine.generate(...call);
      } finally {
        now -= 1;
      }
    },
  };
}

interface Memory {
  readonly variations: number;
  /** Heap in MB after collecting, at each tenth of the way. */
  readonly heap: readonly number[];
}

async function measureMemory(urls: Readonly<Record<string, string>>): Promise<Memory> {
  const engines = Object.entries(urls).map(([kind, url]) => engineFor(kind, url));
  const heap: number[] = [];
  for (let done = 0; done < many; done += engines.length) {
    await Promise.all(engines.map((engine) => draw(engine, recipeWith(done))));
    if (done % (many / 10) < engines.length) {
      globalThis.gc?.();
      heap.push(Math.round(process.memoryUsage().heapUsed / 1e5) / 10);
    }
  }
  return { variations: many, heap };
}

async function report(result: { overhead: Record<string, Overhead>; load: Load; memory: Memory }): Promise<void> {
  const machine = describeMachine();
  const rows = Object.entries(result.overhead).map(([kind, { adapter, bare }]) => {
    const over = [adapter.median - bare.median, adapter.processor - bare.processor];
    const numbers = [bare.median, adapter.median, over[0], bare.processor, adapter.processor, over[1]];
    return `| ${kind} | ${numbers.map((number) => (number ?? 0).toFixed(1)).join(" | ")} |`;
  });
  const limits = Object.entries(result.load.engines).map(
    ([kind, { most, limit }]) => `| ${kind} | ${limit} | ${most} |`,
  );
  const text = `# What adapters cost

Real HTTP and WebSocket to servers on the same computer that speak each protocol and draw at once (\`serve.ts\`), ${size}×${size} pixels. ${machineText(machine)}.

Milliseconds per picture, median of ${pictures}, adapter and bare exchange (\`bare.ts\`; for hosted providers the same requests again, \`replay.ts\`) in turn; pauses between looks at a hosted job are left out; by the clock, and processor time of the client's process alone. Where the load is
over the number of cores, the clock measures how long others kept each further request waiting:

| | bare exchange | adapter | overhead | bare, processor | adapter, processor | overhead, processor |
|---|---|---|---|---|---|---|
${rows.join("\n")}

${result.load.variations} variations over four engines at once, in rounds of a real studio, in ${result.load.seconds.toFixed(1)} s; most calls at once:

| | limit | most at once |
|---|---|---|
${limits.join("\n")}

Heap after collecting, along ${result.memory.variations} variations over the four engines: ${result.memory.heap.join(", ")} MB.
`;
  await writeFile(new URL("./RESULT.md", import.meta.url), text);
  await writeFile(new URL("./result.json", import.meta.url), `${JSON.stringify({ machine, ...result }, null, 2)}\n`);
  console.log(text);
}

await main();
process.exit();

import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, open, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudio } from "../../src/cli/create-studio.ts";
import { createScriptedEngine } from "../../src/engines/scripted/engine.ts";
import { newSession } from "../../src/operations/new-session.ts";
import { orient } from "../../src/operations/orient.ts";
import { describeMachine, machineText, percentile } from "../machine.ts";

// What the workflow adds to each variation: claim, call row, blob with its syncs, variation, slot and event; nothing is read
// from the pictures. The engine answers at once with one small picture after another.
// Beside it, in the same run: the least that a durable file costs on this disk. `node benchmarks/overhead/overhead.ts`

const sessions = 40;
const perSession = 16;

async function main(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "samebut-overhead-"));
  try {
    const files: number[] = [];
    const engine = await measureEngine();
    const variations = await measureVariations(home, async () => void files.push(await durableFile(home)));
    await report({ variations, files, engine });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Milliseconds between the ends of neighbouring variations of one orientation, over many sessions. */
async function measureVariations(home: string, between: () => Promise<void>): Promise<readonly number[]> {
  const engine = createScriptedEngine({ steps: 1, concurrency: 1 });
  const studio = await createStudio({ home, engines: [engine], instruments: [] });
  // The built-in instruments would read the pictures, which is work of another kind.
  const bare = { ...studio, instruments: [] };
  const call = { signal: new AbortController().signal };
  const times: number[] = [];
  for (let i = 0; i < sessions; i++) {
    const { session } = await newSession.run(
      bare,
      newSession.input.parse({ prompt: `a red cube ${i}`, engine: "scripted" }),
      call,
    );
    let last: number | undefined;
    const stop = bare.live.subscribe((event) => {
      if (event.type !== "slot" || event.state !== "done") return;
      if (last !== undefined) times.push(performance.now() - last);
      last = performance.now();
    });
    await orient.run(bare, orient.input.parse({ session: session.id, count: perSession }), call);
    stop();
    for (let k = 0; k < perSession; k++) await between();
  }
  await studio.close();
  return times;
}

/** What the engine itself takes for a picture, called directly. */
async function measureEngine(): Promise<readonly number[]> {
  const engine = createScriptedEngine({ steps: 1 });
  const { fingerprint } = await engine.describe();
  const { Recipe } = await import("../../src/core/recipe.ts");
  const times: number[] = [];
  for (let seed = 0; seed < 200; seed++) {
    const recipe = Recipe.parse({
      engine: engine.id,
      fingerprint,
      prompt: "a red cube",
      seed,
      size: { width: 64, height: 64 },
    });
    const started = performance.now();
    const call = {
      signal: new AbortController().signal,
      idempotencyKey: String(seed),
      previews: false,
      readBlob: async () => new Uint8Array(),
    };
    for await (const event of engine.generate(recipe, call)) void event;
    times.push(performance.now() - started);
  }
  return times;
}

/** Temporary file, fsync, rename, fsync of the folder: milliseconds. */
async function durableFile(home: string): Promise<number> {
  const folder = join(home, "raw");
  await mkdir(folder, { recursive: true });
  const name = randomBytes(8).toString("hex");
  const started = performance.now();
  const file = await open(join(folder, `${name}.tmp`), "wx");
  await file.writeFile(randomBytes(1_000));
  await file.sync();
  await file.close();
  await rename(join(folder, `${name}.tmp`), join(folder, name));
  const directory = await open(folder, "r");
  await directory.sync();
  await directory.close();
  return performance.now() - started;
}

async function report(measured: Readonly<Record<"variations" | "files" | "engine", readonly number[]>>): Promise<void> {
  const machine = describeMachine();
  const rows = Object.entries(measured).map(([name, times]) => ({
    name,
    n: times.length,
    median: round(percentile(times, 0.5)),
    p95: round(percentile(times, 0.95)),
  }));
  const of = (name: string): number => rows.find((row) => row.name === name)?.median ?? Number.NaN;
  const added = round(of("variations") - of("engine"));
  const words: Readonly<Record<string, string>> = {
    variations: "a variation, from the end of the one before",
    files: "one durable file on the same disk",
    engine: "the engine alone",
  };
  const text = [
    "# What the workflow adds per variation",
    "",
    `**${added} ms** in the median (goal: 15 ms or less): a whole variation less the engine alone. ${(added / of("files")).toFixed(1)} times one durable file.`,
    "",
    "| milliseconds | n | median | 95th percentile |",
    "|---|---|---|---|",
    ...rows.map(({ name, n, median, p95 }) => `| ${words[name] ?? name} | ${n} | ${median} | ${p95} |`),
    "",
    `Claim, call row, blob with its syncs, variation, slot and event; nothing is read from the pictures. ${new Date().toISOString().slice(0, 10)}, ${machineText(machine)}.`,
    "`node benchmarks/overhead/overhead.ts` measures it again.",
    "",
  ].join("\n");
  const here = (name: string): URL => new URL(name, import.meta.url);
  await writeFile(
    here("result.json"),
    `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, added, rows }, null, 2)}\n`,
  );
  await writeFile(here("RESULT.md"), text);
  process.stdout.write(text);
}

const round = (milliseconds: number): number => Number(milliseconds.toFixed(2));

await main();

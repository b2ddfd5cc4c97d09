// How much memory does an 8K delivery take? Each step runs in a process of its own; the system says how much it held at most.
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createStudio } from "../../src/cli/create-studio.ts";
import type { Engine } from "../../src/core/engine.ts";
import { createScriptedEngine } from "../../src/engines/scripted/engine.ts";
import { encodePicture } from "../../src/imaging/files/encode.ts";
import { scene } from "../../src/imaging/gate/scene.ts";
import { deliver } from "../../src/operations/deliver.ts";
import { finish } from "../../src/operations/finish/finish.ts";
import { newSession } from "../../src/operations/new-session.ts";
import { orient } from "../../src/operations/orient.ts";
import { describeMachine, machineText } from "../machine.ts";

const { values } = parseArgs({
  options: {
    size: { type: "string", default: "7680x4320" },
    upscaler: { type: "string", default: "built-in" },
    formats: { type: "string", default: "png,jpeg" },
    label: { type: "string" },
    step: { type: "string" },
    home: { type: "string" },
  },
});

interface Held {
  readonly step: string;
  /** Megabytes resident once the workspace is open, and at most. */
  readonly idle: number;
  readonly peak: number;
}

const steps = ["approve", "finish", "deliver"];
if (values.step && values.home) await runStep(values.step, values.home);
else await measureAll();

async function measureAll(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "memory-"));
  try {
    const held = steps.map((step) => measured(step, home)).filter(({ step }) => step !== "approve");
    for (const { step, idle, peak } of held)
      process.stdout.write(`${step}: idle ${idle} MB, peak ${peak} MB, above idle ${peak - idle} MB\n`);
    if (values.label !== undefined) await keep(values.label, held);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function measured(step: string, home: string): Held {
  const { size, upscaler, formats } = values;
  const asked = ["--step", step, "--home", home, "--size", size, "--upscaler", upscaler, "--formats", formats];
  const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...asked], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${step} failed: ${run.stderr}`);
  return JSON.parse(run.stdout) as Held;
}

async function runStep(step: string, home: string): Promise<void> {
  const studio = await createStudio({ home, engines: [sceneEngine()], instruments: [] });
  const call = { signal: new AbortController().signal };
  const idle = await kilobytes("VmRSS");
  if (step === "approve") {
    await newSession.run(studio, newSession.input.parse({ prompt: "a ball", engine: "scripted" }), call);
    await orient.run(studio, orient.input.parse({ seeds: [1] }), call);
  }
  if (step === "finish") {
    const { size, upscaler } = values;
    await finish.run(studio, finish.input.parse({ session: "last", size, upscaler }), call);
  }
  if (step === "deliver") {
    const to = join(home, "delivered");
    await deliver.run(studio, deliver.input.parse({ session: "last", to, formats: values.formats.split(",") }), call);
  }
  const peak = await kilobytes("VmHWM");
  await studio.close();
  process.stdout.write(JSON.stringify({ step, idle: megabytes(idle), peak: megabytes(peak) } satisfies Held));
}

/** One picture of 1024 × 576 with edges, gradients and texture. */
function sceneEngine(): Engine {
  const scripted = createScriptedEngine({ sizes: [{ width: 1024, height: 576 }] });
  return {
    ...scripted,
    async *generate() {
      yield { type: "output", output: { data: await encodePicture(scene(1024, 576), "png"), mediaType: "image/png" } };
    },
  };
}

/** What Linux says of this process: VmRSS is resident now, VmHWM at most so far. */
async function kilobytes(name: "VmRSS" | "VmHWM"): Promise<number> {
  const status = await readFile("/proc/self/status", "utf8");
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "mu").exec(status)?.[1];
  if (found === undefined) throw new Error("This needs Linux: /proc/self/status does not say how much memory is held.");
  return Number(found);
}

function megabytes(amount: number): number {
  return Math.round(amount / 1024);
}

/** Adds the figures under a label, beside those already there. */
async function keep(label: string, held: readonly Held[]): Promise<void> {
  const file = fileURLToPath(new URL("memory.json", import.meta.url));
  const before = await readFile(file, "utf8").then(
    (text) => JSON.parse(text) as object,
    () => ({}),
  );
  const { size, upscaler, formats } = values;
  const machine = machineText(describeMachine());
  const figures = { ...before, [label]: { size, upscaler, formats, machine, held } };
  await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`);
}

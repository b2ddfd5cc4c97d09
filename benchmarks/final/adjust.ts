import { readFile, writeFile } from "node:fs/promises";
import type { Adjustment } from "../../src/core/recipe.ts";
import { applyAdjustments } from "../../src/engines/adjust/apply-adjustments.ts";
import { scene } from "../../src/imaging/gate/scene.ts";
import { describeMachine, machineText, percentile } from "../machine.ts";

// How many megapixels a second the exact adjustments do on one core. `node benchmarks/final/adjust.ts [repetitions] [--keep]`

const repetitions = Number(process.argv[2] ?? 9);
const size = { width: 4000, height: 3000 };

/** From what people do most to what costs most; the first is the five-step chain of the goal. */
const chains: Readonly<Record<string, readonly Adjustment[]>> = {
  "exposure, temperature, tint, contrast, saturation": [
    { kind: "exposure", stops: 0.4 },
    { kind: "temperature", mired: 20 },
    { kind: "tint", stops: 0.05 },
    { kind: "contrast", amount: 0.2 },
    { kind: "saturation", amount: 0.15 },
  ],
  "exposure alone": [{ kind: "exposure", stops: 0.4 }],
  "sharpen alone": [{ kind: "sharpen", amount: 0.5, radius: 1 }],
  "grain alone": [{ kind: "grain", amount: 0.1, size: 1, seed: 1 } as Adjustment],
};

const picture = scene(size.width, size.height);
const megapixels = (size.width * size.height) / 1e6;
const names = Object.keys(chains);
const times = new Map<string, number[]>(names.map((name) => [name, []]));
for (let round = -1; round < repetitions; round++) {
  for (const name of names) {
    const before = process.cpuUsage();
    applyAdjustments({ ...picture, data: picture.data.slice() }, chains[name] ?? []);
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) times.get(name)?.push((user + system) / 1e6);
  }
}

const rows = names.map((name) => {
  const speeds = (times.get(name) ?? []).map((seconds) => megapixels / seconds);
  return { name, n: speeds.length, median: percentile(speeds, 0.5), low: percentile(speeds, 0.05) };
});
for (const { name, median, low } of rows)
  process.stdout.write(`${name}: ${median.toFixed(1)} megapixels/s (5 %: ${low.toFixed(1)})\n`);
if (process.argv.includes("--keep")) {
  const machine = machineText(describeMachine());
  await writeFile(new URL("adjust.json", import.meta.url), `${JSON.stringify({ size, machine, rows }, null, 2)}\n`);
  const readme = new URL("README.md", import.meta.url);
  const table = rows.map(({ name, median, low }) => `| ${name} | ${median.toFixed(1)} | ${low.toFixed(1)} |`);
  const text = await readFile(readme, "utf8");
  const section = `## How quick are the exact adjustments?

    node benchmarks/final/adjust.ts 9 --keep

Megapixels a second of processor time, bytes in and bytes out, a picture of ${size.width}×${size.height}; median and 5 % of ${repetitions}, every chain in turn. ${machine}. The goal is 25 for the chain of five.

| | median | 5 % |
| --- | --- | --- |
${table.join("\n")}
`;
  const at = text.indexOf("## How quick are the exact adjustments?");
  await writeFile(readme, `${(at < 0 ? text : text.slice(0, at)).trimEnd()}\n\n${section}`);
}

import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import retextEnglish from "retext-english";
import retextIntensify from "retext-intensify";
import retextSimplify from "retext-simplify";
import { unified } from "unified";
import writeGood from "write-good";
import { analyseText } from "../../src/text/analyse.ts";
import { compareText } from "../../src/text/compare.ts";
import { describeMachine, machineText, percentile } from "../machine.ts";

/** `node benchmarks/text/speed.ts [--text FILE]`: how fast texts are read, beside write-good and retext in the same run. */
const { values } = parseArgs({ options: { text: { type: "string" } } });
const sample =
  "In today’s fast-paced world, it is important to note that the shop opens at 9 on Monday. Anna Berg bakes rye bread in a stone oven, and she sells 1,200 loaves a week. The town may grow, but nobody knows; some people say that it will. We leverage old recipes in order to bake well. ";
const source = values.text === undefined ? sample.repeat(80) : await readFile(values.text, "utf8");
const document = source.slice(0, 20_000);

const processor = unified().use(retextEnglish).use(retextIntensify).use(retextSimplify);
const retext = {
  async run(text: string): Promise<unknown> {
    const tree = processor.parse(text);
    return processor.run(tree);
  },
};

const readers = {
  samebut: (text: string) => void analyseText(text),
  writeGood: (text: string) => void writeGood(text),
  retext: (text: string) => retext.run(text),
} as const;

/** Megabytes (10^6 UTF-16 code units) a second: the median of several runs after a warm-up, readers taking turns. */
const speeds: Record<string, number[]> = { samebut: [], writeGood: [], retext: [] };
const repeats = { samebut: 100, writeGood: 4, retext: 1 } as const;
for (let i = 0; i < 150; i++) analyseText(document);
for (let round = 0; round < 7; round++) {
  for (const [name, read] of Object.entries(readers)) {
    const times = repeats[name as keyof typeof repeats];
    const start = process.cpuUsage();
    for (let i = 0; i < times; i++) await read(document);
    const used = process.cpuUsage(start);
    speeds[name]!.push((document.length * times) / (used.user + used.system));
  }
}

const words = source.split(/\s+/u).slice(0, 1_000).join(" ");
const edited = words.replaceAll(" is ", " was ").replace("Monday", "Tuesday");
for (let i = 0; i < 100; i++) compareText(words, edited);
const milliseconds = Array.from({ length: 7 }, () => {
  const start = process.cpuUsage();
  for (let i = 0; i < 40; i++) compareText(words, edited);
  const used = process.cpuUsage(start);
  return (used.user + used.system) / 40 / 1_000;
});

const result = {
  megabytesPerSecond: Object.fromEntries(
    Object.entries(speeds).map(([name, runs]) => [name, Number(percentile(runs, 0.5).toPrecision(3))]),
  ),
  compareMilliseconds: Number(percentile(milliseconds, 0.5).toPrecision(3)),
  on: `${document.length} characters; compareText on 1,000 words, about every sixth sentence edited; processor time of one process, medians of 7`,
  machine: describeMachine(),
};
await writeFile(new URL("./speed.json", import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
console.log(result.megabytesPerSecond, `compareText ${result.compareMilliseconds} ms;`, machineText(result.machine));

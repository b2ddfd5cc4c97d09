import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { listsVersion } from "../../src/text/rules/index.ts";
import { describeMachine } from "../machine.ts";
import type { Absent, Answer, Outcome } from "./answer.ts";
import { readCorpora } from "./corpora/read-corpora.ts";
import { drift } from "./questions/drift.ts";
import { edits } from "./questions/edits.ts";
import { hedges } from "./questions/hedges.ts";
import { padding } from "./questions/padding.ts";
import { register } from "./questions/register.ts";
import { resultText } from "./report.ts";

/** `npm run eval:text -- --data DIR [--to FOLDER]`: every question that the corpora in DIR can answer. */
const { values } = parseArgs({ options: { data: { type: "string" }, to: { type: "string" } } });
if (values.data === undefined) {
  console.error("Say where the corpora are: npm run eval:text -- --data DIR");
  process.exit(2);
}

const { corpora, files, unknown } = await readCorpora(values.data);
const outcome: Outcome[number][] = [];
for (const ask of [hedges, register, padding, drift, edits]) outcome.push(...ask(corpora));
const answers = outcome.filter((one): one is Answer => "figure" in one);
const absent = outcome.filter((one): one is Absent => "corpus" in one);
const speedFile = new URL("./speed.json", import.meta.url);
const speed = await readFile(speedFile, "utf8").then(
  (text) => JSON.parse(text) as unknown,
  () => null,
);
const result = {
  lists: listsVersion,
  machine: describeMachine(),
  files: summarise(files),
  unknown,
  answers,
  absent,
  speed,
};
const text = resultText(result);
if (values.to !== undefined) {
  await mkdir(values.to, { recursive: true });
  await writeFile(join(values.to, "result.json"), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(join(values.to, "RESULT.md"), text);
}
console.log(text);

/** How many files of each format: names of files say nothing to a reader, and a machine's folders stay out. */
function summarise(read: readonly { readonly format: string }[]): readonly { format: string; files: number }[] {
  return [...Map.groupBy(read, ({ format }) => format)].map(([format, all]) => ({ format, files: all.length }));
}

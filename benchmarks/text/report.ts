import { type Machine, machineText } from "../machine.ts";
import { type Absent, type Answer, metTarget } from "./answer.ts";

export interface EvaluationResult {
  readonly lists: { readonly version: number; readonly date: string };
  readonly machine: Machine;
  readonly files: readonly { readonly format: string; readonly files: number }[];
  readonly unknown: readonly string[];
  readonly answers: readonly Answer[];
  readonly absent: readonly Absent[];
  readonly speed: unknown;
}

/** The result as a page for people. */
export function resultText({ lists, machine, files, unknown, answers, absent, speed }: EvaluationResult): string {
  const rows = answers.map((answer) => {
    const { question, figure, target, on } = answer;
    const met = metTarget(answer);
    const wanted = target === undefined ? "–" : target.least === undefined ? `≤ ${target.most}` : `≥ ${target.least}`;
    return `| ${question} | ${three(figure.value)} (${three(figure.low)}–${three(figure.high)}) | ${wanted}${met === undefined ? "" : met ? " ✓" : " ✗"} | ${on} |`;
  });
  return [
    "# How well texts are read",
    "",
    `Lists version ${lists.version} of ${lists.date}. Intervals are 90 %, by bootstrap over whole texts, rows or blocks. ✓ and ✗ are against the target for the point figure.`,
    "",
    "| question | figure | target | on |",
    "|---|---|---|---|",
    ...rows,
    "",
    "## Not at hand",
    "",
    ...(absent.length === 0
      ? ["Every corpus was there."]
      : absent.map(({ question, corpus }) => `- ${corpus}: “${question}” was not asked.`)),
    "",
    "## Read",
    "",
    ...files.map(({ format, files: count }) => `- ${format}: ${count} file${count === 1 ? "" : "s"}`),
    ...(unknown.length > 0 ? [`- not understood: ${unknown.length} file${unknown.length === 1 ? "" : "s"}`] : []),
    "",
    ...(speed === null ? [] : ["## Speed", "", "In `speed.json`, by `node benchmarks/text/speed.ts`.", ""]),
    `Machine: ${machineText(machine)}.`,
    "",
  ].join("\n");
}

const three = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : "–");

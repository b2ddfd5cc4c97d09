import type { Compared, Summary } from "./summary.ts";

export interface EmbeddedResult {
  readonly date: string;
  readonly model: { readonly fingerprint: string; readonly size: { readonly width: number; readonly height: number } };
  readonly task: {
    readonly prompt: string;
    readonly steps: number;
    readonly guidance: number;
    readonly pictures: number;
    readonly warmUps: number;
  };
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly memoryGigabytes: number;
    readonly system: string;
    readonly node: string;
    readonly onnxruntime: string;
    readonly loadAtEnd: number;
  };
  /** Wall clock, and processor time in all threads. */
  readonly elapsed: Compared;
  readonly worked: Compared;
  readonly peakMemoryMegabytes: number;
}

const goal = 1.1;

export function reportOf({ date, model, task, machine, elapsed, worked, peakMemoryMegabytes }: EmbeddedResult): string {
  return `# What the engine adds to the model

${date} · ${task.pictures} pictures of ${model.size.width}×${model.size.height}, ${task.steps} steps, guidance ${task.guidance}, one thread per operator.
The bare loop calls the same sessions in a row with nothing around them; the engine adds its checks, a thread of its own,
the journey of pixels between threads, and a PNG. Both draw the same seeds in turns, after ${task.warmUps} warm-ups.

| per picture | median | 10–90 % | processor time, median | 10–90 % |
|---|---|---|---|---|
${row("bare loop, seconds", elapsed.bare, worked.bare, 4)}
${row("engine, seconds", elapsed.engine, worked.engine, 4)}
${row("engine / bare, pair by pair", elapsed.ratioOfPairs, worked.ratioOfPairs, 3)}

Ratio of the medians: **${elapsed.ratioOfMedians.toFixed(3)}** on the clock (goal ≤ ${goal.toFixed(2)}: ${elapsed.ratioOfMedians <= goal ? "met" : "missed"}), ${worked.ratioOfMedians.toFixed(3)} in processor time, which other programs on the machine disturb less.
Peak memory of the process, with both in it: ${peakMemoryMegabytes} MB.

Machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.system}; Node ${machine.node}, onnxruntime-node ${machine.onnxruntime}; load ${machine.loadAtEnd} at the end.
Model: ${model.fingerprint}. Numbers: \`result.json\`. To measure again: \`node benchmarks/embedded/embedded.ts\`.
`;
}

const row = (name: string, elapsed: Summary, worked: Summary, digits: number): string =>
  `| ${name} | ${[elapsed, worked].map(({ median, low, high }) => `${median.toFixed(digits)} | ${low.toFixed(digits)}–${high.toFixed(digits)}`).join(" | ")} |`;

import type { Summary, ratioOf } from "./summary.ts";

export interface EmbeddedResult {
  readonly date: string;
  readonly model: { readonly fingerprint: string; readonly size: { readonly width: number; readonly height: number } };
  readonly task: { readonly prompt: string; readonly steps: number; readonly guidance: number; readonly pictures: number; readonly warmUps: number };
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly memoryGigabytes: number;
    readonly system: string;
    readonly node: string;
    readonly onnxruntime: string;
    readonly loadAtEnd: number;
  };
  readonly seconds: { readonly bare: Summary; readonly engine: Summary };
  readonly ratio: ReturnType<typeof ratioOf>;
  readonly peakMemoryMegabytes: number;
}

const goal = 1.1;

export function reportOf({ date, model, task, machine, seconds, ratio, peakMemoryMegabytes }: EmbeddedResult): string {
  const row = (name: string, { median, low, high }: Summary, digits: number): string =>
    `| ${name} | ${median.toFixed(digits)} | ${low.toFixed(digits)}–${high.toFixed(digits)} |`;
  return `# What the engine adds to the model

${date} · ${task.pictures} pictures of ${model.size.width}×${model.size.height}, ${task.steps} steps, guidance ${task.guidance}, one thread per operator.
The bare loop calls the same sessions in a row with nothing around them; the engine adds its checks, a thread of its own,
the journey of pixels between threads, and a PNG. Both draw the same seeds in turns, after ${task.warmUps} warm-ups.

| seconds per picture | median | 10–90 % |
|---|---|---|
${row("bare loop", seconds.bare, 4)}
${row("engine", seconds.engine, 4)}
${row("engine / bare, pair by pair", ratio.ofPairs, 3)}

Ratio of the medians: **${ratio.ofMedians.toFixed(3)}** (goal ≤ ${goal.toFixed(2)}: ${ratio.ofMedians <= goal ? "met" : "missed"}). Peak memory of the process, with both in it: ${peakMemoryMegabytes} MB.

Machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.system}; Node ${machine.node}, onnxruntime-node ${machine.onnxruntime}; load ${machine.loadAtEnd} at the end.
Model: ${model.fingerprint}. Numbers: \`result.json\`. To measure again: \`node benchmarks/embedded/embedded.ts\`.
`;
}

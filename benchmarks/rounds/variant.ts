/** One way of running the benchmark: who judges in the loop, and what the proposers know. */
export interface Variant {
  readonly name: string;
  /** Share of the in-loop judge's sure answers that stay as they are; 1 is the judge as committed. */
  readonly accuracy: number;
  /**
   * Whether the proposers know which phrases the built-in model was taught to miss. No other generator comes with such a
   * list; without it every proposal may be wrong.
   */
  readonly words: "known" | "unknown";
  /** The first so many of the frozen tasks; every stratum in turn. */
  readonly tasks: number;
}

export const variants: readonly Variant[] = [
  { name: "as it ships", accuracy: 1, words: "known", tasks: 200 },
  { name: "nobody knows which words are missed", accuracy: 1, words: "unknown", tasks: 40 },
  { name: "the judge in the loop errs in 15 %", accuracy: 0.85, words: "known", tasks: 40 },
];

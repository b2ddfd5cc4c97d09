/** Words and strength of a final pass, from the prompt library. */
export interface FinishRecipe {
  readonly id: string;
  /** When to use it, as a sentence. */
  readonly symptom: string;
  /** What every tile is told. */
  readonly clause: string;
  readonly strength: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly note: string;
}

/** A tensor of 32-bit floats, rows last. */
export interface FloatTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}
export type FloatTensors = Readonly<Record<string, FloatTensor>>;

/** To the worker: run the session once. */
export interface RunRequest {
  readonly id: number;
  readonly inputs: FloatTensors;
}

/** From the worker: what came of the request. `stage` says what failed. */
export type RunReply =
  | { readonly id: number; readonly outputs: FloatTensors }
  | { readonly id: number; readonly stage: "runtime" | "model" | "run"; readonly message: string };

/** A tensor of 32-bit floats, rows last. */
export interface FloatTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}
export type FloatTensors = Readonly<Record<string, FloatTensor>>;

/** What a model takes or gives; a size that it leaves open is a name. */
export interface Port {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}
export interface Ports {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/** To the worker: run the session once, or only say what it takes and gives. */
export interface RunRequest {
  readonly id: number;
  readonly inputs: FloatTensors | null;
}

/** From the worker: what came of the request. `stage` says what failed. */
export type RunReply =
  | { readonly id: number; readonly outputs: FloatTensors }
  | { readonly id: number; readonly ports: Ports }
  | { readonly id: number; readonly stage: "runtime" | "model" | "run"; readonly message: string };

import type { Failure } from "../../core/errors.ts";
import type { DrawRequest } from "./pipeline.ts";

/** What the worker is started with. */
export interface WorkerSettings {
  readonly folder: string;
  readonly threads: number;
}

/** To the worker. `stop` is one 32-bit word of shared memory: 1 means stop, readable while the worker is busy. */
export interface DrawMessage {
  readonly job: number;
  readonly request: DrawRequest;
  readonly stop: SharedArrayBuffer;
}

/** From the worker. */
export type WorkerMessage =
  | { readonly job: number; readonly type: "progress"; readonly step: number; readonly steps: number }
  | { readonly job: number; readonly type: "preview"; readonly pixels: Uint8Array }
  | { readonly job: number; readonly type: "warning"; readonly setting: string; readonly message: string }
  | { readonly job: number; readonly type: "done"; readonly pixels: Uint8Array }
  | { readonly job: number; readonly type: "failed"; readonly failure: Failure };

/** What the drawer of one picture gets to see. */
export type DrawEvent = Exclude<WorkerMessage, { readonly type: "failed" }>;

import type { Connection } from "../core/connections.ts";
import type { Engine } from "../core/engine.ts";
import type { Keys } from "./hosted/keys.ts";
import type { HttpClient, HttpClientOptions } from "./http/client.ts";

/** What engines are made with; a test passes its own. */
export interface Surroundings extends Pick<HttpClientOptions, "fetch" | "sleep" | "random" | "now" | "deadline"> {
  readonly keys?: Keys;
}

/** One kind of engine that a person can connect. Adding one is two steps: a folder, and its line in `kinds.ts`. */
export interface EngineKind {
  /** What people type: "comfyui". */
  readonly kind: string;
  /** As it is called: "ComfyUI". */
  readonly title: string;
  /** Makes nothing but an object: the first question opens connections and reads files. */
  create(connection: Connection, surroundings: Surroundings): Engine;
  /** Ports of this computer on which such servers listen unless they are told otherwise, the most usual first. */
  readonly usualPorts?: readonly number[];
  /** What answers at an address, in a few words; undefined or a failure when it is something else. A small request or two. */
  recognise?(http: HttpClient, signal: AbortSignal): Promise<string | undefined>;
}

import type { Clock, Ids } from "../core/clock.ts";
import type { Database } from "./database.ts";
import type { Liveness } from "./liveness.ts";

/** What the functions of this folder work with. */
export interface Workspace {
  readonly database: Database;
  readonly liveness: Liveness;
  readonly clock: Pick<Clock, "now">;
  readonly ids: Ids;
  /** Which door or process writes: "cli", "web", "mcp", "worker". */
  readonly actor: string;
}

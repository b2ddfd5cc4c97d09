import type { Blobs } from "./blobs.ts";
import type { Clock, Ids, RandomSeed } from "./clock.ts";
import type { Connections } from "./connections.ts";
import type { Engine } from "./engine.ts";
import { notFound } from "./errors.ts";
import type { LessonShelf } from "./lesson-shelf.ts";
import type { Live } from "./events.ts";
import type { FinishRecipe } from "./finish-recipe.ts";
import type { Instrument } from "./instrument.ts";
import type { Judge } from "./judge.ts";
import type { Proposer } from "./proposer.ts";
import type { Finding, Store } from "./store.ts";
import type { Spending } from "./spending.ts";
import type { Work } from "./work.ts";

/** Looks into bytes before they are stored: their size in pixels. Throws a StudioError when they are not a whole picture. */
export type Inspect = (
  data: Uint8Array,
  mediaType: string,
) => Promise<{ readonly width: number | null; readonly height: number | null }>;

/** Everything the operations need; made once in cli/create-studio.ts, and freshly in each test. */
export interface Studio {
  readonly version: string;
  /** The workspace folder. */
  readonly home: string;
  readonly engines: ReadonlyMap<string, Engine>;
  readonly connections: Connections;
  readonly judges: readonly Judge[];
  readonly instruments: readonly Instrument[];
  readonly proposers: readonly Proposer[];
  /** The final passes of the prompt library. */
  finishRecipes(): Promise<readonly FinishRecipe[]>;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly lessons: LessonShelf;
  readonly spending: Spending;
  readonly live: Live;
  readonly work: Work;
  readonly inspect: Inspect;
  /** Reads every row and every blob again: `samebut doctor`. Changes nothing. */
  examine(): Promise<readonly Finding[]>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly randomSeed: RandomSeed;
  close(): Promise<void>;
}

export function engineOf(studio: Pick<Studio, "engines">, id: string): Engine {
  const engine = studio.engines.get(id);
  if (engine) return engine;
  const known = [...studio.engines.keys()].join(", ");
  throw notFound("engine", id, `These are connected: ${known}. \`samebut engines\` shows what each can do.`);
}

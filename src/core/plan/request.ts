import type { Change } from "../change.ts";
import type { Ids, RandomSeed } from "../clock.ts";
import type { EngineDescription } from "../engine.ts";
import type { History } from "../history.ts";
import type { Adjustment, Recipe } from "../recipe.ts";
import type { Size } from "../size.ts";
import type { PlannedRound } from "../store.ts";

/** What a person may set for a round; unset parts follow the engine's defaults or the parent. */
export interface RoundSettings {
  readonly size?: Size | undefined;
  readonly steps?: number | undefined;
  readonly guidance?: number | undefined;
  readonly sampler?: string | undefined;
  readonly negativePrompt?: string | undefined;
}

export type RoundRequest =
  | {
      readonly kind: "orientation";
      readonly count: number;
      readonly seeds?: readonly number[] | undefined;
      readonly settings: RoundSettings;
    }
  /** Each change is one arm; all arms share the seeds of `parents`, variations that were made alike. */
  | {
      readonly kind: "fix";
      readonly parents: readonly string[];
      readonly changes: readonly PlannedChange[];
      readonly count: number;
    }
  /** Further seeds of an arm that ran already, with their controls unless it is to be drawn alone. */
  | { readonly kind: "more"; readonly arm: string; readonly count: number; readonly alone?: boolean }
  | {
      readonly kind: "refine";
      readonly source: string;
      readonly change: Change;
      readonly count: number;
      /** Blob of a mask: white may change, black is kept. */
      readonly mask?: string | undefined;
      /** Blobs of pictures that lend their looks, instead of those that the source was made with. */
      readonly references?: readonly string[] | undefined;
    }
  /** A text as the person edited it: `result` is the blob of what it became. */
  | {
      readonly kind: "edit";
      readonly source: string;
      readonly change: Extract<Change, { kind: "edits" }>;
      readonly result: string;
    }
  /** The final pass of a text. */
  | {
      readonly kind: "copy-pass";
      readonly source: string;
      /** What a writer is asked first; left out: the copy desk's last pass. */
      readonly instruction?: string;
      readonly settings: Recipe["settings"];
    }
  | {
      readonly kind: "final";
      readonly source: string;
      readonly adjustments: readonly Adjustment[];
      /** Settings of the engine that finishes. */
      readonly settings?: Recipe["settings"];
      /** How another engine draws the result again; absent: nothing is drawn again. */
      readonly redraw?: Redraw;
    };

export type Redraw = Pick<Recipe, "prompt" | "negativePrompt" | "seed" | "strength">;

export interface PlannedChange {
  readonly change: Change;
  readonly confounded: boolean;
}

export interface PlanContext {
  readonly history: History;
  /** Of the engine that will make this round. */
  readonly engine: EngineDescription;
  readonly ids: Ids;
  readonly now: number;
  readonly randomSeed: RandomSeed;
}

/** A plan, or the reasons why there is none, each a sentence with its remedy. */
export type Plan = { readonly plan: PlannedRound } | { readonly reasons: readonly string[] };

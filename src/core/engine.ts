import { z } from "zod";
import type { Medium } from "./brief.ts";
import type { Adjustment, Recipe } from "./recipe.ts";
import { Size } from "./size.ts";

export const Ability = z.enum([
  "text-to-image",
  "image-to-image", // from a source picture with denoising strength
  "instruction", // edits a picture by a sentence
  "mask",
  "references", // pictures that only lend their looks
  "conversation",
  "seeds",
  "seed-variation", // a second seed mixed in by spherical interpolation
  "window", // a tile of a larger picture, with its part of one noise field
  "negative-prompt",
  "adjust", // deterministic adjustments of a source
  "upscale",
  "text",
]);
export type Ability = z.infer<typeof Ability>;

const Range = z.object({ minimum: z.number(), maximum: z.number(), default: z.number() });

/** What an engine can do now. Absent settings cannot be set. */
export const EngineDescription = z.object({
  id: z.string(),
  title: z.string(),
  makes: z.enum(["image", "text"]),
  abilities: z.array(Ability),
  /** What must be equal for two variations to be paired by seed. Changes when weights, sampler code or settings do. */
  fingerprint: z.string(),
  /** Allowed sizes in pixels, the default first; "any" for engines without a fixed list. */
  sizes: z.union([z.array(Size).min(1), z.literal("any")]),
  /** Of engines without a fixed list: the size that their model is best at. */
  defaultSize: Size.optional(),
  /** Windows lie at multiples of this many pixels, where the engine draws windows. */
  cell: z.int().min(1).optional(),
  steps: Range.optional(),
  guidance: Range.optional(),
  /** Samplers, the default first. */
  samplers: z.array(z.string()).optional(),
  /** Settings of this engine only (`recipe.settings`): what each does, and its values where there is a list. */
  settings: z.record(z.string(), z.object({ about: z.string(), values: z.array(z.string()).optional() })).optional(),
  /** Per variation. `micros` 0 is free; null is unknown. */
  price: z.object({ micros: z.int().min(0).nullable(), currency: z.string() }),
  /** The provider repeats an answer for a repeated key instead of charging again. */
  idempotent: z.boolean(),
  /** Jobs survive the end of this process: a call that names one goes on with it instead of asking, and paying, again. */
  resumable: z.boolean().optional(),
  /** How many calls may be in flight at once. */
  concurrency: z.int().min(1),
  /** What it is and where it came from, in a sentence or two. */
  about: z.string(),
});
export type EngineDescription = z.infer<typeof EngineDescription>;

export interface EngineOutput {
  readonly data: Uint8Array;
  /** "image/png", "text/plain". */
  readonly mediaType: string;
}

export type EngineEvent =
  /**
   * The provider has, or is about to get, the job: from here on it may cost money. Told again as soon as the provider has
   * named it; that name survives a crash. Before, it is the idempotency key.
   */
  | { readonly type: "accepted"; readonly providerJob: string }
  /** Done so far, 0…1; `step` of `steps` where the engine counts them. */
  | { readonly type: "progress"; readonly fraction: number; readonly step?: number; readonly steps?: number }
  | { readonly type: "preview"; readonly output: EngineOutput }
  | { readonly type: "warning"; readonly setting: string; readonly message: string }
  /** What a conversation goes on from after this output: the provider's name of its answer, or the hash of a kept blob. */
  | { readonly type: "turn"; readonly turn: string }
  | { readonly type: "cost"; readonly micros: number; readonly currency: string }
  | { readonly type: "output"; readonly output: EngineOutput };

export interface EngineCall {
  readonly signal: AbortSignal;
  /** The same for every call of one slot. */
  readonly idempotencyKey: string;
  /** What an earlier call of this slot was told as `providerJob` and nobody knows the end of: only of resumable engines. */
  readonly job?: string | undefined;
  /** Whether anybody looks at previews; engines skip the work otherwise. */
  readonly previews: boolean;
  readBlob(hash: string): Promise<Uint8Array>;
  /** Keeps bytes that the next turn of a conversation needs; resolves to their hash. */
  keepBlob?(data: Uint8Array, mediaType: string): Promise<string>;
}

/** Makes one picture or text from one recipe. A factory returns it as a plain object. */
export interface Engine {
  readonly id: string;
  readonly makes: Medium;
  describe(signal?: AbortSignal): Promise<EngineDescription>;
  /** Reasons why this recipe cannot run here, each a sentence with its remedy; empty when it can. */
  check?(recipe: Recipe): Promise<readonly string[]>;
  /** Adjustments that do everything a sentence asks for; undefined when it asks for more than adjusting. */
  understand?(instruction: string, size: Size): readonly Adjustment[] | undefined;
  /** Yields exactly one "output" last, or throws a StudioError. Stops soon after `call.signal` aborts. */
  generate(recipe: Recipe, call: EngineCall): AsyncIterable<EngineEvent>;
  /** The cheapest real call that shows whether it works, told in a sentence. Throws a StudioError that says what is wrong. */
  test?(signal: AbortSignal): Promise<string>;
  close?(): Promise<void>;
}

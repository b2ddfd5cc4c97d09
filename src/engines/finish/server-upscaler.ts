import { createHash } from "node:crypto";
import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import { Recipe } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { type Picture, flattenPicture } from "../../imaging/picture.ts";

/** An upscaler of a connected server. */
export interface ServerUpscaler {
  readonly engine: Engine;
  /** One of those that the server lists; its usual one when left out. */
  readonly name: string | undefined;
}

const ownUpscalers: ReadonlySet<string> = new Set(["built-in", "lanczos"]);

/** "comfyui", or "comfyui:4x-UltraSharp.pth"; undefined where no connected engine is called so: then it is a file. */
export function serverUpscaler(
  upscaler: string,
  engineNamed: (id: string) => Engine | undefined,
): ServerUpscaler | undefined {
  if (ownUpscalers.has(upscaler)) return undefined;
  const [id = "", ...name] = upscaler.split(":");
  const engine = engineNamed(id);
  return engine && { engine, name: name.join(":") || undefined };
}

/** Why it cannot enlarge, each with the remedy; empty when it can. */
export async function reasonsAgainstUpscaler({ engine, name }: ServerUpscaler): Promise<readonly string[]> {
  const { title, abilities, settings } = await engine.describe();
  // "adjust" enlarges by arithmetic alone: that is what “lanczos” is for.
  if (!abilities.includes("upscale") || abilities.includes("adjust"))
    return [`${title} has no upscaler. Leave --upscaler out, or name a server that has one.`];
  const listed = settings?.["upscaler"]?.values;
  if (name === undefined || !listed || listed.includes(name)) return [];
  return [`${title} has no upscaler “${name}”. It has: ${listed.join(", ")}.`];
}

/** Servers hold whole pictures in memory: larger ones are enlarged the rest of the way by Lanczos. */
const largestSide = 8192;
const step = 8;

export interface Enlarging {
  readonly source: Picture;
  readonly target: Size;
  readonly call: EngineCall;
  /** Where it is noted that a provider was asked, until its answer is kept. */
  readonly note: Note;
  /** Costs and warnings, for the pass to hand on. */
  readonly tell: (event: EngineEvent) => void;
}

/** A file that outlives the process. */
export interface Note {
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * The source as the server enlarges it: in the target's shape, near its size. Of a provider that is paid for each call, one
 * that was cut off is gone on with where it has a name, and is not paid again unasked where it has none.
 */
export async function enlargeOnServer({ engine, name }: ServerUpscaler, enlarging: Enlarging): Promise<Picture> {
  const description = await engine.describe(enlarging.call.signal);
  const repeatable = description.idempotent || description.price.micros === 0;
  if (repeatable) return askServer({ engine, name }, description, enlarging);
  const { note, call } = enlarging;
  const before = await note.read();
  if (before === "" || (before !== undefined && description.resumable !== true)) {
    await note.remove();
    throw perhapsPaid(description.title);
  }
  if (before === undefined) await note.write("");
  try {
    const named = async (job: string): Promise<void> => note.write(job);
    return await askServer({ engine, name }, description, { ...enlarging, job: before, named });
  } catch (error) {
    // A failure that was told is no doubt about the bill.
    if (error instanceof StudioError && error.code !== "uncertain" && !call.signal.aborted) await note.remove();
    throw error;
  }
}

const perhapsPaid = (title: string): StudioError =>
  new StudioError("uncertain", `${title} was asked to enlarge this picture before, and may have been paid for it.`, {
    hint: "Look at the provider's own list of requests; `samebut resume --uncertain` asks it again, at the risk of paying twice.",
  });

interface Asking extends Enlarging {
  readonly job?: string | undefined;
  readonly named?: (job: string) => Promise<void>;
}

async function askServer(
  { engine, name }: ServerUpscaler,
  { fingerprint, abilities, title, price }: EngineDescription,
  { source, target, call, tell, job, named }: Asking,
): Promise<Picture> {
  const png = await encodePicture(source, "png");
  const hash = createHash("sha256").update(png).digest("hex");
  const recipe = Recipe.parse({
    engine: engine.id,
    fingerprint,
    prompt: "",
    seed: abilities.includes("seeds") ? 1 : null,
    size: sizeNear(target),
    source: hash,
    settings: name === undefined ? {} : { upscaler: name },
  });
  const key = `${call.idempotencyKey}-upscale`;
  const asked: EngineCall = {
    ...call,
    job,
    idempotencyKey: key,
    previews: false,
    readBlob: () => Promise.resolve(png),
  };
  let told = price.micros === 0;
  for await (const event of engine.generate(recipe, asked)) {
    if (event.type === "accepted" && event.providerJob !== key) await named?.(event.providerJob);
    if (event.type === "warning" || event.type === "cost") tell(event);
    told ||= event.type === "cost";
    if (event.type !== "output") continue;
    if (!told) tell(unknownPrice(title));
    return flattenPicture(await decodePicture(event.output.data));
  }
  throw new StudioError("unavailable", `${title} ended without an enlarged picture.`, {
    hint: "Try again: `samebut resume --failed`; or leave --upscaler out.",
  });
}

const unknownPrice = (title: string): EngineEvent => ({
  type: "warning",
  setting: "cost",
  message: `What ${title} took for enlarging the picture is not known here.`,
});

function sizeNear({ width, height }: Size): Size {
  const scale = Math.min(1, largestSide / Math.max(width, height));
  const side = (length: number): number => Math.max(64, Math.ceil((length * scale) / step) * step);
  return { width: side(width), height: side(height) };
}
